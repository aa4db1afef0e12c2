//! History of answers, kept in the browser.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use e2e::ink::{number, number_and_scribble};
use fantoccini::key::Key;

#[test]
fn the_history_survives_a_reload() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3, 1, 4]).await?;
        page.open().await?;
        page.expect_history(&["4", "1", "3"]).await?;
        assert_eq!(page.sequence().await?, "3 1 4");
        Ok(())
    })
}

#[test]
fn the_last_answer_survives_an_immediate_reload() -> Result<()> {
    // Reloads in the task in which the answer arrives: nothing can be stored before.
    const RELOAD_AT_ANSWER: &str = "new MutationObserver(() =>
            document.querySelector('[data-testid=answer]').dataset.number === '4' &&
            location.reload()).observe(document, { attributes: true, subtree: true }),
        document.isLeft = true";
    visit(async |page, _| {
        page.read_digits(&[3, 1]).await?;
        page.wait_for_history(2).await?;
        page.draw_digit(4).await?;
        page.evaluate(RELOAD_AT_ANSWER).await?;
        page.predict().await?;
        page.wait_until("!document.isLeft").await?;
        page.expect_history(&["4", "1", "3"]).await?;
        page.open().await?;
        page.expect_history(&["4", "1", "3"]).await
    })
}

#[test]
fn a_cleared_history_stays_cleared() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3, 1]).await?;
        page.click("Clear history").await?;
        page.wait_for_history(0).await?;
        page.open().await?;
        page.read_digit(4).await?;
        assert_eq!(page.history().await?, ["4"]);
        Ok(())
    })
}

#[test]
fn a_cleared_history_can_be_restored() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3, 1]).await?;
        page.press(Key::Escape).await?;
        page.wait_for_no_notice().await?;
        page.click("Clear history").await?;
        assert_eq!(page.notice().await?, "History cleared");
        page.click("Undo").await?;
        page.expect_history(&["1", "3"]).await?;
        page.open().await?;
        page.expect_history(&["1", "3"]).await
    })
}

#[test]
fn numbers_and_rejections_are_kept() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3]).await?;
        page.read(&number("2026")).await?;
        page.clear_canvas().await?;
        page.judge(&number_and_scribble("20", 80.0, 92.0)).await?;
        page.open().await?;
        page.expect_history(&["20?", "2026", "3"]).await?;
        assert_eq!(page.sequence().await?, "3 2026 20?");
        let rejected = page.text("[data-number='20?']").await?;
        assert!(!rejected.contains('%'), "{rejected}");
        Ok(())
    })
}

#[test]
fn the_newest_entry_comes_first_after_the_clock_went_back() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3]).await?;
        page.wait_for_history(1).await?;
        page.evaluate("void (Date.now = () => 1e12)").await?;
        page.read_digits(&[1, 4]).await?;
        page.expect_history(&["4", "1", "3"]).await?;
        page.open().await?;
        page.expect_history(&["4", "1", "3"]).await?;
        assert_eq!(page.sequence().await?, "3 1 4");
        Ok(())
    })
}

/// Stores an entry in the format from before numbers and rejections.
const STORE_OLD_ENTRY: &str = "
    const done = arguments[0];
    const point = (x, y) => ({ x, y });
    const strokes = [{ points: [point(100, 50), point(120, 350)] }];
    indexedDB.open('inkling').onsuccess = ({ target }) => {
        const kept = target.result.transaction('history', 'readwrite');
        kept.objectStore('history').add({ number: '1', confidence: 0.75, drawing: { strokes } });
        kept.oncomplete = () => { target.result.close(); done(); };
    };";

#[test]
fn entries_of_earlier_versions_are_still_shown() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3]).await?;
        page.client().execute_async(STORE_OLD_ENTRY, vec![]).await?;
        page.open().await?;
        page.expect_history(&["1", "3"]).await?;
        let old = page.text("[data-number='1']").await?;
        assert_contains(&old, "75.0 %");
        Ok(())
    })
}
