//! What the drawing may be, while it is made. Screen readers hear the answer, and no guesses.

use crate::i18n::format::percent;
use crate::session::{Guess, Session};
use crate::sheet::Sheet;
use leptos::prelude::*;

#[component]
pub(super) fn GuessLine(session: Session) -> impl IntoView {
    let guess = session.guessing.guess;
    let number = move || guess.with(|guess| guess.as_ref().map(|guess| guess.number.to_string()));
    let is_current = Memo::new(move |_| {
        let version = session.sheet.with(Sheet::version);
        guess.with(|guess| guess.as_ref().is_some_and(|guess| guess.version == version))
    });
    view! {
        <p class="guess-line" data-testid="guess" data-number=number data-current=move || is_current.get().to_string()>
            {move || guess.with(|guess| guess.as_ref().map(text))}
        </p>
    }
}

fn text(Guess { number: guess, .. }: &Guess) -> String {
    match guess.is_rejected() {
        true => tr!("No digit yet"),
        false => tr!(
            "Looks like {guess}, {sure} sure",
            guess = guess,
            sure = percent(guess.confidence())
        ),
    }
}
