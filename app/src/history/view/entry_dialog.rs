//! Dialog with the details of an entry, its label and its actions.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use recognizer::Drawing;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

use super::confidence;
use super::thumbnail::{escaped, thumbnail};
use crate::drawing::links;
use crate::history::entry::{Entry, Id};
use crate::history::{HistoryStore, label};
use crate::i18n::format::local_time;
use crate::platform::clock::timestamp;
use crate::platform::dom::{find, target};

const DIALOG: &str = "dialog.entry";

/// Opens the dialog for an entry.
pub(super) fn open(history: HistoryStore, id: Id) {
    let (Some(dialog), Some(entry)) = (dialog(), history.entry(id)) else {
        return;
    };
    dialog.set_inner_html(&html(&entry));
    let _ = dialog.set_attribute("data-id", &id.to_string());
    show_label(&entry, "");
    // It fails only if the dialog is open already.
    let _ = dialog.show_modal();
}

/// Runs the action of a button in the dialog.
pub(super) fn act(history: HistoryStore, open_drawing: Callback<Drawing>, act: &str) {
    let Some((id, entry)) = opened(history) else {
        return;
    };
    match act {
        "right" => set_label(history, id, Some(entry.number)),
        "save" => save_label(history, id, &entry),
        "take-back" => set_label(history, id, None),
        _ => {
            dialog().inspect(|dialog| dialog.close());
            match act {
                "pad" => {
                    open_drawing.run(entry.drawing);
                    show_pad();
                }
                "link" => links::copy(&entry.drawing, history.notices),
                "delete" => history.delete(id),
                _ => {}
            }
        }
    }
}

/// Saves the label on Enter in its field.
pub(super) fn handle_key(
    history: HistoryStore,
    open_drawing: Callback<Drawing>,
    event: &KeyboardEvent,
) {
    let is_field = target(event).is_some_and(|target| target.is_instance_of::<HtmlInputElement>());
    if is_field && event.key() == "Enter" {
        act(history, open_drawing, "save");
    }
}

/// Returns the focus to the card of the entry, or to the history if that is gone.
pub(super) fn restore_focus() {
    let id = dialog().and_then(|dialog| dialog.get_attribute("data-id"));
    let card = find(&format!(
        ".entry-card[data-id='{}']",
        id.unwrap_or_default()
    ));
    match card {
        Some(card) => focus(Some(card)),
        None => focus_history(),
    }
}

/// Moves the focus to the history section.
pub(super) fn focus_history() {
    focus(find(".past"));
}

fn save_label(history: HistoryStore, id: Id, entry: &Entry) {
    let Some(field) = find("dialog.entry input") else {
        return;
    };
    let field: HtmlInputElement = field.unchecked_into();
    let label = match label::parse(&field.value()) {
        Ok(label) => label,
        Err(problem) => return show_label(entry, &problem),
    };
    // Saving the same label again confirms it.
    let is_confirmed = field.get_attribute("data-doubted").as_ref() == Some(&label);
    match label::doubt(&label, &entry.number).filter(|_| !is_confirmed) {
        Some(doubt) => {
            let _ = field.set_attribute("data-doubted", &label);
            show_label(entry, &doubt);
        }
        None => set_label(history, id, Some(label)),
    }
}

fn set_label(history: HistoryStore, id: Id, label: Option<String>) {
    history.set_label(id, label);
    if let Some((_, entry)) = opened(history) {
        show_label(&entry, "");
    }
}

/// Shows the current label, and what is wrong with the one in the field.
fn show_label(entry: &Entry, problem: &str) {
    let verdict = match &entry.label {
        None => tr!("Was that right?"),
        Some(label) if *label == entry.number => tr!("You said that it was right."),
        Some(label) => tr!("You said that it was {label}.", label = label),
    };
    for (place, text) in [("[role=status]", &*verdict), (".error", problem)] {
        find(&format!("{DIALOG} {place}")).inspect(|it| it.set_text_content(Some(text)));
    }
    let class = if entry.label.is_some() {
        "judge labeled"
    } else {
        "judge"
    };
    find("dialog.entry .judge").inspect(|it| it.set_class_name(class));
}

fn html(entry: &Entry) -> String {
    let number = escaped(&entry.number);
    let facts = facts(entry);
    let picture = thumbnail(&entry.drawing);
    // A rejected number cannot be confirmed, and ink found in a picture may be empty.
    let hidden_if = |is_hidden| if is_hidden { "hidden" } else { "" };
    let confirmable = hidden_if(number.contains('?'));
    let drawn = hidden_if(entry.drawing.is_blank());
    format!(
        r#"<div class="heading"><h3 id="entry" class="glyph">{number}</h3>
<button class="close" data-act="close" aria-label="{close}" title="{escape}">×</button></div>
{picture}<dl>{facts}</dl>
<div class="judge"><p role="status"></p><div class="controls">
<button data-act="right" {confirmable}>{it_was_right}</button>
<label>{it_was} <input inputmode="numeric" autocomplete="off" maxlength="12" data-testid="label"></label>
<button data-act="save">{save}</button>
<button class="take-back" data-act="take-back">{take_back}</button></div>
<p class="error" role="alert"></p></div>
<div class="controls"><button data-act="pad" {drawn}>{open}</button>
<button data-act="link" {drawn}>{copy}</button>
<button data-act="delete">{delete}</button></div>"#,
        close = tr!("Close entry"),
        escape = tr!("Close (Escape)"),
        it_was_right = tr!("It was right"),
        it_was = tr!("It was"),
        save = tr!("Save"),
        take_back = tr!("Take it back"),
        open = tr!("Open on the pad"),
        copy = tr!("Copy its link"),
        delete = tr!("Delete"),
    )
}

/// Description list of the time, the engine, the confidence and the file, as far as they are known.
fn facts(entry: &Entry) -> String {
    let time = entry.time.map(|time| {
        format!(
            "<time datetime=\"{}\">{}</time>",
            timestamp(time),
            local_time(time)
        )
    });
    let engine = [&entry.mode, &entry.engine].map(|name| name.as_deref().unwrap_or_default());
    let file = entry.file.as_deref().unwrap_or_default();
    let facts = [
        (tr!("Read"), time.unwrap_or_default()),
        (tr!("By"), escaped(engine.join(" ").trim())),
        (tr!("Sure"), confidence(entry)),
        (tr!("File"), escaped(file)),
    ];
    facts
        .iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| format!("<div><dt>{name}</dt><dd><bdi>{fact}</bdi></dd></div>"))
        .collect()
}

fn opened(history: HistoryStore) -> Option<(Id, Entry)> {
    let id: Id = dialog()?.get_attribute("data-id")?.parse().ok()?;
    Some((id, (*history.entry(id)?).clone()))
}

fn show_pad() {
    let pad = find("[data-testid=drawing-pad]");
    pad.as_ref().inspect(|pad| pad.scroll_into_view());
    focus(pad);
}

fn focus(element: Option<Element>) {
    if let Some(element) = element {
        // An element that cannot be focused leaves the focus where it is.
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    Some(find(DIALOG)?.unchecked_into())
}
