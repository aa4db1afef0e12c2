//! A link carries a drawing, and tells it to nobody but who opens it.

use crate::ink::{digit, number};
use crate::visit::visit;
use anyhow::{Context, Result};
use e2e::{Page, Pointer};

const CLIPBOARD: &str = "if (navigator.clipboard) {
    navigator.clipboard.writeText = async (text) => { window.copied = text };
}";

const NO_CLIPBOARD: &str =
    "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })";

async fn copied(page: &Page) -> Result<String> {
    page.wait_until("Boolean(window.copied)").await?;
    let link = page.evaluate("window.copied").await?;
    Ok(link.as_str().context("no text")?.to_owned())
}

/// Opens a link in a page that has not been there before.
async fn follow(page: &Page, link: &str) -> Result<()> {
    page.client().goto("about:blank").await?;
    page.client().goto(link).await?;
    page.is_open().await
}

#[tokio::test]
async fn a_link_opens_the_same_drawing_elsewhere() -> Result<()> {
    visit(async |page, site| {
        page.run_first(CLIPBOARD).await?;
        page.open().await?;
        page.read(&number("2026", 110.0, 92.0), Pointer::Mouse)
            .await?;
        page.click("Copy link").await?;
        let link = copied(page).await?;
        let (address, drawing) = link.split_once('#').context("no fragment")?;
        assert_eq!(address, site.url());
        assert!(drawing.len() < 4_000, "{}", drawing.len());
        follow(page, &link).await?;
        page.shows_ink().await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "2026");
        let carries = |path: &String| path.contains("drawing");
        assert_eq!(site.requests().into_iter().find(carries), None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_entry_has_a_link_too() -> Result<()> {
    visit(async |page, _| {
        page.run_first(CLIPBOARD).await?;
        page.open().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        page.clear_canvas().await?;
        page.open_entry(0).await?;
        page.click("Copy its link").await?;
        let link = copied(page).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        // In the same page the drawing gives way to it, and can be brought back.
        page.client().goto(&link).await?;
        page.wait_for_text("[data-testid=notice]:last-child", "Drawing replaced")
            .await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "3");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_a_clipboard_the_link_is_in_the_address_bar() -> Result<()> {
    visit(async |page, _| {
        page.run_first(NO_CLIPBOARD).await?;
        page.open().await?;
        page.draw(&digit(3), Pointer::Mouse).await?;
        page.click("Copy link").await?;
        let notice = page.notice().await?;
        assert!(notice.contains("address bar"), "{notice}");
        let link = page.client().current_url().await?;
        follow(page, link.as_str()).await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "3");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_wrong_link_is_told_and_costs_nothing() -> Result<()> {
    visit(async |page, site| {
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
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        follow(page, &format!("{}#elsewhere", site.url())).await?;
        page.history_of(1).await?;
        page.no_notice().await
    })
    .await
}
