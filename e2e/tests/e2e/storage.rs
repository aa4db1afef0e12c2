//! A browser that refuses storage is no obstacle.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;
use fantoccini::Locator;

const REFUSED: &str = "indexedDB.open = () => { throw new DOMException('', 'SecurityError') }";

const MISSING: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined })";

async fn check(script: &str) -> Result<()> {
    visit(async |page, _| {
        page.run_first(script).await?;
        page.open().await?;
        let answer = page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(answer.number, "7");
        assert_eq!(page.history().await?, ["7"]);
        let note = Locator::XPath("//p[contains(., 'refuses storage')]");
        assert!(page.client().find(note).await?.is_displayed().await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn refused_storage_is_noted_quietly() -> Result<()> {
    check(REFUSED).await
}

#[tokio::test]
async fn missing_storage_is_noted_quietly() -> Result<()> {
    check(MISSING).await
}

/// From the first entry on, as full storage does.
const FULL: &str = "void (IDBObjectStore.prototype.put = () => {
    throw new DOMException('', 'QuotaExceededError');
})";

#[tokio::test]
async fn full_storage_is_noted_and_what_is_read_stays_until_there_is_room() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.evaluate("void (window.put = IDBObjectStore.prototype.put)")
            .await?;
        page.evaluate(FULL).await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.wait_for_text(".past", "stores no more").await?;
        assert_eq!(page.history().await?, ["7"]);
        page.clear_canvas().await?;
        page.evaluate("void (IDBObjectStore.prototype.put = window.put)")
            .await?;
        page.read(&digit(1), Pointer::Mouse).await?;
        page.wait_until("!document.querySelector('.past').textContent.includes('no more')")
            .await?;
        page.open().await?;
        assert_eq!(page.history_of(2).await?, ["1", "7"]);
        Ok(())
    })
    .await
}

const DAMAGED: &str = "
    const done = arguments[0];
    indexedDB.open('inkling').onsuccess = ({ target }) => {
        const kept = target.result.transaction('history', 'readwrite');
        const damaged = [7, null, {}, { number: 7 }, { number: 'x', drawing: { strokes: [] } }];
        for (const entry of damaged) kept.objectStore('history').add(entry);
        kept.oncomplete = () => { target.result.close(); done(); };
    };";

#[tokio::test]
async fn damaged_entries_are_skipped_and_told() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.history_of(1).await?;
        page.client().execute_async(DAMAGED, vec![]).await?;
        page.open().await?;
        assert_eq!(page.history_of(1).await?, ["7"]);
        page.wait_for_text(".past", "5 stored entries cannot be read")
            .await?;
        assert_eq!(page.read(&digit(1), Pointer::Mouse).await?.number, "1");
        Ok(())
    })
    .await
}
