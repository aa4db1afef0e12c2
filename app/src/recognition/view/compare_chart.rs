//! Probabilities of one digit by both engines, as pairs of bars and as a table for screen readers.

use leptos::prelude::*;
use plotters::style::{Color, RGBColor};

use super::bars::{Bar, bar_chart};
use super::palette::{BROWSER, SERVER};
use crate::i18n::format::percent;
use crate::recognition::timing::Side;
use crate::recognition::{Comparison, Recognition};

const SIZE: (u32, u32) = (480, 220);
const TEXT_SIZE: u32 = 17;

/// Ten probabilities by the browser and, once it has answered, by the server.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pair {
    browser: [f32; 10],
    server: Option<[f32; 10]>,
}

#[component]
pub(super) fn CompareChart(recognition: Recognition) -> impl IntoView {
    let pair = Memo::new(move |_| {
        let place = recognition.selected_index.get().unwrap_or(0);
        let pair = |comparison: &Option<Comparison>| Pair::of(comparison.as_ref()?, place);
        recognition.comparison.with(pair)
    });
    let picture = move || pair.get().map(|pair| bars(&pair)).unwrap_or_default();
    let rows = move || pair.get().map(|pair| rows(&pair));
    view! {
        <figure class="probabilities">
            <div class="chart pairs" aria-hidden="true" inner_html=picture></div>
            <div class="for-screen-readers">
                <table>
                    <caption>{move || recognition.caption()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!("Digit")}</th>
                            <th scope="col">{tr!("Browser")}</th>
                            <th scope="col">{tr!("Server")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <figcaption aria-hidden="true">
                {move || recognition.caption()} ": " <b class="browser">{tr!("Browser")}</b> ", "
                <b class="server">{tr!("Server")}</b>
            </figcaption>
        </figure>
    }
}

impl Pair {
    /// Probabilities of the digit at this index; without the server's if its segmentation differs.
    fn of(comparison: &Comparison, place: usize) -> Option<Self> {
        let probabilities = |side| {
            let digit = comparison.of(side)?.number.digits().get(place)?;
            Some((digit.bounds, *digit.prediction.probabilities()))
        };
        let (bounds, browser) = probabilities(Side::Browser)?;
        let server = probabilities(Side::Server).filter(|(other, _)| *other == bounds);
        Some(Self {
            browser,
            server: server.map(|(_, probabilities)| probabilities),
        })
    }
}

fn rows(pair: &Pair) -> Vec<impl IntoView + use<>> {
    let row = |digit: usize| {
        let server = pair.server.map(|server| percent(server[digit]));
        view! {
            <tr>
                <th scope="row">{digit}</th>
                <td>{percent(pair.browser[digit])}</td>
                <td>{server}</td>
            </tr>
        }
    };
    (0..10).map(row).collect()
}

/// SVG with the browser's bars left and the server's right of each digit's center.
fn bars(pair: &Pair) -> String {
    let browser = series(&pair.browser, -0.4, BROWSER);
    let server = pair.server.iter();
    let server = server.flat_map(|server| series(server, 0.02, SERVER));
    bar_chart(SIZE, TEXT_SIZE, browser.chain(server).collect())
}

fn series(probabilities: &[f32; 10], left: f64, color: RGBColor) -> impl Iterator<Item = Bar> {
    const WIDTH: f64 = 0.38;
    let bar = move |(digit, &probability): (i32, &f32)| {
        let left = f64::from(digit) + left;
        let corners = [(left, 0.0), (left + WIDTH, f64::from(probability))];
        Bar::new(corners, color.filled())
    };
    (0..).zip(probabilities).map(bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_has_a_bar_of_each_side_and_a_label() {
        let browser = [0.1; 10];
        for (server, bars_of_server) in [(None, 0), (Some([0.1; 10]), 10)] {
            let svg = bars(&Pair { browser, server });
            assert_eq!(svg.matches("fill=\"#050000\"").count(), 10);
            assert_eq!(svg.matches("fill=\"#060000\"").count(), bars_of_server);
            for digit in 0..10 {
                let label = format!("\n{digit}\n</text>");
                assert!(svg.contains(&label), "{digit}: {svg}");
            }
        }
    }
}
