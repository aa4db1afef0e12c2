//! Links that carry a drawing in the fragment, which no server sees.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit_unopened, visit_with};
use anyhow::{Context, Result};
use e2e::Page;
use e2e::ink::number;

const CLIPBOARD: &str = "if (navigator.clipboard) {
    navigator.clipboard.writeText = async (text) => { window.copied = text };
}";

const NO_CLIPBOARD: &str =
    "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })";

async fn copied_link(page: &Page) -> Result<String> {
    page.wait_until("Boolean(window.copied)").await?;
    page.evaluate_as("window.copied").await
}

/// Opens a link in a new document: a fragment alone would not load the page again.
async fn follow(page: &Page, link: &str) -> Result<()> {
    page.client().goto("about:blank").await?;
    page.open_url(link).await
}

#[test]
fn a_link_opens_the_same_drawing_elsewhere() -> Result<()> {
    visit_with(Setup::new().init_script(CLIPBOARD), async |page, site| {
        page.read(&number("2026")).await?;
        page.click("Copy link").await?;
        let link = copied_link(page).await?;
        let (address, drawing) = link.split_once('#').context("no fragment")?;
        assert_eq!(address, site.url());
        assert!(drawing.len() < 4_000, "{}", drawing.len());
        follow(page, &link).await?;
        page.wait_for_ink().await?;
        page.predict_expecting("2026").await?;
        assert!(!site.has_request_with("drawing"));
        Ok(())
    })
}

#[test]
fn an_entry_has_a_link() -> Result<()> {
    visit_with(Setup::new().init_script(CLIPBOARD), async |page, _| {
        page.read_digits(&[3]).await?;
        page.open_entry(0).await?;
        page.click("Copy its link").await?;
        let link = copied_link(page).await?;
        page.draw_digit(7).await?;
        // In the same document the link replaces the drawing, which can be restored.
        page.client().goto(&link).await?;
        page.wait_for_text("[data-testid=notice]:last-child", "Drawing replaced")
            .await?;
        page.predict_expecting("3").await
    })
}

#[test]
fn a_link_opens_with_what_messengers_make_of_it() -> Result<()> {
    visit_with(Setup::new().init_script(CLIPBOARD), async |page, _| {
        page.draw_digit(3).await?;
        page.click("Copy link").await?;
        let link = copied_link(page).await?;
        for changed in [
            link.replace('=', "%3D"),
            format!("{link}."),
            format!("{link}),"),
            format!("{link}&utm_source=mail"),
            format!("{link}_"),
        ] {
            page.clear_canvas().await?;
            page.client().goto(&changed).await?;
            page.wait_for_ink().await?;
        }
        page.predict_expecting("3").await
    })
}

#[test]
fn without_a_clipboard_the_link_is_in_the_address_bar() -> Result<()> {
    visit_with(Setup::new().init_script(NO_CLIPBOARD), async |page, _| {
        page.draw_digit(3).await?;
        page.click("Copy link").await?;
        let notice = page.notice().await?;
        assert_contains(&notice, "address bar");
        let link = page.client().current_url().await?;
        follow(page, link.as_str()).await?;
        page.predict_expecting("3").await
    })
}

#[test]
fn an_invalid_link_is_reported_and_changes_nothing() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        for (fragment, expected) in [
            ("#drawing=", "is damaged"),
            ("#drawing=AAAA", "is damaged"),
            ("#drawing=no base64!", "is damaged"),
            ("#drawing=AQAAAQEB", "is damaged"),
            ("#drawing=CQAAAQEB", "A newer version"),
        ] {
            follow(page, &format!("{}{fragment}", site.url())).await?;
            let notice = page.notice().await?;
            assert!(notice.contains(expected), "{fragment}: {notice}");
            assert_eq!(page.answer().await?.state, "blank");
        }
        page.read_digit(7).await?;
        follow(page, &format!("{}#elsewhere", site.url())).await?;
        page.wait_for_history(1).await?;
        page.wait_for_no_notice().await
    })
}
