//! What both models say about the drawing.

use leptos::prelude::*;

use crate::i18n::format::{milliseconds, percent};
use crate::own_model::{OwnAnswer, OwnTally, Said};
use crate::session::Session;

#[component]
pub(super) fn OwnComparison(session: Session) -> impl IntoView {
    let answer = session.own.answer;
    let built_in = Signal::derive(move || answer.with(|it| Some(it.as_ref()?.built_in.clone())));
    let own = Signal::derive(move || answer.with(|it| it.as_ref()?.own.clone().ok()));
    let agrees = move || answer.with(|it| Some(it.as_ref()?.agrees?.to_string()));
    view! {
        <p class="verdict when-ready" role="status" data-testid="own-model-agreement" data-agree=agrees>
            {move || answer.with(|answer| verdict(answer.as_ref()))} " "
            <span
                class="hint"
                data-testid="own-model-tally"
                data-compared=move || session.own.tally.get().compared.to_string()
                data-agreed=move || session.own.tally.get().agreed.to_string()
            >
                {move || tally(session.own.tally.get())}
            </span>
        </p>
        <div class="sides when-ready">
            <SaidBy said=built_in name=tr!("Built-in") class="side" test_id="own-model-built-in"/>
            <SaidBy said=own name=tr!("Yours") class="side server" test_id="own-model-answer"/>
        </div>
    }
}

#[component]
fn SaidBy(
    said: Signal<Option<Said>>,
    name: String,
    class: &'static str,
    test_id: &'static str,
) -> impl IntoView {
    let text = move || said.with(|said| Some(said.as_ref()?.text.clone()));
    view! {
        <div class=class data-testid=test_id data-number=text>
            <h3>{name}</h3>
            <p class="glyph">{move || text().unwrap_or("–".into())}</p>
            <p class="hint">{move || said.with(|said| said.as_ref().map(remark))}</p>
        </div>
    }
}

fn remark(said: &Said) -> String {
    let sure = percent(said.confidence);
    match said.latency {
        Some(time) => tr!(
            "{sure} sure, {time} ms a digit",
            sure = sure,
            time = milliseconds(time)
        ),
        None => tr!("{sure} sure", sure = sure),
    }
}

fn verdict(answer: Option<&OwnAnswer>) -> String {
    match answer {
        None => tr!("Draw, then press Predict: both read it."),
        Some(OwnAnswer {
            own: Err(error), ..
        }) => {
            tr!("Your model gave no answer. {error}", error = error)
        }
        Some(OwnAnswer { agrees: None, .. }) => {
            tr!("The built-in model takes this for no digit; these are the best guesses.")
        }
        Some(OwnAnswer {
            agrees: Some(true), ..
        }) => tr!("Both read the same."),
        Some(_) => tr!("They differ."),
    }
}

fn tally(tally: OwnTally) -> String {
    match tally.compared {
        0 => String::new(),
        count => tr!(
            "1 drawing so far, {agreed} read alike."
                | "{n} drawings so far, {agreed} read alike." % count,
            agreed = tally.agreed
        ),
    }
}
