//! What was read before, newest first, and as a sequence.

use leptos::prelude::*;
use recognizer::PEN_WIDTH;

use crate::history::{Entry, History};
use crate::ink::{self, ViewBox};
use crate::session::Session;
use crate::words::percent;

#[component]
pub(super) fn HistoryList(session: Session) -> impl IntoView {
    let history = session.history;
    let is_empty = move || history.with(History::is_empty);
    let sequence = move || history.with(History::sequence);
    let item = move |place| history.with_untracked(|history| history.entry(place).map(item));
    view! {
        <section class="past" aria-labelledby="past">
            <div class="heading">
                <h2 id="past">"History"</h2>
                <button
                    title="Forget everything that was read"
                    on:click=move |_| session.clear_history()
                >
                    "Clear history"
                </button>
            </div>
            <p class="hint" hidden=move || !is_empty()>
                "What you draw is kept here, in this browser only."
            </p>
            <p class="sequence" hidden=is_empty>
                <span>"So far: "</span>
                <output>{sequence}</output>
            </p>
            <ol data-testid="history" reversed>
                <For
                    each=move || history.with(History::newest_first)
                    key=|&place| place
                    children=item
                />
            </ol>
            <p class="hint" hidden=move || session.history_is_kept.get()>
                "This browser refuses storage: the history lasts until you leave the page."
            </p>
        </section>
    }
}

/// Wide drawings get the room of two, and of three.
fn shape(view_box: ViewBox) -> &'static str {
    match view_box.aspect() {
        ..1.5 => "",
        1.5..4.0 => "wide",
        _ => "long",
    }
}

fn item(entry: &Entry) -> impl IntoView + use<> {
    let view_box = ViewBox::of(&entry.drawing);
    view! {
        <li
            class=shape(view_box)
            data-testid="history-item"
            data-number=entry.number.clone()
            title=entry.file.clone()
        >
            {thumbnail(entry, view_box)}
            <b>{entry.number.clone()}</b>
            <small>{entry.confidence.map_or("not read".into(), percent)}</small>
        </li>
    }
}

fn thumbnail(entry: &Entry, view_box: ViewBox) -> impl IntoView + use<> {
    let paths = entry
        .drawing
        .strokes
        .iter()
        .map(|stroke| view! { <path d=ink::path(stroke)/> });
    view! {
        <svg
            aria-hidden="true"
            viewBox=view_box.to_string()
            fill="none"
            stroke="currentColor"
            stroke-width=PEN_WIDTH.to_string()
            stroke-linecap="round"
            stroke-linejoin="round"
        >
            {paths.collect::<Vec<_>>()}
        </svg>
    }
}
