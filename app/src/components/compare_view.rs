//! What browser and server say about the drawing, beside each other.

use leptos::prelude::*;

use super::compare_chart::CompareChart;
use super::figures::{cells, part_row};
use crate::comparison::{Comparison, Outcome};
use crate::engine::{EngineError, ServerStatus};
use crate::i18n::format::{bytes, difference, milliseconds, percent};
use crate::session::Session;
use crate::timing::{Part, Side};

#[component]
pub(super) fn CompareView(session: Session) -> impl IntoView {
    view! {
        <div class="card compare" data-testid="compare">
            <Agreement session/>
            <div class="sides">
                {Side::BOTH.map(|side| view! { <SideView session side/> })}
            </div>
            <div class="measured">
                <CostTable session/>
                <CompareChart session/>
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
fn Agreement(session: Session) -> impl IntoView {
    let comparison = session.comparison;
    let agrees = move || {
        let agrees = comparison.with(|comparison| comparison.as_ref()?.agrees());
        agrees.map(|agrees| agrees.to_string())
    };
    let verdict = move || comparison.with(|comparison| verdict(comparison.as_ref()));
    let is_other = move || {
        session
            .server
            .with(|it| matches!(it, ServerStatus::OtherModel(_)))
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
            let said = match browser == server {
                true => tr!("Both read {number}.", number = browser),
                false => tr!(
                    "They differ: the browser reads {browser}, the server {server}.",
                    browser = browser,
                    server = server
                ),
            };
            let most = comparison.largest_difference().unwrap_or_default();
            let most = tr!(
                "Largest difference between probabilities: {difference}.",
                difference = difference(most)
            );
            format!("{said} {most}")
        }
    }
}

/// The answer of one side.
#[component]
fn SideView(session: Session, side: Side) -> impl IntoView {
    let of = move |read: fn(&Outcome) -> String| {
        session
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
            data-number=move || of(|outcome| outcome.number.to_string())
            data-total-ms=move || of(|outcome| format!("{:.3}", outcome.timing.total))
            data-inference-ms=move || of(|outcome| format!("{:.3}", outcome.timing.inference))
        >
            <h3>{side.title()}</h3>
            <p class="glyph">{move || of(Outcome::text).unwrap_or("–".into())}</p>
            <p class="hint">{move || session.comparison.with(|it| remark(it.as_ref(), side))}</p>
        </div>
    }
}

fn remark(comparison: Option<&Comparison>, side: Side) -> String {
    let Some(comparison) = comparison else {
        return String::new();
    };
    let Some(outcome) = comparison.of(side) else {
        let failure = comparison
            .server
            .as_ref()
            .and_then(|server| server.as_ref().err());
        return failure.map_or_else(|| tr!("Waiting…"), EngineError::to_string);
    };
    match outcome.number.is_rejected() {
        true => tr!("not a number; best guess {guess}", guess = outcome.number),
        false => tr!("{sure} sure", sure = percent(outcome.number.confidence())),
    }
}

/// Where the time went, and what was sent.
#[component]
fn CostTable(session: Session) -> impl IntoView {
    let rows = move || session.comparison.with(|it| rows(it.as_ref()));
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
    let figures = |read: &dyn Fn(Side, &Outcome) -> Option<String>| {
        let figure = |side| read(side, comparison?.of(side)?);
        Side::BOTH.map(figure).to_vec()
    };
    let times = Part::ALL.map(|part| {
        let time = |outcome: &Outcome| format!("{} ms", milliseconds(outcome.timing.of(part)));
        let time = |side, outcome: &Outcome| part.is_of(side).then(|| time(outcome));
        part_row(part, figures(&time))
    });
    let sent = figures(&|_, outcome| Some(bytes(outcome.cost.sent)));
    let received = figures(&|_, outcome| Some(bytes(outcome.cost.received)));
    view! {
        {times}
        <tr>{cells(tr!("Sent"), sent)}</tr>
        <tr>{cells(tr!("Received"), received)}</tr>
    }
}
