//! The ten probabilities as a bar chart, and as a table for screen readers.

use leptos::html::Div;
use leptos::prelude::*;
use recognizer::Digit;
use web_sys::HtmlElement;

use crate::i18n::format::percent;
use crate::platform::deferred::{a_task_later, soon};

/// Chart whose bars have no height yet; they grow upward from 0.
const CHART: &str = include_str!("chart.svg");

/// Height of a bar for 100 %.
const HEIGHT: f32 = 228.0;

/// Bar chart that is made once and changed in place, because answers wait for it. The style sheet hides
/// it until there is an answer.
#[component]
pub(crate) fn Chart(digit: Memo<Option<Digit>>) -> impl IntoView {
    view! {
        <div class="chart" aria-hidden="true">
            {soon(move || view! { <Bars digit/> }.into_any())}
        </div>
    }
}

#[component]
fn Bars(digit: Memo<Option<Digit>>) -> impl IntoView {
    let bars = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let shares = digit.with(|digit| digit.as_ref().map(probabilities));
        if let (Some(bars), Some(shares)) = (bars.get(), shares) {
            show(&bars, shares);
        }
    });
    view! { <div inner_html=CHART node_ref=bars></div> }
}

/// Shows these shares in the element's chart, which is made if there is none.
pub(crate) fn show(chart: &HtmlElement, shares: [f32; 10]) {
    let bars = chart.get_elements_by_class_name("bar");
    if bars.length() == 0 {
        chart.set_inner_html(CHART);
    }
    let largest = shares.iter().copied().fold(0.0, f32::max);
    for (place, share) in (0..).zip(shares) {
        if let Some(bar) = bars.item(place) {
            let class = if share == largest { "bar top" } else { "bar" };
            // Both names are valid, so setting them cannot fail.
            let _ = bar.set_attribute("class", class);
            let _ = bar.set_attribute("height", &(HEIGHT * share).to_string());
        }
    }
}

#[component]
pub(crate) fn ProbabilityTable(
    digit: Memo<Option<Digit>>,
    caption: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let digit = a_task_later(digit);
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
                        <th scope="col">{tr!("Digit")}</th>
                        <th scope="col">{tr!("Probability")}</th>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_has_a_bar_and_a_label() {
        assert_eq!(CHART.matches("class=\"bar\"").count(), 10);
        for digit in 0..10 {
            let label = format!(">{digit}</text>");
            assert!(CHART.contains(&label), "{digit}");
        }
    }
}
