//! Readings of browser and server side by side.

use leptos::prelude::*;

use super::compare_chart::CompareChart;
use super::figures::{cells, phase_row};
use crate::engines::{EngineError, Engines, ServerStatus};
use crate::i18n::format::{bytes, difference, milliseconds, percent};
use crate::recognition::timing::{Phase, Side};
use crate::recognition::{Comparison, EngineReading, Recognition};

#[component]
pub(crate) fn CompareView(recognition: Recognition, engines: Engines) -> impl IntoView {
    view! {
        <div class="card compare" data-testid="compare">
            <Agreement recognition engines/>
            <div class="sides">
                {Side::BOTH.map(|side| view! { <SideView recognition side/> })}
            </div>
            <div class="measured">
                <CostTable recognition/>
                <CompareChart recognition/>
            </div>
            <p class="hint">
                {tr!(
                    "Inference and queue are by each engine's own clock, transfer is the rest. Bytes \
                     are of what is sent and received without HTTP's headers."
                )}
            </p>
        </div>
    }
}

#[component]
fn Agreement(recognition: Recognition, engines: Engines) -> impl IntoView {
    let comparison = recognition.comparison;
    let agrees = move || {
        let agrees = comparison.with(|comparison| comparison.as_ref()?.agrees());
        agrees.map(|agrees| agrees.to_string())
    };
    let verdict = move || comparison.with(|comparison| verdict(comparison.as_ref()));
    let is_other = move || {
        engines
            .server
            .with(|server| matches!(server, ServerStatus::OtherModel(_)))
    };
    view! {
        <p class="verdict" data-testid="agreement" role="status" data-agree=agrees>
            <Show when=is_other>{tr!("These are two different models.")} " "</Show>
            {verdict}
        </p>
    }
}

fn verdict(comparison: Option<&Comparison>) -> String {
    let Some(comparison) = comparison else {
        return tr!("Draw, then press Predict: both read it, one after the other.");
    };
    let browser = comparison.browser.text();
    match &comparison.server {
        None => tr!(
            "The browser reads {browser}. The server is reading…",
            browser = browser
        ),
        Some(Err(_)) => tr!(
            "The browser reads {browser}. The server gave no answer.",
            browser = browser
        ),
        Some(Ok(server)) => {
            let server = server.text();
            let agreement = if browser == server {
                tr!("Both read {number}.", number = browser)
            } else {
                tr!(
                    "They differ: the browser reads {browser}, the server {server}.",
                    browser = browser,
                    server = server
                )
            };
            let most = comparison.largest_difference().unwrap_or_default();
            let most = tr!(
                "Largest difference between probabilities: {difference}.",
                difference = difference(most)
            );
            format!("{agreement} {most}")
        }
    }
}

/// Reading by one side.
#[component]
fn SideView(recognition: Recognition, side: Side) -> impl IntoView {
    let of = move |read: fn(&EngineReading) -> String| {
        recognition
            .comparison
            .with(|comparison| Some(read(comparison.as_ref()?.of(side)?)))
    };
    let (class, test_id) = match side {
        Side::Browser => ("side browser", "compare-browser"),
        Side::Server => ("side server", "compare-server"),
    };
    view! {
        <div
            class=class
            data-testid=test_id
            data-number=move || of(|reading| reading.number.to_string())
            data-total-ms=move || of(|reading| format!("{:.3}", reading.timing.total))
            data-inference-ms=move || of(|reading| format!("{:.3}", reading.timing.inference))
        >
            <h3>{side.title()}</h3>
            <p class="glyph">{move || of(EngineReading::text).unwrap_or("–".into())}</p>
            <p class="hint">{move || recognition.comparison.with(|it| remark(it.as_ref(), side))}</p>
        </div>
    }
}

fn remark(comparison: Option<&Comparison>, side: Side) -> String {
    let Some(comparison) = comparison else {
        return String::new();
    };
    let Some(reading) = comparison.of(side) else {
        let failure = comparison
            .server
            .as_ref()
            .and_then(|server| server.as_ref().err());
        return failure.map_or_else(|| tr!("Waiting…"), EngineError::to_string);
    };
    if reading.number.is_rejected() {
        tr!("not a number; best guess {guess}", guess = reading.number)
    } else {
        tr!("{sure} sure", sure = percent(reading.number.confidence()))
    }
}

/// Times and traffic of both sides.
#[component]
fn CostTable(recognition: Recognition) -> impl IntoView {
    let rows = move || recognition.comparison.with(|it| rows(it.as_ref()));
    view! {
        <table class="figures" aria-label=tr!("Where the time went, and what was sent")>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" class="browser">{tr!("Browser")}</th>
                    <th scope="col" class="server">{tr!("Server")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn rows(comparison: Option<&Comparison>) -> impl IntoView + use<> {
    let figures = |read: &dyn Fn(Side, &EngineReading) -> Option<String>| {
        let figure = |side| read(side, comparison?.of(side)?);
        Side::BOTH.map(figure).to_vec()
    };
    let times = Phase::ALL.map(|phase| {
        let time =
            |reading: &EngineReading| format!("{} ms", milliseconds(reading.timing.of(phase)));
        let time = |side, reading: &EngineReading| phase.is_of(side).then(|| time(reading));
        phase_row(phase, figures(&time))
    });
    let sent = figures(&|_, reading| Some(bytes(reading.cost.sent)));
    let received = figures(&|_, reading| Some(bytes(reading.cost.received)));
    view! {
        {times}
        <tr>{cells(tr!("Sent"), sent)}</tr>
        <tr>{cells(tr!("Received"), received)}</tr>
    }
}
