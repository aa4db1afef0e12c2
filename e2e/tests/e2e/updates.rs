//! A newer build is offered, and replaces the older one as a whole.

use crate::service_worker::wait_until_cached;
use crate::visit::{Setup, visit_with};
use anyhow::Result;
use e2e::{Page, Site};
use fantoccini::wd::WindowHandle;

const SECOND: &str = "Second";
const IS_SECOND: &str = "document.title.startsWith('Second')";

/// Fetches a file that is cached at its first use only.
const USE_FILE: &str = "fetch('icon-192.png').then((response) => response.ok)";
const IS_CACHED: &str = "caches.match('icon-192.png').then((cached) => cached !== undefined)";

/// Names of the caches, one for each build.
const CACHES: &str = "caches.keys()";

/// Runs a test on the page of a site that can be rebuilt.
fn visit_copy<T>(test: impl AsyncFnOnce(&Page, &Site) -> Result<T>) -> Result<()> {
    let site = Site::start_copy()?;
    visit_with(Setup::new().site(&site), test)
}

async fn open_tab(page: &Page) -> Result<WindowHandle> {
    let tab = page.client().new_window(true).await?.handle;
    page.client().switch_to_window(tab.clone()).await?;
    page.open().await?;
    Ok(tab)
}

#[test]
fn an_update_is_offered_and_applied_on_reload() -> Result<()> {
    visit_copy(async |page, site| {
        page.read_digit(3).await?;
        wait_until_cached(page).await?;
        assert_eq!(page.evaluate(IS_CACHED).await?, false);
        assert_eq!(page.evaluate(USE_FILE).await?, true);
        let first = page.evaluate(CACHES).await?;
        site.rebuild(SECOND)?;
        page.open().await?;
        assert_eq!(page.evaluate(IS_SECOND).await?, false);
        page.draw_digit(7).await?;
        assert_eq!(page.notice().await?, "Update ready");
        page.click("Reload").await?;
        page.wait_until(IS_SECOND).await?;
        page.wait_until_open().await?;
        page.wait_for_ink().await?;
        page.predict_expecting("7").await?;
        page.expect_history(&["7", "3"]).await?;
        let second = page.evaluate(CACHES).await?;
        assert_eq!(second.as_array().map(Vec::len), Some(1));
        assert_ne!(first, second);
        assert_eq!(page.evaluate(IS_CACHED).await?, true);
        page.wait_for_no_notice().await
    })
}

#[test]
fn a_dismissed_update_changes_nothing() -> Result<()> {
    visit_copy(async |page, site| {
        wait_until_cached(page).await?;
        site.rebuild(SECOND)?;
        page.open().await?;
        page.notice().await?;
        page.click("Close").await?;
        page.wait_for_no_notice().await?;
        page.open().await?;
        assert_eq!(page.notice().await?, "Update ready");
        assert_eq!(page.evaluate(IS_SECOND).await?, false);
        page.read_digit(7).await
    })
}

#[test]
fn two_tabs_apply_an_update_together_and_keep_their_drawings() -> Result<()> {
    visit_copy(async |page, site| {
        wait_until_cached(page).await?;
        let first = page.client().window().await?;
        page.draw_digit(3).await?;
        site.rebuild(SECOND)?;
        let second = open_tab(page).await?;
        page.draw_digit(7).await?;
        page.notice().await?;
        page.click("Reload").await?;
        for (tab, number) in [(second, "7"), (first, "3")] {
            page.client().switch_to_window(tab).await?;
            page.wait_until(IS_SECOND).await?;
            page.wait_until_open().await?;
            page.predict_expecting(number).await?;
        }
        Ok(())
    })
}

#[test]
fn a_build_with_a_file_of_another_build_is_rejected() -> Result<()> {
    visit_copy(async |page, site| {
        wait_until_cached(page).await?;
        site.rebuild(SECOND)?;
        let script = "throw new Error('of a third build')";
        site.replace("/engine.js", script, usize::MAX);
        page.open().await?;
        let is_rejected = "navigator.serviceWorker.getRegistration().then((registration) =>
            registration.update().then(() => new Promise((done) => {
                const worker = registration.installing;
                if (!worker) return done(registration.waiting === null);
                worker.onstatechange = () => done(worker.state === 'redundant');
            })))";
        assert_eq!(page.evaluate(is_rejected).await?, true);
        page.read_digit(7).await?;
        page.wait_for_no_notice().await
    })
}
