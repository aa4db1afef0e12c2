//! The drawing survives changes of the window's size and zoom.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::cdp::Screen;

const IS_SHARP: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]');
    const pixels = Math.round(pad.clientWidth * devicePixelRatio);
    return pad.width === pixels && pad.height === pixels;
})()";

fn check(screens: &[(u32, f64)]) -> Result<()> {
    visit(async |page, _| {
        let before = page.read_digit(3).await?;
        for (earlier, &(width, scale)) in screens.iter().enumerate() {
            show_on(page, width, scale).await?;
            page.predict().await?;
            // The same answer was shown before: only the history proves that this one is new.
            page.wait_for_history(earlier + 2).await?;
            let answer = page.wait_for_answer("ready").await?;
            assert_eq!(answer, before, "{width} {scale}");
        }
        Ok(())
    })
}

async fn show_on(page: &Page, width: u32, scale: f64) -> Result<()> {
    let screen = Screen {
        width,
        height: 900,
        scale,
        mobile: false,
    };
    page.emulate_screen(screen).await?;
    let is_applied = format!("innerWidth === {width} && devicePixelRatio === {scale}");
    page.wait_until(&is_applied).await?;
    page.wait_until(IS_SHARP).await?;
    page.wait_for_ink().await
}

#[test]
fn the_drawing_survives_a_resize() -> Result<()> {
    check(&[(330, 1.0), (1000, 1.0)])
}

#[test]
fn the_drawing_survives_zooming() -> Result<()> {
    check(&[(1200, 2.0), (800, 1.5), (1200, 0.5)])
}
