//! Painting of the canvas: new ink is added, and only other changes repaint it whole.

use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use recognizer::PAD_SIZE;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::brush;
use crate::drawing::DrawingState;
use crate::settings::Color;

/// Paints the drawing. Copies share its state.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    canvas: NodeRef<Canvas>,
    drawing: RwSignal<DrawingState>,
    /// Whether the next frame will paint.
    is_due: StoredValue<bool>,
    brushes: StoredValue<Option<Brushes>, LocalStorage>,
    painted: StoredValue<Option<Painted>>,
}

/// Context and colors, valid until the canvas has another size or theme.
struct Brushes {
    context: CanvasRenderingContext2d,
    /// Colors of ink in the current theme.
    colors: [String; 5],
}

/// Ink that is on the canvas.
#[derive(Clone, Copy, Default)]
struct Painted {
    /// [`DrawingState::repaints`] at that time.
    repaints: u32,
    strokes: usize,
    /// Points of the last stroke.
    points: usize,
}

impl Painter {
    pub(super) fn new(canvas: NodeRef<Canvas>, drawing: RwSignal<DrawingState>) -> Self {
        Self {
            canvas,
            drawing,
            is_due: StoredValue::new(false),
            brushes: StoredValue::new_local(None),
            painted: StoredValue::new(None),
        }
    }

    /// Repaints the canvas in the next frame with another size or other colors.
    pub(super) fn renew(self) {
        self.brushes.set_value(None);
        self.paint_next_frame();
    }

    /// Paints once in the next frame, however many changes come before it.
    pub(super) fn paint_next_frame(self) {
        if self.is_due.get_value() {
            return;
        }
        self.is_due.set_value(true);
        request_animation_frame(move || {
            // The view may have been disposed of meanwhile.
            self.is_due.try_set_value(false);
            if let Some(canvas) = self.canvas.try_get_untracked().flatten() {
                // If the browser refuses the canvas, recognition still works.
                let _ = self
                    .drawing
                    .with_untracked(|drawing| self.paint(&canvas, drawing));
            }
        });
    }

    fn paint(self, canvas: &HtmlCanvasElement, drawing: &DrawingState) -> Result<(), JsValue> {
        if self.brushes.with_value(Option::is_none) {
            self.brushes.set_value(brushes(canvas)?);
            self.painted.set_value(None);
        }
        let is_same = |painted: &Painted| painted.repaints == drawing.repaints();
        let painted = self.painted.get_value().filter(is_same);
        let painted = self.brushes.with_value(|brushes| {
            let brushes = brushes.as_ref()?;
            let painted = painted.unwrap_or_else(|| {
                let width = drawing.width().into();
                brushes.context.clear_rect(0.0, 0.0, width, PAD_SIZE.into());
                Painted::default()
            });
            Some(add(brushes, drawing, painted))
        });
        self.painted.set_value(painted);
        Ok(())
    }
}

/// Brushes for the canvas at its current size; `None` if the browser has no 2D context.
fn brushes(canvas: &HtmlCanvasElement) -> Result<Option<Brushes>, JsValue> {
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
    Ok(Some(Brushes { context, colors }))
}

/// Adds the ink that is not painted yet.
fn add(Brushes { context, colors }: &Brushes, drawing: &DrawingState, before: Painted) -> Painted {
    let mut painted = Painted {
        repaints: drawing.repaints(),
        ..before
    };
    let unfinished = before.strokes.saturating_sub(1);
    for (place, (stroke, style)) in drawing.strokes().enumerate().skip(unfinished) {
        let is_begun = place < before.strokes;
        let points = if is_begun { before.points } else { 0 };
        if stroke.points.len() > points {
            context.set_stroke_style_str(&colors[style.color() as usize]);
            brush::draw(context, stroke, style, points);
        }
        painted.strokes = place + 1;
        painted.points = stroke.points.len();
    }
    painted
}

/// Resizes the canvas to the physical pixels of the screen. Returns its height in pixels.
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
