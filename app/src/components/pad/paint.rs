//! Ink on the canvas: what is new is added, and only other changes paint it all.

use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use recognizer::PAD_SIZE;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::brush;
use crate::pen::Color;
use crate::sheet::Sheet;

/// Paints the sheet; copies share what is painted.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    canvas: NodeRef<Canvas>,
    sheet: RwSignal<Sheet>,
    is_due: StoredValue<bool>,
    paints: StoredValue<Option<Paints>, LocalStorage>,
    painted: StoredValue<Option<Painted>>,
}

/// What paints, until the canvas has another size or other colors.
struct Paints {
    context: CanvasRenderingContext2d,
    /// The colors of ink, as the style sheet had them.
    colors: [String; 5],
}

/// What is on the canvas.
#[derive(Clone, Copy, Default)]
struct Painted {
    repaints: u32,
    /// Of the last one only so many points.
    strokes: usize,
    points: usize,
}

impl Painter {
    pub(super) fn new(canvas: NodeRef<Canvas>, sheet: RwSignal<Sheet>) -> Self {
        Self {
            canvas,
            sheet,
            is_due: StoredValue::new(false),
            paints: StoredValue::new_local(None),
            painted: StoredValue::new(None),
        }
    }

    /// The canvas has another size or other colors: all is painted in the next frame.
    pub(super) fn renew(self) {
        self.paints.set_value(None);
        self.paint_next_frame();
    }

    /// Paints once in the next frame, however many changes come before it.
    pub(super) fn paint_next_frame(self) {
        if self.is_due.get_value() {
            return;
        }
        self.is_due.set_value(true);
        request_animation_frame(move || {
            // The page may have gone meanwhile, and these values with it.
            self.is_due.try_set_value(false);
            if let Some(canvas) = self.canvas.try_get_untracked().flatten() {
                // A browser that refuses the canvas shows no ink; recognition needs none.
                let _ = self
                    .sheet
                    .with_untracked(|sheet| self.paint(&canvas, sheet));
            }
        });
    }

    fn paint(self, canvas: &HtmlCanvasElement, sheet: &Sheet) -> Result<(), JsValue> {
        if self.paints.with_value(Option::is_none) {
            self.paints.set_value(paints(canvas)?);
            self.painted.set_value(None);
        }
        let is_same = |painted: &Painted| painted.repaints == sheet.repaints();
        let painted = self.painted.get_value().filter(is_same);
        let painted = self.paints.with_value(|paints| {
            let paints = paints.as_ref()?;
            let painted = painted.unwrap_or_else(|| {
                let width = sheet.width().into();
                paints.context.clear_rect(0.0, 0.0, width, PAD_SIZE.into());
                Painted::default()
            });
            Some(add(paints, sheet, painted))
        });
        self.painted.set_value(painted);
        Ok(())
    }
}

/// For the canvas as large as it is now; `None` where the browser paints nothing.
fn paints(canvas: &HtmlCanvasElement) -> Result<Option<Paints>, JsValue> {
    let Some(context) = canvas.get_context("2d")? else {
        return Ok(None);
    };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let scale = fit_to_screen(canvas) / f64::from(PAD_SIZE);
    context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)?;
    context.set_line_cap("round");
    context.set_line_join("round");
    let style = window().get_computed_style(canvas)?;
    let color = |color: Color| {
        let value = style.as_ref()?.get_property_value(color.property());
        value.ok()
    };
    let colors = Color::ALL.map(|of| color(of).unwrap_or_default());
    Ok(Some(Paints { context, colors }))
}

/// Adds the ink that is not painted yet.
fn add(Paints { context, colors }: &Paints, sheet: &Sheet, before: Painted) -> Painted {
    let mut painted = Painted {
        repaints: sheet.repaints(),
        ..before
    };
    let unfinished = before.strokes.saturating_sub(1);
    for (place, (stroke, look)) in sheet.strokes().enumerate().skip(unfinished) {
        let is_begun = place < before.strokes;
        let points = if is_begun { before.points } else { 0 };
        if stroke.points.len() > points {
            context.set_stroke_style_str(&colors[look.color() as usize]);
            brush::draw(context, stroke, look, points);
        }
        painted.strokes = place + 1;
        painted.points = stroke.points.len();
    }
    painted
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
