//! What was read before, newest first, and as a sequence; what can be done with it.
//!
//! What does not change while it is looked at is HTML in strings, and one listener hears all its
//! buttons: views of their own for each would be a tenth of the page's program.

mod entry_dialog;
mod hand;
mod thumbnail;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::history::accuracy::Accuracy;
use crate::history::{Entry, History, Id};
use crate::session::{Keeping, PAGE, Session};
use crate::words::percent;
use thumbnail::{escaped, shape, thumbnail};

/// Buttons for files; the style sheet hides those that have nothing to save.
fn files() -> String {
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

#[component]
pub(super) fn HistoryList(session: Session) -> impl IntoView {
    let history = session.history;
    let keeper = session.keeper;
    let newest = move || history.with(|history| history.newest(keeper.shown()));
    let sequence = move || history.with(|history| history.sequence(keeper.shown()));
    let hand = move || history.with(|history| hand::html(&Accuracy::of(history)));
    view! {
        <section
            class=text(move || state(session))
            aria-labelledby="past"
            tabindex="-1"
            on:click=move |event| act(session, &event)
            on:change=move |event| import(session, &event)
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
                <For each=newest key=|&id| id children=move |id| item(session, id)/>
            </ol>
            <button class="more" data-act="more" data-testid="more">
                {text(move || more(session))}
            </button>
            <p class="hint" role="status">{text(move || trouble(session))}</p>
            <div inner_html=text(hand)></div>
            <div class="controls files" inner_html=files()></div>
            <p class="hint said" role="status" data-testid="files-said">
                {text(move || keeper.said())}
            </p>
            <dialog
                class="entry"
                aria-labelledby="entry"
                on:keydown=move |event| entry_dialog::press(session, &event)
                on:close=move |_| entry_dialog::leave()
            ></dialog>
        </section>
    }
}

/// One type for all texts that change: each view of another type costs the page a kilobyte.
fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// What the style sheet shows.
fn state(session: Session) -> String {
    session.history.with(|history| {
        let is_labeled = history.entries().any(|entry| entry.label.is_some());
        let classes = [
            ("past", true),
            ("empty", history.is_empty()),
            ("labeled", is_labeled),
            ("has-more", history.len() > session.keeper.shown()),
        ];
        let classes = classes.into_iter().filter(|&(_, holds)| holds);
        classes
            .map(|(class, _)| class)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn more(session: Session) -> String {
    let older = session
        .history
        .with(History::len)
        .saturating_sub(session.keeper.shown());
    tr!("Show more ({older} older)", older = older)
}

/// What is wrong with keeping the history, and what to do.
fn trouble(session: Session) -> String {
    let (keeping, damaged) = session.keeper.trouble();
    let trouble = match keeping {
        Keeping::Kept => String::new(),
        Keeping::Refused => {
            tr!("This browser refuses storage: the history lasts until you leave the page.")
        }
        Keeping::Full => {
            tr!(
                "This browser stores no more: what is new lasts until you leave the page. Export the \
                 history, or delete what you do not need."
            )
        }
    };
    let damaged = match damaged {
        0 => String::new(),
        count => tr!("1 stored entry cannot be read. It is left as it is."
            | "{n} stored entries cannot be read. They are left as they are." % count),
    };
    [trouble, damaged].join(" ").trim().into()
}

/// A button that opens the entry.
fn item(session: Session, id: Id) -> impl IntoView {
    let history = session.history;
    let entry = history.with_untracked(|history| history.entry(id).cloned());
    entry.map(|entry| {
        let (class, number) = (shape(&entry.drawing), entry.number.clone());
        let file = entry.file.clone();
        // Nothing else of an entry changes: it is not drawn anew for the changes of others.
        let label = Memo::new(move |_| history.with(|history| history.entry(id)?.label.clone()));
        let html = move || {
            label.track();
            let entry = history.with_untracked(|history| history.entry(id).cloned());
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
        sureness(entry),
    )
}

fn sureness(entry: &Entry) -> String {
    entry.confidence.map_or_else(|| tr!("not read"), percent)
}

fn act(session: Session, event: &MouseEvent) {
    let Some(button) = target(event).and_then(|it| it.closest("[data-act]").ok()?) else {
        return;
    };
    let id = button
        .get_attribute("data-id")
        .and_then(|id| id.parse().ok());
    match (
        button
            .get_attribute("data-act")
            .unwrap_or_default()
            .as_str(),
        id,
    ) {
        ("clear", _) => {
            session.clear_history();
            // Its button goes with the entries.
            entry_dialog::focus_history();
        }
        ("more", _) => session.keeper.show(PAGE),
        ("json", _) => session.export_json(),
        ("csv", _) => session.export_csv(),
        ("digits", _) => session.export_digits(),
        ("open", Some(id)) => entry_dialog::open(session, id),
        (act, _) => entry_dialog::act(session, act),
    }
}

fn import(session: Session, event: &Event) {
    let Some(field) = target(event).and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    let file = field.files().and_then(|files| files.get(0));
    if let Some(file) = file {
        // Otherwise the same file could not be chosen again.
        field.set_value("");
        session.import(file);
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
