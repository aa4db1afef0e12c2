//! The answer: digits, wording, probabilities of the selected digit, and its 28×28 image.

use leptos::prelude::*;
use recognizer::Digit;

use super::engine_note::EngineNote;
use crate::recognition::view::{AnswerText, Chart, Digits, ModelInput, ProbabilityTable};
use crate::session::Session;
use crate::settings::Mode;

#[component]
pub(super) fn AnswerPanel(session: Session) -> impl IntoView {
    let Session {
        engines,
        recognition,
        ..
    } = session;
    let digit = recognition.selected_digit;
    let caption = move || recognition.caption();
    let on_browser = Callback::new(move |()| session.select_mode(Mode::Browser));
    view! {
        <section class="result" aria-label=tr!("Answer")>
            <div class="reading">
                <Digits recognition/>
                <AnswerText recognition engines on_browser/>
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
