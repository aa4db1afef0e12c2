//! Pixels on a canvas element.

use recognizer::DigitImage;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Paints a 28×28 image from its gray values; `None` clears the canvas.
///
/// # Errors
/// If the browser refuses the canvas.
pub(crate) fn paint_grays(canvas: &HtmlCanvasElement, grays: Option<&[u8]>) -> Result<(), JsValue> {
    let grays = grays.unwrap_or_default().iter();
    let mut rgba: Vec<u8> = grays.flat_map(|&gray| [gray, gray, gray, 255]).collect();
    rgba.resize(4 * DigitImage::PIXELS, 0);
    put(canvas, &(DigitImage::SIDE, rgba))
}

/// Resizes the canvas to an image of this width in pixels and paints its RGBA values.
///
/// # Errors
/// If the browser refuses the canvas.
pub(crate) fn put(
    canvas: &HtmlCanvasElement,
    (width, rgba): &(usize, Vec<u8>),
) -> Result<(), JsValue> {
    let (width, height) = (*width as u32, (rgba.len() / (4 * width).max(1)) as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let Some(context) = canvas.get_context("2d")? else {
        return Ok(());
    };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(rgba), width, height)?;
    context.put_image_data(&data, 0.0, 0.0)
}
