//! The ink as people made it, as SVG.

use std::fmt::Display;

use recognizer::{Drawing, PEN_WIDTH};

use crate::explanation::{Source, Subject};
use crate::ink::{self, ViewBox};

/// Around the box of a digit in a picture, as a part of its longer side.
const MARGIN: f64 = 0.15;

/// What the digit was read from, and with it the rest of a number.
pub(super) fn source(subject: &Subject) -> String {
    match &subject.source {
        Source::Drawing { all, ink } => svg(
            ViewBox::of(all),
            &[path("rest", all), path("ink", ink)].concat(),
        ),
        Source::Picture { .. } => cutting(subject, ""),
    }
}

/// The part of a picture around the digit, with its box.
pub(super) fn boxed(subject: &Subject) -> String {
    let bounds = subject.digit.bounds;
    let sides = [bounds.left, bounds.top, bounds.width(), bounds.height()];
    cutting(subject, &rect(sides))
}

/// A box on a square of this side: left, top, width and height.
pub(super) fn outline(side: usize, sides: [f64; 4]) -> String {
    svg(format_args!("0 0 {side} {side}"), &rect(sides))
}

fn rect([left, top, width, height]: [f64; 4]) -> String {
    format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>")
}

fn cutting(subject: &Subject, over: &str) -> String {
    let Source::Picture { url, width, height } = &subject.source else {
        return String::new();
    };
    let bounds = subject.digit.bounds;
    let side = (1.0 + 2.0 * MARGIN) * bounds.longer_side();
    let left = f64::midpoint(bounds.left, bounds.right) - side / 2.0;
    let top = f64::midpoint(bounds.top, bounds.bottom) - side / 2.0;
    let picture = format!(
        "<image href=\"{}\" width=\"{width}\" height=\"{height}\"/>{over}",
        url.as_str()
    );
    svg(format_args!("{left} {top} {side} {side}"), &picture)
}

fn path(class: &str, drawing: &Drawing) -> String {
    let strokes: String = drawing.strokes.iter().map(ink::path).collect();
    format!("<path class=\"{class}\" stroke-width=\"{PEN_WIDTH}\" d=\"{strokes}\"/>")
}

fn svg(view_box: impl Display, content: &str) -> String {
    format!("<svg aria-hidden=\"true\" viewBox=\"{view_box}\">{content}</svg>")
}
