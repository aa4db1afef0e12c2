//! Bar chart of the main figures, as SVG.

use crate::contestant::Contestant;
use crate::report::{Report, Row};
use anyhow::Result;
use figures::significant;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Prefixes of the measures that are plotted.
const MEASURES: [&str; 5] = [
    "bytes for the first answer",
    "cold start, median",
    "cold start, processor",
    "warm inference, median",
    "memory after",
];

/// Sizes in pixels.
const WIDTH: i32 = 720;
const TITLE: i32 = 30;
const BAR: i32 = 18;
const GAP: i32 = 6;
/// Left end of the bars, and length of the longest.
const LEFT: i32 = 140;
const LENGTH: i32 = 480;

/// Opaque, so that the chart is legible on light and dark pages.
const BACKGROUND: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(31, 35, 40);
const INKLING: RGBColor = RGBColor(38, 84, 196);
const PEERS: RGBColor = RGBColor(150, 156, 166);

/// Plots the rows of [`MEASURES`] as groups of bars; returns SVG.
pub(crate) fn plot(report: &Report) -> Result<String> {
    let rows: Vec<&Row> = MEASURES
        .iter()
        .filter_map(|name| report.rows.iter().find(|row| row.measure.starts_with(name)))
        .collect();
    let total = rows.iter().map(|row| height(row)).sum::<i32>() + GAP;
    let mut svg = String::new();
    {
        let size = (WIDTH as u32, total as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&BACKGROUND)?;
        let mut top = GAP;
        for row in rows {
            bars(&area, row, top)?;
            top += height(row);
        }
        area.present()?;
    }
    Ok(svg)
}

fn height(row: &Row) -> i32 {
    TITLE + row.figures.len() as i32 * (BAR + GAP) + GAP
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn bars(area: &Area<'_>, row: &Row, top: i32) -> Result<()> {
    let text = |size: i32, anchor: HPos| {
        let style = TextStyle::from(("sans-serif", size).into_font()).color(&INK);
        style.pos(Pos::new(anchor, VPos::Center))
    };
    let title = format!("{} ({})", row.measure, row.unit);
    let place = (GAP, top + TITLE / 2);
    area.draw_text(&title, &text(15, HPos::Left), place)?;
    let largest = row
        .figures
        .values()
        .copied()
        .fold(f64::MIN_POSITIVE, f64::max);
    for (index, (contestant, &figure)) in row.figures.iter().enumerate() {
        let y = top + TITLE + index as i32 * (BAR + GAP);
        let length = (figure / largest * f64::from(LENGTH)).round() as i32;
        let color = if *contestant == Contestant::Inkling {
            INKLING
        } else {
            PEERS
        };
        let bar = [(LEFT, y), (LEFT + length.max(1), y + BAR)];
        area.draw(&Rectangle::new(bar, color.filled()))?;
        let middle = y + BAR / 2;
        let name = text(14, HPos::Right);
        area.draw_text(contestant.name(), &name, (LEFT - GAP, middle))?;
        let number = text(14, HPos::Left);
        let end = (LEFT + length + GAP, middle);
        area.draw_text(&significant(figure), &number, end)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::plot;
    use crate::contestant::Contestant::{Inkling, Onnxruntime};
    use crate::report::{Figures, Report};
    use anyhow::Result;

    #[test]
    fn every_contestant_has_a_bar() -> Result<()> {
        let mut report = Report::new("chrome 1".to_owned(), 0.1);
        let figures = Figures::from([(Inkling, 0.25), (Onnxruntime, 1.0)]);
        report.row("warm inference, median of 1", "ms", figures);
        let svg = plot(&report)?;
        // Background and two bars.
        assert_eq!(svg.matches("<rect").count(), 3, "{svg}");
        assert!(svg.contains("onnxruntime-web"), "{svg}");
        Ok(())
    }
}
