//! Distribution of the times of browser and server: a dot for each, a line at the medians.

use leptos::prelude::*;
use plotters::prelude::*;

use super::palette::{BROWSER, DrawResult, GRID, SERVER, TEXT, svg};
use crate::recognition::timing::{Phase, Samples, Side};

const SIZE: (u32, u32) = (480, 180);

/// End of the axis relative to the larger 95th percentile, so that a few outliers do not squeeze the
/// rest.
const ROOM: f64 = 1.25;

/// Height of the plot in rows: the server's below the browser's.
const HEIGHT: f64 = 2.0;

#[component]
pub(crate) fn DistributionPlot(#[prop(into)] samples: Signal<Samples>) -> impl IntoView {
    let picture = move || samples.with(|samples| picture(samples).unwrap_or_default());
    let outliers = move || samples.with(outliers);
    let caption = move || match outliers() {
        0 => tr!("Total time; the lines are the medians"),
        late => {
            tr!(
                "Total time; the lines are the medians; at the edge {late} that took longer",
                late = late
            )
        }
    };
    view! {
        <figure class="distribution">
            <div class="chart spread" aria-hidden="true" inner_html=picture></div>
            <figcaption aria-hidden="true">{caption}</figcaption>
        </figure>
    }
}

/// End of the axis in milliseconds; `None` without times.
fn end(samples: &Samples) -> Option<f64> {
    let p95 = |side| Some(samples.summary(side, Phase::Total)?.p95);
    Some(ROOM * p95(Side::Browser)?.max(p95(Side::Server)?).max(0.1))
}

/// Number of times beyond the end of the axis.
fn outliers(samples: &Samples) -> usize {
    let Some(end) = end(samples) else { return 0 };
    let times = Side::BOTH.iter().flat_map(|&side| samples.of(side));
    times.filter(|timing| timing.total > end).count()
}

fn picture(samples: &Samples) -> Option<String> {
    let end = end(samples)?;
    Some(svg(SIZE, |backend| draw(backend, samples, end)))
}

fn draw(backend: SVGBackend, samples: &Samples, end: f64) -> DrawResult {
    let area = backend.into_drawing_area();
    let font = ("sans-serif", 17).into_font().color(&TEXT);
    let mut chart = ChartBuilder::on(&area)
        .margin_top(6)
        .margin_right(16)
        .x_label_area_size(28)
        .y_label_area_size(76)
        .build_cartesian_2d(0.0..end, 0.0..HEIGHT)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .x_labels(5)
        .x_max_light_lines(0)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .label_style(font)
        .x_label_formatter(&|time| format!("{} ms", (100.0 * time).round() / 100.0))
        // A label in the middle of each row.
        .y_labels(5)
        .y_label_formatter(&|height| row_name(*height))
        .draw()?;
    for side in Side::BOTH {
        chart.draw_series(dots(samples, side, end))?;
        if let Some(summary) = samples.summary(side, Phase::Total) {
            let (time, bottom) = (summary.median, bottom(side));
            let ends = vec![(time, bottom + 0.1), (time, bottom + 0.9)];
            chart.draw_series([PathElement::new(ends, TEXT.stroke_width(2))])?;
        }
    }
    area.present()
}

fn dots(samples: &Samples, side: Side, end: f64) -> impl Iterator<Item = Circle<(f64, f64), i32>> {
    let color = match side {
        Side::Browser => BROWSER,
        Side::Server => SERVER,
    };
    let times = samples
        .of(side)
        .iter()
        .map(move |timing| timing.total.min(end));
    times.enumerate().map(move |(index, time)| {
        // Spread evenly over the row, deterministically: 0.618… is the golden ratio's fraction.
        let place = (index as f64 * 0.618_034).fract();
        let height = bottom(side) + 0.2 + 0.6 * place;
        Circle::new((time, height), 3, color.mix(0.6).filled())
    })
}

fn bottom(side: Side) -> f64 {
    match side {
        Side::Browser => 1.0,
        Side::Server => 0.0,
    }
}

fn row_name(height: f64) -> String {
    let side = Side::BOTH.into_iter();
    let mut side = side.filter(|&side| (bottom(side) + 0.5 - height).abs() < 0.01);
    side.next().map(Side::title).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognition::timing::tests::lasting;

    #[test]
    fn every_time_is_a_dot_in_the_row_of_its_side() {
        let mut samples = Samples::default();
        assert_eq!(picture(&samples), None);
        for time in 1..=40 {
            samples.push(lasting(f64::from(time)), lasting(2.0 * f64::from(time)));
        }
        samples.push(lasting(1.0), lasting(500.0));
        let svg = picture(&samples).expect("there are times");
        for color in ["#050000", "#060000"] {
            assert_eq!(svg.matches(&format!("fill=\"{color}\"")).count(), 41);
        }
        for label in ["Browser", "Server", "20 ms"] {
            assert!(
                svg.contains(&format!("\n{label}\n</text>")),
                "{label}: {svg}"
            );
        }
        assert_eq!(outliers(&samples), 1);
    }
}
