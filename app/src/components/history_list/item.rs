//! An entry in the list: a button that opens it.

use leptos::prelude::*;

use super::Opened;
use super::thumbnail::{shape, thumbnail};
use crate::history::{Entry, Id};
use crate::session::Session;
use crate::words::percent;

#[component]
pub(super) fn Item(session: Session, id: Id, opened: Opened) -> impl IntoView {
    let entry = session
        .history
        .with_untracked(|history| history.entry(id).cloned());
    entry.map(|entry| {
        let number = entry.number.clone();
        let label = move || {
            let label = session
                .history
                .with(|history| history.entry(id)?.label.clone());
            label.map(|label| view! { <small class="label">{verdict(&label, &number)}</small> })
        };
        view! {
            <li
                class=shape(&entry.drawing)
                data-testid="history-item"
                data-number=entry.number.clone()
            >
                <button class="entry-card" on:click=move |_| opened.set(Some(id))>
                    {thumbnail(&entry.drawing)}
                    <b>{entry.number.clone()}</b>
                    <small>{sureness(&entry)}</small>
                    {label}
                </button>
            </li>
        }
    })
}

pub(super) fn sureness(entry: &Entry) -> String {
    entry.confidence.map_or("not read".into(), percent)
}

fn verdict(label: &str, number: &str) -> String {
    if label == number {
        return "✓ right".into();
    }
    format!("was {label}")
}
