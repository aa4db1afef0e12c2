//! The ten probabilities, as bars for the eye and as a table for screen readers.

use leptos::prelude::*;
use plotters::style::Color;
use recognizer::Digit;

use super::bars::{Bar, bar_chart};
use super::palette::{OTHER, TOP};
use crate::words::percent;

const SIZE: (u32, u32) = (400, 270);
const TEXT_SIZE: u32 = 19;

#[component]
pub(super) fn Chart(digit: Memo<Option<Digit>>) -> impl IntoView {
    // Without an answer the chart is an empty place: drawing it would hold up the first paint.
    let svg = move || {
        let read = |digit: &Option<Digit>| digit.as_ref().map(probabilities);
        digit.with(read).map(|all| bars(&all)).unwrap_or_default()
    };
    view! { <div class="chart" aria-hidden="true" inner_html=svg></div> }
}

#[component]
pub(super) fn ProbabilityTable(
    digit: Memo<Option<Digit>>,
    caption: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let rows = move || {
        let read = |digit: &Option<Digit>| digit.as_ref().map(probabilities);
        digit.with(read).map(|all| table_rows(&all))
    };
    view! {
        <div class="for-screen-readers">
            <table data-testid="probabilities">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Digit"</th>
                        <th scope="col">"Probability"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn table_rows(probabilities: &[f32; 10]) -> Vec<impl IntoView + use<>> {
    let row = |(digit, &probability): (usize, &f32)| {
        view! {
            <tr data-digit=digit.to_string() data-probability=probability.to_string()>
                <th scope="row">{digit}</th>
                <td>{percent(probability)}</td>
            </tr>
        }
    };
    probabilities.iter().enumerate().map(row).collect()
}

fn probabilities(digit: &Digit) -> [f32; 10] {
    *digit.prediction.probabilities()
}

/// A bar chart of the probabilities, as SVG.
fn bars(probabilities: &[f32; 10]) -> String {
    let largest = probabilities.iter().copied().fold(0.0, f32::max);
    let bar = |(digit, &probability): (i32, &f32)| {
        let color = if probability == largest { TOP } else { OTHER };
        let (left, right) = (f64::from(digit) - 0.5, f64::from(digit) + 0.5);
        let mut bar = Bar::new(
            [(left, 0.0), (right, f64::from(probability))],
            color.filled(),
        );
        bar.set_margin(0, 0, 5, 5);
        bar
    };
    let bars = (0..).zip(probabilities).map(bar).collect();
    bar_chart(SIZE, TEXT_SIZE, bars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_digit_has_its_own_color_and_the_others_share_one() {
        let mut probabilities = [0.01; 10];
        probabilities[7] = 0.91;
        let svg = bars(&probabilities);
        assert_eq!(svg.matches("fill=\"#010000\"").count(), 1);
        assert_eq!(svg.matches("fill=\"#020000\"").count(), 9);
    }

    #[test]
    fn every_digit_is_labelled() {
        let svg = bars(&[0.1; 10]);
        for digit in 0..10 {
            assert!(
                svg.contains(&format!("\n{digit}\n</text>")),
                "{digit}: {svg}"
            );
        }
    }
}
