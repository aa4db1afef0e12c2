//! What all charts share: they are drawn once for all themes, so their colors are stand-ins that
//! the stylesheet turns into those of the theme.
//!
//! All axes are of the same type: for another one the page would carry plotters twice.

use plotters::prelude::*;

pub(super) const TEXT: RGBColor = RGBColor(3, 0, 0);
pub(super) const GRID: RGBColor = RGBColor(4, 0, 0);
pub(super) const BROWSER: RGBColor = RGBColor(5, 0, 0);
pub(super) const SERVER: RGBColor = RGBColor(6, 0, 0);

pub(super) type DrawResult =
    Result<(), DrawingAreaErrorKind<<SVGBackend<'static> as DrawingBackend>::ErrorType>>;

/// The SVG of a picture of this size in pixels; the page scales it to the room there is.
pub(super) fn svg(size: (u32, u32), draw: impl FnOnce(SVGBackend) -> DrawResult) -> String {
    let mut svg = String::new();
    draw(SVGBackend::with_string(&mut svg, size)).expect("writing to a string cannot fail");
    svg
}
