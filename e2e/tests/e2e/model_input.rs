//! Model input as the page shows it: 28×28 pixels without smoothing.

use crate::visit::visit;
use anyhow::Result;

const INK: &str = "(() => {
    const canvas = document.querySelector('[data-testid=model-input]');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.filter((value, index) => index % 4 === 0 && value > 0).length;
})()";

#[test]
fn the_model_input_is_shown_pixel_by_pixel() -> Result<()> {
    visit(async |page, _| {
        let canvas = page.wait_for("[data-testid=model-input]").await?;
        for side in ["width", "height"] {
            assert_eq!(canvas.attr(side).await?.as_deref(), Some("28"));
        }
        assert_eq!(canvas.css_value("image-rendering").await?, "pixelated");
        assert_eq!(page.evaluate(INK).await?, 0);
        page.read_digit(8).await?;
        page.wait_until(&format!("{INK} > 50")).await
    })
}
