//! The 28×28 digit image, magnified without blur.

use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{Digit, DigitImage};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

const SIDE: u32 = DigitImage::SIDE as u32;

#[component]
pub(super) fn ModelInput(digit: Memo<Option<Digit>>) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        // A browser that refuses the canvas shows no picture; the answer stands without it.
        let _ = digit.with(|digit| {
            let image = digit.as_ref().map(|digit| digit.image.pixels());
            paint(&canvas, image.map(|pixels| &pixels[..]))
        });
    });
    view! {
        <canvas
            node_ref=canvas
            data-testid="model-input"
            role="img"
            aria-label=tr!("The 28 by 28 pixels that the model sees")
            width=SIDE
            height=SIDE
        ></canvas>
    }
}

/// Paints these grays; without any, the canvas is clear.
pub(super) fn paint(canvas: &HtmlCanvasElement, grays: Option<&[u8]>) -> Result<(), JsValue> {
    let grays = grays.unwrap_or_default().iter();
    let mut rgba: Vec<u8> = grays.flat_map(|&gray| [gray, gray, gray, 255]).collect();
    rgba.resize(4 * DigitImage::PIXELS, 0);
    put(canvas, &(DigitImage::SIDE, rgba))
}

/// Gives a canvas these colors, in rows of so many pixels, and their size.
pub(super) fn put(
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
