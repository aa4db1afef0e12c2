//! Bar charts over the ten digits.

use plotters::prelude::*;

use super::palette::{DrawResult, GRID, TEXT, svg};

/// A bar from the axis up.
pub(super) type Bar = Rectangle<(f64, f64)>;

/// SVG of this size in pixels with bars over the ten digits, each centered at its value, and a vertical
/// axis from 0 to 100 %.
pub(super) fn bar_chart(size: (u32, u32), text_size: u32, bars: Vec<Bar>) -> String {
    svg(size, |backend| draw(backend, text_size, bars))
}

fn draw(backend: SVGBackend, text_size: u32, bars: Vec<Bar>) -> DrawResult {
    let area = backend.into_drawing_area();
    let font = ("sans-serif", text_size).into_font().color(&TEXT);
    let lines = |count: f64| (count * f64::from(text_size)) as u32;
    let mut chart = ChartBuilder::on(&area)
        .margin_top(lines(0.64))
        .x_label_area_size(lines(1.58))
        .y_label_area_size(lines(3.06))
        .build_cartesian_2d(-0.5..9.5, 0.0..1.0)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .y_labels(3)
        .y_max_light_lines(0)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .label_style(font)
        .x_labels(10)
        // Adding 0 turns -0 into 0.
        .x_label_formatter(&|digit: &f64| format!("{:.0}", digit.round() + 0.0))
        .y_label_formatter(&|share: &f64| format!("{:.0} %", 100.0 * share))
        .draw()?;
    chart.draw_series(bars)?;
    area.present()
}
