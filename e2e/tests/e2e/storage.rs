//! Storage that is refused, missing, full or damaged does not stop the page.

use crate::saved_files::{KEEP_FILES, saved_file};
use crate::visit::{Setup, visit, visit_with};
use anyhow::Result;
use e2e::{Browser, Page, cdp};
use fantoccini::Locator;
use std::fs;
use tempfile::TempDir;

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

/// Keeps the page's connections.
const KEEP_CONNECTIONS: &str = "
    window.connections = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...all) {
        const request = open.apply(this, all);
        request.addEventListener('success', () => connections.push(request.result));
        return request;
    };";

const DELETE_DATABASE: &str = "const done = arguments[0];
    indexedDB.deleteDatabase('inkling').onsuccess = () => done();";

#[test]
fn entries_survive_a_database_that_is_deleted_cleared_or_closed_under_the_page() -> Result<()> {
    let setup = Setup::new().init_script(KEEP_CONNECTIONS);
    visit_with(setup, async |page, site| {
        page.read_digits(&[3, 1]).await?;
        page.wait_for_history(2).await?;
        page.client().execute_async(DELETE_DATABASE, vec![]).await?;
        page.read_digit(4).await?;
        page.open().await?;
        page.expect_history(&["4", "1", "3"]).await?;
        if Browser::from_env()? == Browser::Chromium {
            cdp::clear_databases(page.client(), &site.origin()).await?;
            page.read_digit(2).await?;
            page.delete_entry(0).await?;
            page.open().await?;
            page.expect_history(&["4", "1", "3"]).await?;
        }
        page.evaluate("void connections.forEach((it) => it.close())")
            .await?;
        page.read_digit(7).await?;
        page.expect_history(&["7", "4", "1", "3"]).await?;
        page.wait_until("!document.querySelector('.past').textContent.includes('no more')")
            .await?;
        page.open().await?;
        page.expect_history(&["7", "4", "1", "3"]).await
    })
}

/// Shortens the page's patience with the storage, which is five seconds.
const LOSE_PATIENCE: &str = "
    const timeout = setTimeout;
    window.setTimeout = (act, time, ...all) => timeout(act, time === 5000 ? 50 : time, ...all);";

/// Makes a method of IndexedDB return a request without events.
fn silenced(method: &str) -> String {
    format!(
        "{{
            const method = {method};
            const ignored = {{ set() {{}} }};
            {method} = function (...all) {{
                const handlers = {{ onsuccess: ignored, onerror: ignored, onblocked: ignored }};
                return Object.defineProperties(method.apply(this, all), handlers);
            }};
        }}"
    )
}

async fn check_silent_storage(page: &Page) -> Result<()> {
    const MESSAGE: &str = "[data-testid=files-said]";
    page.read_digit(7).await?;
    page.wait_for_text(HISTORY, "storage does not answer")
        .await?;
    page.click("Export JSON").await?;
    page.wait_for_text(MESSAGE, "Exported 1 entry. This browser")
        .await?;
    let folder = TempDir::new()?;
    let file = folder.path().join("history.json");
    fs::write(&file, saved_file(page, "inkling-history.json").await?)?;
    page.import(&file).await?;
    page.wait_for_text(MESSAGE, "1 already here. This browser")
        .await?;
    page.click("Clear history").await?;
    page.wait_for_history(0).await?;
    page.wait_for_text(MESSAGE, "storage does not answer").await
}

#[test]
fn files_and_clearing_do_not_wait_for_storage_that_never_answers() -> Result<()> {
    for method in [
        "IDBFactory.prototype.open",
        "IDBObjectStore.prototype.getAllKeys",
    ] {
        let silenced = silenced(method);
        let setup = Setup::new().init_script(KEEP_FILES);
        let setup = setup.init_script(LOSE_PATIENCE).init_script(&silenced);
        visit_with(setup, async |page, _| check_silent_storage(page).await)?;
    }
    Ok(())
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
