//! Full screen on a phone.

use crate::visit::{Setup, visit_with};
use anyhow::Result;
use e2e::Pointer;
use e2e::ink::digit;
use fantoccini::key::Key;

/// Refuses full screen, as phones do whose browsers reserve it for videos.
const REFUSED: &str =
    "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false })";

const FILLS: &str = "(() => {
    const { left, top, width, height } =
        document.querySelector('.drawing').getBoundingClientRect();
    return left === 0 && top === 0 && width === innerWidth && height === innerHeight;
})()";

fn check(setup: Setup<'_>) -> Result<()> {
    visit_with(setup, async |page, _| {
        page.click("Full screen").await?;
        page.wait_until(FILLS).await?;
        page.draw_with(Pointer::Touch, &digit(7)).await?;
        page.wait_for_preview("7").await?;
        page.click("Undo stroke").await?;
        page.wait_for_no_ink().await?;
        page.click("Redo stroke").await?;
        page.click("Full screen").await?;
        page.wait_until(&format!("!{FILLS}")).await?;
        page.wait_until("document.fullscreenElement === null")
            .await?;
        page.wait_for_ink().await?;
        page.predict_expecting("7").await
    })
}

#[test]
fn the_pad_enters_and_leaves_full_screen() -> Result<()> {
    check(Setup::new().phone())
}

#[test]
fn the_pad_fills_the_window_where_full_screen_is_refused() -> Result<()> {
    check(Setup::new().phone().init_script(REFUSED))
}

#[test]
fn escape_leaves_full_screen_before_it_clears() -> Result<()> {
    let setup = Setup::new().phone().init_script(REFUSED);
    visit_with(setup, async |page, _| {
        page.draw_with(Pointer::Touch, &digit(7)).await?;
        page.click("Full screen").await?;
        page.wait_until(FILLS).await?;
        page.press(Key::Escape).await?;
        page.wait_until(&format!("!{FILLS}")).await?;
        page.wait_for_ink().await
    })
}
