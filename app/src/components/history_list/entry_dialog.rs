//! An entry, with all that is known of it and what can be done with it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

use super::sureness;
use super::thumbnail::{escaped, thumbnail};
use crate::clock::{local_time, timestamp};
use crate::history::{Entry, Id, label};
use crate::session::Session;

const DIALOG: &str = "dialog.entry";

/// Shows an entry on top of the page.
pub(super) fn open(session: Session, id: Id) {
    let entry = session
        .history
        .with_untracked(|history| history.entry(id).cloned());
    let (Some(dialog), Some(entry)) = (dialog(), entry) else {
        return;
    };
    dialog.set_inner_html(&html(&entry));
    let _ = dialog.set_attribute("data-id", &id.to_string());
    judge(&entry, "");
    // It only fails where it is open already.
    let _ = dialog.show_modal();
}

/// Does what a button of the dialog says.
pub(super) fn act(session: Session, act: &str) {
    let Some((id, entry)) = opened(session) else {
        return;
    };
    match act {
        "right" => say(session, id, Some(entry.number)),
        "save" => save(session, id, &entry),
        "take-back" => say(session, id, None),
        _ => {
            dialog().inspect(|dialog| dialog.close());
            match act {
                "pad" => {
                    session.open_entry(id);
                    show_pad();
                }
                "link" => session.copy_link(&entry.drawing),
                "delete" => session.delete_entry(id),
                _ => {}
            }
        }
    }
}

/// Enter in the field saves what it says.
pub(super) fn press(session: Session, event: &KeyboardEvent) {
    let is_field =
        super::target(event).is_some_and(|target| target.is_instance_of::<HtmlInputElement>());
    if is_field && event.key() == "Enter" {
        act(session, "save");
    }
}

/// The focus goes back to the entry; to the history if it is gone.
pub(super) fn leave() {
    let id = dialog().and_then(|dialog| dialog.get_attribute("data-id"));
    let entry = find(&format!(
        ".entry-card[data-id='{}']",
        id.unwrap_or_default()
    ));
    match entry {
        Some(entry) => focus(Some(entry)),
        None => focus_history(),
    }
}

pub(super) fn focus_history() {
    focus(find(".past"));
}

fn save(session: Session, id: Id, entry: &Entry) {
    let Some(field) = find("dialog.entry input") else {
        return;
    };
    let field: HtmlInputElement = field.unchecked_into();
    let label = match label::parse(&field.value()) {
        Ok(label) => label,
        Err(problem) => return judge(entry, &problem),
    };
    // A label that was doubted is believed when it is said again.
    let is_repeated = field.get_attribute("data-doubted").as_ref() == Some(&label);
    match label::doubt(&label, &entry.number).filter(|_| !is_repeated) {
        Some(doubt) => {
            let _ = field.set_attribute("data-doubted", &label);
            judge(entry, &doubt);
        }
        None => say(session, id, Some(label)),
    }
}

fn say(session: Session, id: Id, label: Option<String>) {
    session.label_entry(id, label);
    if let Some((_, entry)) = opened(session) {
        judge(&entry, "");
    }
}

/// Shows what was said of it, and what is wrong with what is said now.
fn judge(entry: &Entry, problem: &str) {
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
    let time = entry.time.map(|time| {
        format!(
            "<time datetime=\"{}\">{}</time>",
            timestamp(time),
            local_time(time)
        )
    });
    let reader = [&entry.mode, &entry.engine].map(|name| name.as_deref().unwrap_or_default());
    let facts = [
        (tr!("Read"), time.unwrap_or_default()),
        (tr!("By"), escaped(reader.join(" ").trim())),
        (tr!("Sure"), sureness(entry)),
        (
            tr!("File"),
            escaped(entry.file.as_deref().unwrap_or_default()),
        ),
    ];
    let facts: String = facts
        .iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| format!("<div><dt>{name}</dt><dd><bdi>{fact}</bdi></dd></div>"))
        .collect();
    let picture = thumbnail(&entry.drawing);
    // What is no number cannot be right; what was no drawing cannot be opened.
    let right = if number.contains('?') { "hidden" } else { "" };
    let drawn = if entry.drawing.is_blank() {
        "hidden"
    } else {
        ""
    };
    format!(
        r#"<div class="heading"><h3 id="entry" class="glyph">{number}</h3>
<button class="close" data-act="close" aria-label="{close}" title="{escape}">×</button></div>
{picture}<dl>{facts}</dl>
<div class="judge"><p role="status"></p><div class="controls">
<button data-act="right" {right}>{it_was_right}</button>
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

fn opened(session: Session) -> Option<(Id, Entry)> {
    let id: Id = dialog()?.get_attribute("data-id")?.parse().ok()?;
    let entry = session
        .history
        .with_untracked(|history| history.entry(id).cloned())?;
    Some((id, (*entry).clone()))
}

fn show_pad() {
    let pad = find("[data-testid=drawing-pad]");
    pad.as_ref().inspect(|pad| pad.scroll_into_view());
    focus(pad);
}

fn focus(element: Option<Element>) {
    if let Some(element) = element {
        // What cannot have the focus leaves it where it is.
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    Some(find(DIALOG)?.unchecked_into())
}

fn find(css: &str) -> Option<Element> {
    document().query_selector(css).ok()?
}
