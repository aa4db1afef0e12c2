//! History section: entries newest first and as a sequence, accuracy, export and import.
//!
//! Static parts are HTML strings with one delegated event listener: views of their own for all buttons
//! would add a tenth to the size of the page's program.

mod accuracy;
mod entry_dialog;
mod thumbnail;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use recognizer::Drawing;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::accuracy::Accuracy;
use super::entry::{Entry, Id};
use super::{Entries, HistoryStore, StorageState, silence};
use crate::i18n::format::percent;
use crate::platform::dom::target;
use thumbnail::{escaped, shape, thumbnail};

#[component]
pub(crate) fn HistoryView(
    history: HistoryStore,
    /// Puts the drawing of an entry on the pad.
    open_drawing: Callback<Drawing>,
) -> impl IntoView {
    let entries = history.entries;
    let newest = move || entries.with(|entries| entries.newest(history.shown()));
    let sequence = move || entries.with(|entries| entries.sequence(history.shown()));
    let accuracy = move || entries.with(|entries| accuracy::html(&Accuracy::of(entries)));
    view! {
        <section
            class=text(move || classes(history))
            aria-labelledby="past"
            tabindex="-1"
            on:click=move |event| handle_click(history, open_drawing, &event)
            on:change=move |event| import(history, &event)
        >
            <div class="heading">
                <h2 id="past">{tr!("History")}</h2>
                <button
                    class="with-entries"
                    title=tr!("Forget everything that was read")
                    data-act="clear"
                >
                    {tr!("Clear history")}
                </button>
            </div>
            <p class="hint without-entries">
                {tr!("What you draw is kept here, in this browser only.")}
            </p>
            <p class="sequence with-entries">
                <span>{tr!("So far:")} " "</span>
                <output dir="ltr">{text(sequence)}</output>
            </p>
            <ol class="entries" data-testid="history" reversed>
                <For each=newest key=|&id| id children=move |id| item(history, id)/>
            </ol>
            <button class="more" data-act="more" data-testid="more">
                {text(move || more_label(history))}
            </button>
            <p class="hint" role="status">{text(move || storage_warning(history))}</p>
            <div inner_html=text(accuracy)></div>
            <div class="controls files" inner_html=file_buttons()></div>
            <p class="hint said" role="status" data-testid="files-said">
                {text(move || history.status_message())}
            </p>
            <dialog
                class="entry"
                aria-labelledby="entry"
                on:keydown=move |event| entry_dialog::handle_key(history, open_drawing, &event)
                on:close=move |_| entry_dialog::restore_focus()
            ></dialog>
        </section>
    }
}

/// Buttons for files; the style sheet hides those that have nothing to export.
fn file_buttons() -> String {
    format!(
        r#"
<button class="with-entries" data-act="json">{}</button>
<button class="with-entries" data-act="csv">{}</button>
<button class="with-labels" data-act="digits" title="{}">{}</button>
<label class="button">{}
<input type="file" accept=".json,application/json" data-testid="import"></label>"#,
        tr!("Export JSON"),
        tr!("Export CSV"),
        tr!("As a labeled set in MNIST's format, for training"),
        tr!("Export labeled digits"),
        tr!("Import JSON"),
    )
}

/// Gives all changing texts one type: each further type of view adds a kilobyte to the page.
fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// Classes by which the style sheet shows and hides parts of the section.
fn classes(history: HistoryStore) -> String {
    history.entries.with(|entries| {
        let is_labeled = entries.iter().any(|entry| entry.label.is_some());
        let classes = [
            ("past", true),
            ("empty", entries.is_empty()),
            ("labeled", is_labeled),
            ("has-more", entries.len() > history.shown()),
        ];
        let classes = classes.into_iter().filter(|&(_, applies)| applies);
        classes
            .map(|(class, _)| class)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn more_label(history: HistoryStore) -> String {
    let count = history.entries.with(Entries::len);
    let older = count.saturating_sub(history.shown());
    tr!("Show more ({older} older)", older = older)
}

/// Problems with the storage, and what the user can do; empty if there are none.
fn storage_warning(history: HistoryStore) -> String {
    let (state, damaged) = history.storage_state();
    let warning = match state {
        StorageState::Available => String::new(),
        StorageState::Refused => {
            tr!("This browser refuses storage: the history lasts until you leave the page.")
        }
        StorageState::Full => {
            tr!(
                "This browser stores no more: what is new lasts until you leave the page. Export the \
                 history, or delete what you do not need."
            )
        }
        StorageState::Silent => silence(),
    };
    let damaged = match damaged {
        0 => String::new(),
        count => tr!("1 stored entry cannot be read. It is left as it is."
            | "{n} stored entries cannot be read. They are left as they are." % count),
    };
    [warning, damaged].join(" ").trim().into()
}

/// List item with a button that opens the entry.
fn item(history: HistoryStore, id: Id) -> impl IntoView {
    history.entry(id).map(|entry| {
        let (class, number) = (shape(&entry.drawing), entry.number.clone());
        let file = entry.file.clone();
        // Only the label of an entry ever changes. The memo keeps changes of others from rendering it.
        let label = Memo::new(move |_| {
            let entries = history.entries;
            entries.with(|entries| entries.get(id)?.label.clone())
        });
        let html = move || {
            label.track();
            let entry = history.entry(id);
            entry.map_or_else(String::new, |entry| card(&entry, id))
        };
        view! {
            <li
                class=class
                data-testid="history-item"
                data-number=number
                title=file
                inner_html=text(html)
            ></li>
        }
    })
}

fn card(entry: &Entry, id: Id) -> String {
    let Entry { number, label, .. } = entry;
    let verdict = match label {
        None => String::new(),
        Some(label) if label == number => {
            format!("<small class=\"label\">✓ {}</small>", tr!("right"))
        }
        Some(label) => format!(
            "<small class=\"label\">{}</small>",
            tr!("was {label}", label = escaped(label))
        ),
    };
    format!(
        "<button class=\"entry-card\" data-act=\"open\" data-id=\"{id}\">{}<b>{}</b><small>{}</small>\
         {verdict}</button>",
        thumbnail(&entry.drawing),
        escaped(number),
        confidence(entry),
    )
}

fn confidence(entry: &Entry) -> String {
    entry.confidence.map_or_else(|| tr!("not read"), percent)
}

/// Dispatches clicks by the `data-act` attribute of the button.
fn handle_click(history: HistoryStore, open_drawing: Callback<Drawing>, event: &MouseEvent) {
    let Some(button) = target(event).and_then(|it| it.closest("[data-act]").ok()?) else {
        return;
    };
    let attribute = |name: &str| button.get_attribute(name).unwrap_or_default();
    match (attribute("data-act").as_str(), attribute("data-id").parse()) {
        ("clear", _) => {
            history.clear();
            // The button with the focus disappears with the entries.
            entry_dialog::focus_history();
        }
        ("more", _) => history.show_more(),
        ("json", _) => history.export_json(),
        ("csv", _) => history.export_csv(),
        ("digits", _) => history.export_digits(),
        ("open", Ok(id)) => entry_dialog::open(history, id),
        (act, _) => entry_dialog::act(history, open_drawing, act),
    }
}

fn import(history: HistoryStore, event: &Event) {
    let Some(field) = target(event).and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    let file = field.files().and_then(|files| files.get(0));
    if let Some(file) = file {
        // Without this, choosing the same file again would fire no event.
        field.set_value("");
        history.import(file);
    }
}
