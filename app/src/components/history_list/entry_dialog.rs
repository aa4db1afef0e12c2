//! An entry, with all that is known of it and what can be done with it.

use std::sync::Arc;

use leptos::html::{Dialog, Input, Section};
use leptos::prelude::*;

use super::Opened;
use super::item::sureness;
use super::thumbnail::thumbnail;
use crate::history::{Entry, Id, label};
use crate::session::{Session, local_time, timestamp};

#[component]
pub(super) fn EntryDialog(
    session: Session,
    opened: Opened,
    section: NodeRef<Section>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let (Some(dialog), Some(_)) = (dialog.get(), opened.get()) {
            // It only fails where it is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let entry = move || {
        let id = opened.get()?;
        let entry = session
            .history
            .with_untracked(|history| history.entry(id).cloned());
        entry.map(|entry| view! { <Opening session id entry close section/> })
    };
    view! {
        <dialog
            class="entry"
            aria-labelledby="entry"
            data-testid="entry"
            node_ref=dialog
            on:close=move |_| opened.set(None)
        >
            {entry}
        </dialog>
    }
}

#[component]
fn Opening(
    session: Session,
    id: Id,
    entry: Arc<Entry>,
    close: impl Fn() + Copy + 'static,
    section: NodeRef<Section>,
) -> impl IntoView {
    let link = entry.clone();
    let open = move |_| {
        close();
        session.open_entry(id);
        show_pad();
    };
    let copy = move |_| {
        close();
        session.copy_link(&link.drawing);
    };
    let delete = move |_| {
        close();
        session.delete_entry(id);
        // What had the focus is gone.
        section.get_untracked().map(|section| section.focus())
    };
    view! {
        <div class="heading">
            <h3 id="entry" class="glyph">{entry.number.clone()}</h3>
            <button class="close" aria-label="Close entry" title="Close (Escape)" on:click=move |_| close()>
                "×"
            </button>
        </div>
        {thumbnail(&entry.drawing)}
        <Facts entry=entry.clone()/>
        <Judge session id number=entry.number.clone()/>
        <div class="controls" hidden=entry.drawing.is_blank()>
            <button on:click=open>"Open on the pad"</button>
            <button on:click=copy>"Copy link"</button>
        </div>
        <div class="controls">
            <button on:click=move |event| drop(delete(event))>"Delete"</button>
        </div>
    }
}

/// What is known of it.
#[component]
fn Facts(entry: Arc<Entry>) -> impl IntoView {
    let time = entry
        .time
        .map(|time| view! { <time datetime=timestamp(time)>{local_time(time)}</time> }.into_any());
    let reader = [&entry.mode, &entry.engine].map(|name| name.clone().unwrap_or_default());
    let reader = reader.join(" ").trim().to_owned();
    let text = |text: String| text.into_any();
    let facts = [
        ("Read", time),
        ("By", Some(reader).filter(|it| !it.is_empty()).map(text)),
        ("Sure", Some(sureness(&entry).into_any())),
        ("File", entry.file.clone().map(text)),
    ];
    let fact = |(name, fact): (&'static str, Option<AnyView>)| {
        fact.map(|fact| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> })
    };
    view! { <dl>{facts.into_iter().filter_map(fact).collect::<Vec<_>>()}</dl> }
}

/// Asks whether it was right, and what it was.
#[component]
fn Judge(session: Session, id: Id, number: String) -> impl IntoView {
    let number = StoredValue::new(number);
    let field = NodeRef::<Input>::new();
    let problem = RwSignal::new(String::new());
    // A label that was doubted, and is believed when it is said again.
    let doubted = StoredValue::new(String::new());
    let label = move || {
        session
            .history
            .with(|history| history.entry(id)?.label.clone())
    };
    let say = move |label: Option<String>| {
        problem.set(String::new());
        session.label_entry(id, label);
    };
    let save = move || {
        let typed = field.get_untracked().map(|field| field.value());
        let label = match label::parse(&typed.unwrap_or_default()) {
            Ok(label) => label,
            Err(sentence) => return problem.set(sentence),
        };
        let doubt = number.with_value(|number| label::doubt(&label, number));
        let is_repeated = doubted.with_value(|doubted| *doubted == label);
        match doubt.filter(|_| !is_repeated) {
            Some(doubt) => {
                doubted.set_value(label);
                problem.set(doubt);
            }
            None => say(Some(label)),
        }
    };
    let verdict = move || match label() {
        None => "Was that right?".into(),
        Some(label) if number.with_value(|number| *number == label) => {
            "You said that it was right.".into()
        }
        Some(label) => format!("You said that it was {label}."),
    };
    let is_number = number.with_value(|number| !number.contains('?'));
    view! {
        <div class="judge">
            <p role="status" data-testid="verdict">{verdict}</p>
            <div class="controls">
                <button hidden=!is_number on:click=move |_| say(Some(number.get_value()))>
                    "It was right"
                </button>
                <label>
                    "It was"
                    <input
                        node_ref=field
                        inputmode="numeric"
                        autocomplete="off"
                        maxlength="12"
                        data-testid="label"
                        on:keydown=move |event| {
                            if event.key() == "Enter" {
                                save();
                            }
                        }
                    />
                </label>
                <button on:click=move |_| save()>"Save"</button>
                <button hidden=move || label().is_none() on:click=move |_| say(None)>
                    "Take it back"
                </button>
            </div>
            <p class="error" role="alert">{problem}</p>
        </div>
    }
}

/// Where the drawing is now.
fn show_pad() {
    let pad = document().query_selector("[data-testid=drawing-pad]");
    if let Ok(Some(pad)) = pad {
        pad.scroll_into_view();
        let _ = wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlElement>(&pad).focus();
    }
}
