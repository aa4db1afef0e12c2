use anyhow::{Context, Result};
use e2e::{Browser, Page, Session, Site};
use tokio::sync::Semaphore;

/// More browsers at once than this make each other slow.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// Runs a test in a fresh browser; the page is not opened yet.
pub(crate) async fn visit(test: impl AsyncFnOnce(&Page, &Site) -> Result<()>) -> Result<()> {
    visit_with_errors("", test).await
}

/// Runs a test that makes something go wrong: errors that name it may stand in the console.
pub(crate) async fn visit_with_errors(
    expected: &str,
    test: impl AsyncFnOnce(&Page, &Site) -> Result<()>,
) -> Result<()> {
    let _permit = BROWSERS.acquire().await?;
    let site = Site::start().await?;
    let session = Session::start(Browser::chosen()?).await?;
    let page = Page::new(session, site.url());
    let outcome = test(&page, &site).await;
    let mut errors = page.console_errors().await?;
    outcome.with_context(|| format!("the console's errors are {errors:?}"))?;
    errors.retain(|error| expected.is_empty() || !error.contains(expected));
    assert_eq!(errors, [""; 0]);
    assert_eq!(site.take_foreign_requests(), 0);
    Ok(())
}
