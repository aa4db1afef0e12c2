//! Ink on the canvas: what is new is added, and only other changes paint it all.

use leptos::html::Canvas;
use leptos::prelude::*;
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
    /// The colors of ink, as the style sheet had them when it was looked at last.
    colors: StoredValue<Option<[String; 5]>>,
    painted: StoredValue<Option<Painted>>,
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
            colors: StoredValue::new(None),
            painted: StoredValue::new(None),
        }
    }

    /// The canvas has another size or other colors: all is painted in the next frame.
    pub(super) fn renew(self) {
        self.colors.set_value(None);
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
        let Some(context) = context(canvas)? else {
            return Ok(());
        };
        if self.colors.with_value(Option::is_none) {
            self.prepare(canvas, &context)?;
        }
        let is_same = |painted: &Painted| painted.repaints == sheet.repaints();
        let painted = self.painted.get_value().filter(is_same);
        let painted = painted.unwrap_or_else(|| {
            context.clear_rect(0.0, 0.0, sheet.width().into(), PAD_SIZE.into());
            Painted::default()
        });
        let painted = self.colors.with_value(|colors| {
            let colors = colors.as_ref()?;
            Some(add(&context, sheet, painted, colors))
        });
        self.painted.set_value(painted);
        Ok(())
    }

    fn prepare(
        self,
        canvas: &HtmlCanvasElement,
        context: &CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
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
        self.colors.set_value(Some(colors));
        self.painted.set_value(None);
        Ok(())
    }
}

/// Adds the ink that is not painted yet.
fn add(
    context: &CanvasRenderingContext2d,
    sheet: &Sheet,
    before: Painted,
    colors: &[String; 5],
) -> Painted {
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
