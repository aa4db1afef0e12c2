//! How well the page reads the hand of who labeled drawings, digit by digit.

use leptos::prelude::*;

use crate::history::accuracy::{Accuracy, Score};
use crate::session::Session;

#[component]
pub(super) fn Hand(session: Session) -> impl IntoView {
    let accuracy = Memo::new(move |_| session.history.with(Accuracy::of));
    let is_empty = move || accuracy.with(Accuracy::is_empty);
    let sentence = move || accuracy.with(Accuracy::sentence);
    let digits = move || {
        let digits = accuracy.with(|accuracy| accuracy.digits);
        digits
            .into_iter()
            .enumerate()
            .map(digit)
            .collect::<Vec<_>>()
    };
    view! {
        <section class="hand card" aria-labelledby="hand" data-testid="hand" hidden=is_empty>
            <h3 id="hand">"Your handwriting"</h3>
            <p data-testid="hand-accuracy">{sentence}</p>
            <ul>{digits}</ul>
        </section>
    }
}

fn digit((digit, score): (usize, Score)) -> impl IntoView {
    let says = match score.of {
        0 => "none yet".into(),
        of => format!("{} of {of}", score.right),
    };
    view! {
        <li data-digit=digit.to_string() data-of=score.of.to_string()>
            <b>{digit}</b>
            <span class="share" style=("--share", score.share().to_string())></span>
            <small>{says}</small>
        </li>
    }
}
