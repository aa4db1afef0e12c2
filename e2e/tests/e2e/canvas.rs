//! The drawing outlives every change of the window.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer};

const IS_SHARP: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]');
    const pixels = Math.round(pad.clientWidth * devicePixelRatio);
    return pad.width === pixels && pad.height === pixels;
})()";

async fn check(screens: &[Screen]) -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let before = page.read(&digit(3), Pointer::Mouse).await?;
        for (earlier, &screen) in screens.iter().enumerate() {
            cdp::show_on(page.client(), screen).await?;
            is_shown(page, screen).await?;
            page.predict().await?;
            // The answer was there before: only the history tells that it is a new one.
            page.history_of(earlier + 2).await?;
            assert_eq!(page.answer_in("ready").await?, before, "{screen:?}");
        }
        Ok(())
    })
    .await
}

async fn is_shown(page: &Page, screen: Screen) -> Result<()> {
    let Screen { width, scale, .. } = screen;
    let is_there = format!("innerWidth === {width} && devicePixelRatio === {scale}");
    page.wait_until(&is_there).await?;
    page.wait_until(IS_SHARP).await?;
    page.shows_ink().await
}

fn screen(width: u32, scale: f64) -> Screen {
    Screen {
        width,
        height: 900,
        scale,
        mobile: false,
    }
}

#[tokio::test]
async fn the_drawing_survives_a_resize() -> Result<()> {
    check(&[screen(330, 1.0), screen(1000, 1.0)]).await
}

#[tokio::test]
async fn the_drawing_survives_zooming() -> Result<()> {
    check(&[screen(1200, 2.0), screen(800, 1.5), screen(1200, 0.5)]).await
}
