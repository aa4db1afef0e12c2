//! Storage that is refused, missing, full or damaged does not stop the page.

use crate::visit::{Setup, visit, visit_with};
use anyhow::Result;
use fantoccini::Locator;

const REFUSED: &str = "indexedDB.open = () => { throw new DOMException('', 'SecurityError') }";

const MISSING: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined })";

const HISTORY: &str = ".past";

fn check(script: &str) -> Result<()> {
    visit_with(Setup::new().init_script(script), async |page, _| {
        page.read_digit(7).await?;
        assert_eq!(page.history().await?, ["7"]);
        let note = Locator::XPath("//p[contains(., 'refuses storage')]");
        assert!(page.client().find(note).await?.is_displayed().await?);
        Ok(())
    })
}

#[test]
fn refused_storage_is_reported_by_a_note() -> Result<()> {
    check(REFUSED)
}

#[test]
fn missing_storage_is_reported_by_a_note() -> Result<()> {
    check(MISSING)
}

/// Rejects every entry, as full storage does.
const FILL: &str = "void (IDBObjectStore.prototype.put = () => {
    throw new DOMException('', 'QuotaExceededError');
})";

#[test]
fn full_storage_is_reported_and_answers_stay_until_there_is_room() -> Result<()> {
    visit(async |page, _| {
        page.evaluate("void (window.put = IDBObjectStore.prototype.put)")
            .await?;
        page.evaluate(FILL).await?;
        page.read_digit(7).await?;
        page.wait_for_text(HISTORY, "stores no more").await?;
        assert_eq!(page.history().await?, ["7"]);
        page.clear_canvas().await?;
        page.evaluate("void (IDBObjectStore.prototype.put = window.put)")
            .await?;
        page.read_digit(1).await?;
        page.wait_until("!document.querySelector('.past').textContent.includes('no more')")
            .await?;
        page.open().await?;
        page.expect_history(&["1", "7"]).await
    })
}

/// Stores five entries in wrong formats.
const STORE_DAMAGED: &str = "
    const done = arguments[0];
    indexedDB.open('inkling').onsuccess = ({ target }) => {
        const kept = target.result.transaction('history', 'readwrite');
        const damaged = [7, null, {}, { number: 7 }, { number: 'x', drawing: { strokes: [] } }];
        for (const entry of damaged) kept.objectStore('history').add(entry);
        kept.oncomplete = () => { target.result.close(); done(); };
    };";

#[test]
fn damaged_entries_are_skipped_and_reported() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(7).await?;
        page.wait_for_history(1).await?;
        page.client().execute_async(STORE_DAMAGED, vec![]).await?;
        page.open().await?;
        page.expect_history(&["7"]).await?;
        page.wait_for_text(HISTORY, "5 stored entries cannot be read")
            .await?;
        page.read_digit(1).await
    })
}
