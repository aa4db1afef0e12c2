//! What the drawing may be, while it is made. Screen readers hear the answer, and no guesses.

use leptos::prelude::*;
use recognizer::Number;

use crate::session::Session;
use crate::words::percent;

#[component]
pub(super) fn GuessLine(session: Session) -> impl IntoView {
    let guess = session.guessing.guess;
    let number = move || guess.with(|guess| guess.as_ref().map(ToString::to_string));
    view! {
        <p class="guess-line" data-testid="guess" data-number=number>
            {move || guess.with(|guess| guess.as_ref().map(text))}
        </p>
    }
}

fn text(guess: &Number) -> String {
    match guess.is_rejected() {
        true => "No digit yet".into(),
        false => format!("Looks like {guess}, {} sure", percent(guess.confidence())),
    }
}
