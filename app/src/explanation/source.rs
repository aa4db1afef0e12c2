//! Original ink of the explained digit as SVG.

use std::fmt::Display;

use recognizer::{Drawing, PEN_WIDTH};

use super::subject::{Source, Subject};
use crate::drawing::svg_path::{self, ViewBox};

/// Margin around a digit in a picture, as a fraction of its longer side.
const MARGIN: f64 = 0.15;

/// Strokes of the digit among the others of the number, or its part of the picture.
pub(super) fn source(subject: &Subject) -> String {
    match &subject.source {
        Source::Drawing { all, ink } => svg(
            ViewBox::of(all),
            &[path("rest", all), path("ink", ink)].concat(),
        ),
        Source::Picture { .. } => crop(subject, ""),
    }
}

/// Part of the picture around the digit, with its bounding box.
pub(super) fn source_with_box(subject: &Subject) -> String {
    let bounds = subject.digit.bounds;
    let bounds = [bounds.left, bounds.top, bounds.width(), bounds.height()];
    crop(subject, &rect(bounds))
}

/// Box (left, top, width, height) on a square of this side, all in pixels.
pub(super) fn outline(side: usize, bounds: [f64; 4]) -> String {
    svg(format_args!("0 0 {side} {side}"), &rect(bounds))
}

fn rect([left, top, width, height]: [f64; 4]) -> String {
    format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>")
}

/// Square part of the picture around the digit, with an overlay; empty for a drawing.
fn crop(subject: &Subject, overlay: &str) -> String {
    let Source::Picture { url, width, height } = &subject.source else {
        return String::new();
    };
    let bounds = subject.digit.bounds;
    let side = (1.0 + 2.0 * MARGIN) * bounds.longer_side();
    let left = f64::midpoint(bounds.left, bounds.right) - side / 2.0;
    let top = f64::midpoint(bounds.top, bounds.bottom) - side / 2.0;
    let picture = format!(
        "<image href=\"{}\" width=\"{width}\" height=\"{height}\"/>{overlay}",
        url.as_str()
    );
    svg(format_args!("{left} {top} {side} {side}"), &picture)
}

fn path(class: &str, drawing: &Drawing) -> String {
    let strokes: String = drawing.strokes.iter().map(svg_path::path).collect();
    format!("<path class=\"{class}\" stroke-width=\"{PEN_WIDTH}\" d=\"{strokes}\"/>")
}

fn svg(view_box: impl Display, content: &str) -> String {
    format!("<svg aria-hidden=\"true\" viewBox=\"{view_box}\">{content}</svg>")
}
