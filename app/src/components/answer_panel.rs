//! What the network says: the digits, the probabilities of one of them, and what it saw of it.

use leptos::prelude::*;
use recognizer::Digit;

use super::answer_text::AnswerText;
use super::chart::{Chart, ProbabilityTable};
use super::digits::Digits;
use super::engine_note::EngineNote;
use super::model_input::ModelInput;
use crate::session::Session;

#[component]
pub(super) fn AnswerPanel(session: Session) -> impl IntoView {
    let digit = session.digit;
    let caption = move || session.caption();
    view! {
        <section class="result" aria-label=tr!("Answer")>
            <div class="reading">
                <Digits session/>
                <AnswerText session/>
            </div>
            <EngineNote session/>
            <div
                class="details"
                class:empty=move || digit.with(Option::is_none)
                class:guessed=move || digit.with(|digit| digit.as_ref().is_some_and(Digit::is_rejected))
            >
                <figure class="seen">
                    <ModelInput digit/>
                    <figcaption>{tr!("What the model sees")}</figcaption>
                </figure>
                <figure class="probabilities">
                    <Chart digit/>
                    <ProbabilityTable digit caption/>
                    <figcaption aria-hidden="true">{caption}</figcaption>
                </figure>
            </div>
        </section>
    }
}
