//! After one visit the page needs no network.

use crate::ink::digit;
use crate::visit::{visit, visit_again, visit_with_errors};
use anyhow::Result;
use e2e::{Page, Pointer, Site, cdp};
use serde_json::json;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

/// Waits until the browser keeps the page.
pub(crate) async fn is_kept(page: &Page) -> Result<()> {
    let is_kept = "navigator.serviceWorker.getRegistration('./')
        .then((registration) => registration?.active?.state === 'activated')";
    page.wait_until(is_kept).await
}

const NO_SERVICE_WORKERS: &str =
    "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })";

/// Has the browser ask the site for every file that the page uses, and for no other.
pub(crate) async fn without_service_workers(page: &Page) -> Result<()> {
    page.run_first(NO_SERVICE_WORKERS).await
}

#[tokio::test]
async fn after_one_visit_the_page_works_without_a_network() -> Result<()> {
    let (profile, site) = (TempDir::new()?, Site::start().await?);
    visit_again(profile.path(), &site, "", async |page, _| {
        page.open().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        is_kept(page).await
    })
    .await?;
    site.stop();
    visit_again(profile.path(), &site, "", async |page, _| {
        page.open().await?;
        assert_eq!(page.history_of(1).await?, ["3"]);
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        assert_eq!(page.history().await?, ["7", "3"]);
        Ok(())
    })
    .await
}

/// Reads a digit at a bare host's folder, with this at the end of its address, and again from what is
/// kept.
async fn check_folder(site: &Site, end: &str) -> Result<()> {
    let profile = TempDir::new()?;
    visit_again(profile.path(), site, "", async |page, site| {
        let url = format!("{}{end}", site.folder_url());
        page.client().goto(&url).await?;
        page.is_open().await?;
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        is_kept(page).await?;
        page.client().refresh().await?;
        page.is_open().await?;
        assert_eq!(page.history_of(1).await?, ["7"]);
        Ok(())
    })
    .await
}

/// That nothing outside the folder was asked for.
fn check_requests(site: &Site) {
    let outside = |path: &String| !path.starts_with("/inkling");
    assert_eq!(site.requests().into_iter().find(outside), None);
}

#[tokio::test]
async fn a_folder_of_a_bare_host_is_enough() -> Result<()> {
    let site = Site::start_bare().await?;
    for end in ["/", "/index.html", "/?from=elsewhere#here"] {
        check_folder(&site, end).await?;
    }
    check_requests(&site);
    Ok(())
}

#[tokio::test]
async fn a_folder_without_its_slash_is_enough() -> Result<()> {
    check_folder(&Site::start_bare().await?, "").await
}

#[tokio::test]
async fn a_folder_without_its_slash_asks_nothing_beside_it() -> Result<()> {
    let site = Site::start_bare().await?;
    check_folder(&site, "").await?;
    check_requests(&site);
    Ok(())
}

#[tokio::test]
async fn the_api_is_never_kept() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        is_kept(page).await?;
        let ask = "fetch('api/health').then((answer) => answer.ok)";
        for times in 1..3 {
            assert_eq!(page.evaluate(ask).await?, true);
            let asked = site
                .requests()
                .into_iter()
                .filter(|path| path == "/api/health");
            assert_eq!(asked.count(), times);
        }
        let kept = "caches.match('api/health').then((kept) => kept === undefined)";
        assert_eq!(page.evaluate(kept).await?, true);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn browsers_offer_to_install_the_page() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let manifest = cdp::send(page.client(), "Page.getAppManifest", json!({})).await?;
        assert_eq!(manifest["errors"], json!([]));
        let found = cdp::send(page.client(), "Page.getInstallabilityErrors", json!({})).await?;
        assert_eq!(found["installabilityErrors"], json!([]));
        Ok(())
    })
    .await
}

/// Reads a digit in a browser whose service workers this script spoils.
async fn check_refused(script: &str) -> Result<()> {
    visit(async |page, _| {
        page.run_first(script).await?;
        for _ in 0..2 {
            page.open().await?;
            assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        }
        assert_eq!(page.history().await?, ["7", "7"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_there_are_no_service_workers_the_page_works_online() -> Result<()> {
    check_refused(NO_SERVICE_WORKERS).await
}

#[tokio::test]
async fn where_service_workers_are_refused_the_page_works_online() -> Result<()> {
    check_refused(
        "ServiceWorkerContainer.prototype.register = async () => {
            throw new DOMException('', 'SecurityError');
        }",
    )
    .await
}

#[tokio::test]
async fn what_the_policy_forbids_is_noticed() -> Result<()> {
    visit_with_errors("Content Security Policy", async |page, site| {
        page.open().await?;
        page.evaluate("document.body.setAttribute('style', 'color: red')")
            .await?;
        let noticed = async {
            while site.take_violations().is_empty() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(60), noticed).await?;
        Ok(())
    })
    .await
}
