//! Ink on the canvas.

use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{PAD_SIZE, PEN_WIDTH};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::ink;
use crate::sheet::Sheet;

/// Paints once in the next frame, however many changes come before it.
pub(super) fn paint_next_frame(canvas: NodeRef<Canvas>, sheet: RwSignal<Sheet>) {
    request_animation_frame(move || {
        if let Some(canvas) = canvas.get_untracked() {
            // A browser that refuses the canvas shows no ink; recognition needs none.
            let _ = sheet.with_untracked(|sheet| paint(&canvas, sheet));
        }
    });
}

fn paint(canvas: &HtmlCanvasElement, sheet: &Sheet) -> Result<(), JsValue> {
    let Some(context) = context(canvas)? else {
        return Ok(());
    };
    let scale = fit_to_screen(canvas) / f64::from(PAD_SIZE);
    context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)?;
    context.clear_rect(0.0, 0.0, sheet.width().into(), PAD_SIZE.into());
    context.set_line_width(f64::from(PEN_WIDTH));
    context.set_line_cap("round");
    context.set_line_join("round");
    if let Some(style) = window().get_computed_style(canvas)? {
        context.set_stroke_style_str(&style.get_property_value("color")?);
    }
    for stroke in &sheet.drawing().strokes {
        context.stroke_with_path(&Path2d::new_with_path_string(&ink::path(stroke))?);
    }
    Ok(())
}

fn context(canvas: &HtmlCanvasElement) -> Result<Option<CanvasRenderingContext2d>, JsValue> {
    Ok(canvas.get_context("2d")?.map(JsCast::unchecked_into))
}

/// Gives the canvas as many pixels as the screen shows of it. Returns its height in pixels.
fn fit_to_screen(canvas: &HtmlCanvasElement) -> f64 {
    let pixels = |length: i32| {
        let pixels = f64::from(length) * window().device_pixel_ratio();
        (pixels.round() as u32).max(1)
    };
    let width = pixels(canvas.client_width());
    let height = pixels(canvas.client_height());
    // Setting the size, even to the same, would clear the canvas twice.
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    f64::from(height)
}
