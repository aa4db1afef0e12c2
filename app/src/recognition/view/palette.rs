//! Colors and output of charts. Charts are drawn once for all themes, so their colors are placeholders
//! that the style sheet replaces by those of the theme.
//!
//! All charts use the same axis type: a second one would add another instance of plotters to the page.

use plotters::prelude::*;

pub(super) const TEXT: RGBColor = RGBColor(3, 0, 0);
pub(super) const GRID: RGBColor = RGBColor(4, 0, 0);
pub(super) const BROWSER: RGBColor = RGBColor(5, 0, 0);
pub(super) const SERVER: RGBColor = RGBColor(6, 0, 0);

pub(super) type DrawResult =
    Result<(), DrawingAreaErrorKind<<SVGBackend<'static> as DrawingBackend>::ErrorType>>;

/// SVG of this size in pixels; the page scales it to fit.
pub(super) fn svg(size: (u32, u32), draw: impl FnOnce(SVGBackend) -> DrawResult) -> String {
    let mut svg = String::new();
    draw(SVGBackend::with_string(&mut svg, size)).expect("writing to a string cannot fail");
    svg
}
