//! What was read is kept in this browser.

use crate::ink::{digit, number, scribble};
use crate::visit::{open_and_read, visit};
use anyhow::Result;
use e2e::Pointer;
use fantoccini::key::Key;

#[tokio::test]
async fn the_history_survives_a_reload() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1, 4]).await?;
        page.open().await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        assert_eq!(page.sequence().await?, "3 1 4");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_read_last_survives_a_page_that_is_left_at_once() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1]).await?;
        page.history_of(2).await?;
        page.draw(&digit(4), Pointer::Mouse).await?;
        // The answer comes in a task, in which the page is left: nothing can be stored before.
        page.evaluate(
            "new MutationObserver(() => document.querySelector('[data-testid=answer]')\
                 .dataset.number === '4' && location.reload()) \
                 .observe(document, { attributes: true, subtree: true }), document.isLeft = true",
        )
        .await?;
        page.click("Predict").await?;
        page.wait_until("!document.isLeft").await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        page.open().await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_cleared_history_stays_cleared() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1]).await?;
        page.click("Clear history").await?;
        page.history_of(0).await?;
        page.open().await?;
        page.read(&digit(4), Pointer::Mouse).await?;
        assert_eq!(page.history().await?, ["4"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_cleared_history_can_be_brought_back() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1]).await?;
        page.press(Key::Escape).await?;
        page.no_notice().await?;
        page.click("Clear history").await?;
        assert_eq!(page.notice().await?, "History cleared");
        page.click("Undo").await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        page.open().await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn numbers_and_what_was_rejected_are_kept_too() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3]).await?;
        page.read(&number("2026", 110.0, 92.0), Pointer::Mouse)
            .await?;
        page.clear_canvas().await?;
        let mut strokes = number("20", 80.0, 92.0).strokes;
        strokes.extend(scribble(2, 80.0, 92.0));
        page.judge(&strokes.into_iter().collect(), Pointer::Mouse)
            .await?;
        page.open().await?;
        assert_eq!(page.history_of(3).await?, ["20?", "2026", "3"]);
        assert_eq!(page.sequence().await?, "3 2026 20?");
        let rejected = page.wait_for("[data-number='20?']").await?.text().await?;
        assert!(!rejected.contains('%'), "{rejected}");
        Ok(())
    })
    .await
}

/// An entry as the page kept it before there were numbers and rejections.
const OLD_ENTRY: &str = "
    const done = arguments[0];
    const point = (x, y) => ({ x, y });
    const strokes = [{ points: [point(100, 50), point(120, 350)] }];
    indexedDB.open('inkling').onsuccess = ({ target }) => {
        const kept = target.result.transaction('history', 'readwrite');
        kept.objectStore('history').add({ number: '1', confidence: 0.75, drawing: { strokes } });
        kept.oncomplete = () => { target.result.close(); done(); };
    };";

#[tokio::test]
async fn entries_of_earlier_versions_are_still_shown() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3]).await?;
        page.client().execute_async(OLD_ENTRY, vec![]).await?;
        page.open().await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        let old = page.wait_for("[data-number='1']").await?.text().await?;
        assert!(old.contains("75.0 %"), "{old}");
        Ok(())
    })
    .await
}
