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
    let Some(context) = canvas.get_context("2d")? else {
        return Ok(());
    };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let side = f64::from(SIDE);
    context.clear_rect(0.0, 0.0, side, side);
    let Some(grays) = grays else { return Ok(()) };
    let rgba: Vec<u8> = grays
        .iter()
        .flat_map(|&gray| [gray, gray, gray, 255])
        .collect();
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), SIDE, SIDE)?;
    context.put_image_data(&data, 0.0, 0.0)
}
