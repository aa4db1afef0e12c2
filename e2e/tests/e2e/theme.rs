//! Light and dark theme, as the system prefers.

use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, cdp};
use std::collections::HashSet;

/// Colors of the theme, and the drawing in them.
const COLORS: &str = "(() => {
    const style = (css) => getComputedStyle(document.querySelector(css));
    return [
        style('html').backgroundColor,
        style('html').color,
        style('.chart .top').fill,
        style('.chart .bar:not(.top)').fill,
        style('.chart .digit').fill,
        document.querySelector('[data-testid=drawing-pad]').toDataURL(),
    ];
})()";

async fn colors(page: &Page, scheme: &str) -> Result<Vec<String>> {
    let before = page.evaluate(COLORS).await?;
    cdp::emulate_color_scheme(page.client(), scheme).await?;
    // The drawing is painted last, in the next frame.
    page.wait_until(&format!("{COLORS}.at(-1) !== {before}.at(-1)"))
        .await?;
    page.evaluate_as(COLORS).await
}

#[test]
fn light_and_dark_have_different_colors() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(2).await?;
        let dark = colors(page, "dark").await?;
        let light = colors(page, "light").await?;
        for (dark, light) in dark.iter().zip(&light) {
            assert_ne!(dark, light);
        }
        for colors in [dark, light] {
            // Background, ink and highest bar differ.
            let main: HashSet<_> = colors[..3].iter().collect();
            assert_eq!(main.len(), 3, "{colors:?}");
        }
        Ok(())
    })
}
