//! On a phone the pad can have the screen to itself.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer};

/// As on phones whose browsers give the screen to films alone.
const REFUSED: &str =
    "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false })";

const FILLS: &str = "(() => {
    const { left, top, width, height } =
        document.querySelector('.drawing').getBoundingClientRect();
    return left === 0 && top === 0 && width === innerWidth && height === innerHeight;
})()";

async fn check(page: &Page) -> Result<()> {
    page.click("Full screen").await?;
    page.wait_until(FILLS).await?;
    page.draw(&digit(7), Pointer::Touch).await?;
    page.guesses("7").await?;
    page.click("Undo stroke").await?;
    page.shows_no_ink().await?;
    page.click("Redo stroke").await?;
    page.click("Full screen").await?;
    page.wait_until(&format!("!{FILLS}")).await?;
    page.wait_until("document.fullscreenElement === null")
        .await?;
    page.shows_ink().await?;
    page.predict().await?;
    assert_eq!(page.answer_in("ready").await?.number, "7");
    Ok(())
}

#[tokio::test]
async fn the_pad_fills_the_screen_and_gives_it_back() -> Result<()> {
    visit(async |page, _| {
        cdp::show_on(page.client(), Screen::PHONE).await?;
        page.open().await?;
        check(page).await
    })
    .await
}

#[tokio::test]
async fn the_pad_fills_the_window_where_browsers_refuse_the_screen() -> Result<()> {
    visit(async |page, _| {
        page.run_first(REFUSED).await?;
        cdp::show_on(page.client(), Screen::PHONE).await?;
        page.open().await?;
        check(page).await
    })
    .await
}

#[tokio::test]
async fn escape_gives_the_screen_back_before_it_clears() -> Result<()> {
    visit(async |page, _| {
        page.run_first(REFUSED).await?;
        cdp::show_on(page.client(), Screen::PHONE).await?;
        page.open().await?;
        page.draw(&digit(7), Pointer::Touch).await?;
        page.click("Full screen").await?;
        page.wait_until(FILLS).await?;
        page.press(fantoccini::key::Key::Escape).await?;
        page.wait_until(&format!("!{FILLS}")).await?;
        page.shows_ink().await
    })
    .await
}
