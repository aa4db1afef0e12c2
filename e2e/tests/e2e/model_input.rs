//! People see what the model sees: 28 by 28 pixels, not smoothed.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

const INK: &str = "(() => {
    const canvas = document.querySelector('[data-testid=model-input]');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.filter((value, index) => index % 4 === 0 && value > 0).length;
})()";

#[tokio::test]
async fn the_model_s_input_is_shown_pixel_by_pixel() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let canvas = page.wait_for("[data-testid=model-input]").await?;
        for side in ["width", "height"] {
            assert_eq!(canvas.attr(side).await?.as_deref(), Some("28"));
        }
        assert_eq!(canvas.css_value("image-rendering").await?, "pixelated");
        assert_eq!(page.evaluate(INK).await?, 0);
        page.read(&digit(8), Pointer::Mouse).await?;
        page.wait_until(&format!("{INK} > 50")).await
    })
    .await
}
