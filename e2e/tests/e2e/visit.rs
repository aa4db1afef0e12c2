use crate::ink::digit;
use crate::skipped::skips;
use anyhow::{Context, Result};
use e2e::{Browser, Page, Pointer, Session, Site};
use std::path::Path;
use tempfile::TempDir;

/// Runs a test in a fresh browser; the page is not opened yet.
pub(crate) async fn visit(test: impl AsyncFnOnce(&Page, &Site) -> Result<()>) -> Result<()> {
    visit_with_errors("", test).await
}

/// Runs a test that makes something go wrong: errors that name it may stand in the console.
pub(crate) async fn visit_with_errors(
    expected: &str,
    test: impl AsyncFnOnce(&Page, &Site) -> Result<()>,
) -> Result<()> {
    let profile = TempDir::new()?;
    visit_again(profile.path(), &Site::start().await?, expected, test).await
}

/// Runs a test in a browser that may have been at this site before.
pub(crate) async fn visit_again(
    profile: &Path,
    site: &Site,
    expected: &str,
    test: impl AsyncFnOnce(&Page, &Site) -> Result<()>,
) -> Result<()> {
    let browser = Browser::chosen()?;
    if skips(browser) {
        return Ok(());
    }
    let session = Session::start_in(browser, profile).await?;
    let page = site.page(session);
    let outcome = test(&page, site).await;
    let mut errors = page.console_errors().await?;
    outcome.with_context(|| format!("the console's errors are {errors:?}"))?;
    errors.retain(|error| expected.is_empty() || !error.contains(expected));
    assert_eq!(errors, [""; 0]);
    assert_eq!(site.take_foreign_requests(), 0);
    assert_eq!(site.take_violations(), [""; 0]);
    Ok(())
}

/// Opens the page and has these digits read, one after the other.
pub(crate) async fn open_and_read(page: &Page, digits: &[u8]) -> Result<()> {
    page.open().await?;
    for &drawn in digits {
        page.read(&digit(drawn), Pointer::Mouse).await?;
        page.clear_canvas().await?;
    }
    Ok(())
}
