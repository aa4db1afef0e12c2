//! Thousands of entries are no obstacle.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

/// As the page keeps them, each with as many points as a mouse makes.
const FIVE_THOUSAND: &str = "
    const done = arguments[0];
    const points = Array.from({ length: 100 }, (_, step) => ({ x: 100 + step, y: 50 + 3 * step }));
    indexedDB.open('inkling').onsuccess = ({ target }) => {
        const kept = target.result.transaction('history', 'readwrite');
        for (let time = 1; time <= 5000; time++) {
            const number = String(time % 10);
            const entry = { number, confidence: 0.75, time, drawing: { strokes: [{ points }] } };
            kept.objectStore('history').put(entry, 1000 * time);
        }
        kept.oncomplete = () => { target.result.close(); done(); };
    };";

#[tokio::test]
async fn the_newest_of_five_thousand_entries_are_shown_first() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.client().execute_async(FIVE_THOUSAND, vec![]).await?;
        page.open().await?;
        let shown = page.history_of(30).await?;
        assert_eq!(shown[..3], ["0", "9", "8"]);
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        page.wait_for_text("[data-testid=more]", "(4971 older)")
            .await?;
        assert_eq!(page.history_of(30).await?[..2], ["7", "0"]);
        page.wait_for("[data-testid=more]").await?.click().await?;
        page.history_of(60).await?;
        assert!(page.sequence().await?.starts_with("… "));
        page.click("Clear history").await?;
        page.history_of(0).await?;
        page.click("Undo").await?;
        page.open().await?;
        page.wait_for_text("[data-testid=more]", "(4971 older)")
            .await
    })
    .await
}
