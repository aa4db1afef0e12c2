//! Light and dark, as the system prefers.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer, cdp};
use std::collections::HashSet;

/// Colors that make the theme, and the drawing in them.
const LOOK: &str = "(() => {
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

async fn look(page: &Page, scheme: &str) -> Result<Vec<String>> {
    let before = page.evaluate(LOOK).await?;
    cdp::prefer_color_scheme(page.client(), scheme).await?;
    // The drawing is painted last, in the next frame.
    page.wait_until(&format!("{LOOK}.at(-1) !== {}.at(-1)", before))
        .await?;
    Ok(serde_json::from_value(page.evaluate(LOOK).await?)?)
}

#[tokio::test]
async fn light_and_dark_have_colors_of_their_own() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(2), Pointer::Mouse).await?;
        let dark = look(page, "dark").await?;
        let light = look(page, "light").await?;
        for (dark, light) in dark.iter().zip(&light) {
            assert_ne!(dark, light);
        }
        for look in [dark, light] {
            // Paper, ink and the highest bar are told apart.
            assert_eq!(HashSet::<_>::from_iter(&look[..3]).len(), 3, "{look:?}");
        }
        Ok(())
    })
    .await
}
