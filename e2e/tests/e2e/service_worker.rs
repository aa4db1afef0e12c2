//! After one visit the page needs no network.

use crate::assertions::wait_until;
use crate::visit::{NO_SERVICE_WORKERS, Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::{Page, Site, cdp};
use serde_json::json;
use tempfile::TempDir;

/// Waits until the service worker is active and has cached the page.
pub(crate) async fn wait_until_cached(page: &Page) -> Result<()> {
    let is_active = "navigator.serviceWorker.getRegistration('./')
        .then((registration) => registration?.active?.state === 'activated')";
    page.wait_until(is_active).await
}

#[test]
fn after_one_visit_the_page_works_without_a_network() -> Result<()> {
    let (profile, site) = (TempDir::new()?, Site::start()?);
    let setup = Setup::new().site(&site).profile(profile.path());
    visit_with(setup.clone(), async |page, _| {
        page.read_digit(3).await?;
        wait_until_cached(page).await
    })?;
    site.stop();
    visit_with(setup, async |page, _| {
        page.expect_history(&["3"]).await?;
        page.read_digit(7).await?;
        assert_eq!(page.history().await?, ["7", "3"]);
        Ok(())
    })
}

/// Reads a digit at a static host's folder, with `end` at the end of its address, and again from the
/// cache.
fn check_folder(site: &Site, end: &str) -> Result<()> {
    visit_unopened(Setup::new().site(site), async |page: &Page, site: &Site| {
        page.open_url(&format!("{}{end}", site.folder_url()))
            .await?;
        page.read_digit(7).await?;
        wait_until_cached(page).await?;
        page.client().refresh().await?;
        page.wait_until_open().await?;
        page.expect_history(&["7"]).await
    })
}

/// Asserts that every request was for the folder.
fn assert_requests_in_folder(site: &Site) {
    let outside = |path: &String| !path.starts_with("/inkling");
    assert_eq!(site.requests().into_iter().find(outside), None);
}

#[test]
fn a_folder_of_a_static_host_suffices() -> Result<()> {
    let site = Site::start_static()?;
    for end in ["/", "/index.html", "/?from=elsewhere#here"] {
        check_folder(&site, end)?;
    }
    assert_requests_in_folder(&site);
    Ok(())
}

#[test]
fn a_folder_without_its_slash_suffices() -> Result<()> {
    check_folder(&Site::start_static()?, "")
}

#[test]
fn a_folder_without_its_slash_requests_nothing_outside() -> Result<()> {
    let site = Site::start_static()?;
    check_folder(&site, "")?;
    assert_requests_in_folder(&site);
    Ok(())
}

#[test]
fn the_api_is_never_cached() -> Result<()> {
    visit(async |page, site| {
        wait_until_cached(page).await?;
        let request = "fetch('api/health').then((response) => response.ok)";
        for times in 1..3 {
            assert_eq!(page.evaluate(request).await?, true);
            assert_eq!(site.request_count("/api/health"), times);
        }
        let is_missing = "caches.match('api/health').then((cached) => cached === undefined)";
        assert_eq!(page.evaluate(is_missing).await?, true);
        Ok(())
    })
}

#[test]
fn browsers_offer_to_install_the_page() -> Result<()> {
    visit(async |page, _| {
        for (command, errors) in [
            ("Page.getAppManifest", "errors"),
            ("Page.getInstallabilityErrors", "installabilityErrors"),
        ] {
            let result = cdp::send(page.client(), command, json!({})).await?;
            assert_eq!(result[errors], json!([]));
        }
        Ok(())
    })
}

/// Reads a digit in two visits with a browser whose service workers this script disables.
fn check_disabled(script: &str) -> Result<()> {
    visit_with(Setup::new().init_script(script), async |page, _| {
        page.read_digit(7).await?;
        page.open().await?;
        page.read_digit(7).await?;
        assert_eq!(page.history().await?, ["7", "7"]);
        Ok(())
    })
}

#[test]
fn without_service_workers_the_page_works_online() -> Result<()> {
    check_disabled(NO_SERVICE_WORKERS)
}

#[test]
fn where_service_workers_are_refused_the_page_works_online() -> Result<()> {
    check_disabled(
        "ServiceWorkerContainer.prototype.register = async () => {
            throw new DOMException('', 'SecurityError');
        }",
    )
}

#[test]
fn violations_of_the_policy_are_detected() -> Result<()> {
    let setup = Setup::new().expect_error("Content Security Policy");
    visit_with(setup, async |page, site| {
        page.evaluate("document.body.setAttribute('style', 'color: red')")
            .await?;
        wait_until(|| !site.take_violations().is_empty()).await
    })
}
