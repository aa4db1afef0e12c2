//! Answers of both models to the current drawing.

use leptos::prelude::*;

use super::OwnModel;
use super::comparison::{ModelAnswer, OwnComparison, OwnTally};
use crate::i18n::format::{milliseconds, percent};

#[component]
pub(super) fn ComparisonView(model: OwnModel) -> impl IntoView {
    let OwnModel {
        comparison, tally, ..
    } = model;
    let built_in =
        Signal::derive(move || comparison.with(|it| Some(it.as_ref()?.built_in.clone())));
    let own = Signal::derive(move || comparison.with(|it| it.as_ref()?.own.clone().ok()));
    let agrees = move || comparison.with(|it| Some(it.as_ref()?.agrees?.to_string()));
    view! {
        <p class="verdict when-ready" role="status" data-testid="own-model-agreement" data-agree=agrees>
            {move || comparison.with(|it| verdict(it.as_ref()))} " "
            <span
                class="hint"
                data-testid="own-model-tally"
                data-compared=move || tally.get().compared.to_string()
                data-agreed=move || tally.get().agreed.to_string()
            >
                {move || tally_text(tally.get())}
            </span>
        </p>
        <div class="sides when-ready">
            <AnswerCard answer=built_in name=tr!("Built-in") class="side" test_id="own-model-built-in"/>
            <AnswerCard answer=own name=tr!("Yours") class="side server" test_id="own-model-answer"/>
        </div>
    }
}

#[component]
fn AnswerCard(
    answer: Signal<Option<ModelAnswer>>,
    name: String,
    class: &'static str,
    test_id: &'static str,
) -> impl IntoView {
    let text = move || answer.with(|answer| Some(answer.as_ref()?.text.clone()));
    view! {
        <div class=class data-testid=test_id data-number=text>
            <h3>{name}</h3>
            <p class="glyph">{move || text().unwrap_or("–".into())}</p>
            <p class="hint">{move || answer.with(|answer| answer.as_ref().map(remark))}</p>
        </div>
    }
}

/// Confidence and latency as a sentence.
fn remark(answer: &ModelAnswer) -> String {
    let sure = percent(answer.confidence);
    match answer.latency {
        Some(time) => tr!(
            "{sure} sure, {time} ms a digit",
            sure = sure,
            time = milliseconds(time)
        ),
        None => tr!("{sure} sure", sure = sure),
    }
}

fn verdict(comparison: Option<&OwnComparison>) -> String {
    match comparison {
        None => tr!("Draw, then press Predict: both read it."),
        Some(OwnComparison {
            own: Err(error), ..
        }) => {
            tr!("Your model gave no answer. {error}", error = error)
        }
        Some(OwnComparison { agrees: None, .. }) => {
            tr!("The built-in model takes this for no digit; these are the best guesses.")
        }
        Some(OwnComparison {
            agrees: Some(true), ..
        }) => tr!("Both read the same."),
        Some(_) => tr!("They differ."),
    }
}

fn tally_text(tally: OwnTally) -> String {
    match tally.compared {
        0 => String::new(),
        count => tr!(
            "1 drawing so far, {agreed} read alike."
                | "{n} drawings so far, {agreed} read alike." % count,
            agreed = tally.agreed
        ),
    }
}
