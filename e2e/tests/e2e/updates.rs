//! One build of the page at a time: a newer one is offered, and replaces the older one whole.

use crate::ink::digit;
use crate::kept::is_kept;
use crate::visit::visit_again;
use anyhow::Result;
use e2e::{Page, Pointer, Site};
use fantoccini::wd::WindowHandle;
use tempfile::TempDir;

const SECOND: &str = "Second";
const IS_SECOND: &str = "document.title.startsWith('Second')";

/// A file that is kept once it has been used.
const USE: &str = "fetch('icon-192.png').then((answer) => answer.ok)";
const IS_USED: &str = "caches.match('icon-192.png').then((kept) => kept !== undefined)";

/// The builds that the browser keeps.
const CACHES: &str = "caches.keys()";

async fn visit_copy(test: impl AsyncFnOnce(&Page, &Site) -> Result<()>) -> Result<()> {
    let (profile, site) = (TempDir::new()?, Site::start_copy().await?);
    visit_again(profile.path(), &site, "", test).await
}

async fn open_tab(page: &Page) -> Result<WindowHandle> {
    let tab = page.client().new_window(true).await?.handle;
    page.client().switch_to_window(tab.clone()).await?;
    page.open().await?;
    Ok(tab)
}

#[tokio::test]
async fn an_update_is_offered_and_taken_on_reload() -> Result<()> {
    visit_copy(async |page, site| {
        page.open().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        is_kept(page).await?;
        assert_eq!(page.evaluate(IS_USED).await?, false);
        assert_eq!(page.evaluate(USE).await?, true);
        let first = page.evaluate(CACHES).await?;
        site.build_again(SECOND)?;
        page.open().await?;
        assert_eq!(page.evaluate(IS_SECOND).await?, false);
        page.draw(&digit(7), Pointer::Mouse).await?;
        assert_eq!(page.notice().await?, "Update ready");
        page.click("Reload").await?;
        page.wait_until(IS_SECOND).await?;
        page.is_open().await?;
        page.shows_ink().await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        assert_eq!(page.history_of(2).await?, ["7", "3"]);
        let second = page.evaluate(CACHES).await?;
        assert_eq!(second.as_array().map(Vec::len), Some(1));
        assert_ne!(first, second);
        assert_eq!(page.evaluate(IS_USED).await?, true);
        page.no_notice().await
    })
    .await
}

#[tokio::test]
async fn an_update_that_is_not_taken_changes_nothing() -> Result<()> {
    visit_copy(async |page, site| {
        page.open().await?;
        is_kept(page).await?;
        site.build_again(SECOND)?;
        page.open().await?;
        page.notice().await?;
        page.click("Close").await?;
        page.no_notice().await?;
        page.open().await?;
        assert_eq!(page.notice().await?, "Update ready");
        assert_eq!(page.evaluate(IS_SECOND).await?, false);
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_tabs_take_an_update_together_and_keep_their_drawings() -> Result<()> {
    visit_copy(async |page, site| {
        page.open().await?;
        is_kept(page).await?;
        let first = page.client().window().await?;
        page.draw(&digit(3), Pointer::Mouse).await?;
        site.build_again(SECOND)?;
        let second = open_tab(page).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.notice().await?;
        page.click("Reload").await?;
        for (tab, drawn) in [(second, "7"), (first, "3")] {
            page.client().switch_to_window(tab).await?;
            page.wait_until(IS_SECOND).await?;
            page.is_open().await?;
            page.predict().await?;
            assert_eq!(page.answer_in("ready").await?.number, drawn);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_build_of_which_a_file_is_of_another_is_not_taken() -> Result<()> {
    visit_copy(async |page, site| {
        page.open().await?;
        is_kept(page).await?;
        site.build_again(SECOND)?;
        site.replace(
            "/engine.js",
            "throw new Error('of a third build')",
            usize::MAX,
        );
        page.open().await?;
        let refused = "navigator.serviceWorker.getRegistration().then((registration) =>
            registration.update().then(() => new Promise((done) => {
                const worker = registration.installing;
                if (!worker) return done(registration.waiting === null);
                worker.onstatechange = () => done(worker.state === 'redundant');
            })))";
        assert_eq!(page.evaluate(refused).await?, true);
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        page.no_notice().await
    })
    .await
}
