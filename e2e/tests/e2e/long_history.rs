//! History of thousands of entries.

use crate::visit::visit;
use anyhow::Result;

/// Stores 5,000 entries in the page's format, each with as many points as a mouse gives.
const STORE_ENTRIES: &str = "
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

const MORE: &str = "[data-testid=more]";

#[test]
fn the_newest_of_five_thousand_entries_are_shown_first() -> Result<()> {
    visit(async |page, _| {
        page.client().execute_async(STORE_ENTRIES, vec![]).await?;
        page.open().await?;
        assert_eq!(page.wait_for_history(30).await?[..3], ["0", "9", "8"]);
        page.read_digit(7).await?;
        page.wait_for_text(MORE, "(4971 older)").await?;
        assert_eq!(page.wait_for_history(30).await?[..2], ["7", "0"]);
        page.click_on(MORE).await?;
        page.wait_for_history(60).await?;
        assert!(page.sequence().await?.starts_with("… "));
        page.click("Clear history").await?;
        page.wait_for_history(0).await?;
        page.click("Undo").await?;
        page.open().await?;
        page.wait_for_text(MORE, "(4971 older)").await
    })
}
