//! A button of the pad with a small picture on it, drawn as lines in the button's color.

use leptos::prelude::*;

use crate::session::Session;

/// What a button is called, shows and does.
#[derive(Clone, Copy)]
pub(super) struct Tool {
    /// Its name for assistive software.
    pub(super) name: fn() -> String,
    /// What it does, and by which keys.
    pub(super) title: fn() -> String,
    /// The lines, in a square of 24.
    pub(super) path: &'static str,
    pub(super) is_enabled: fn(Session) -> bool,
    /// Of a button that is a switch.
    pub(super) is_pressed: Option<fn(Session) -> bool>,
    pub(super) press: fn(Session),
}

#[component]
pub(super) fn ToolButton(session: Session, tool: Tool) -> impl IntoView {
    let is_disabled = Memo::new(move |_| !(tool.is_enabled)(session));
    let is_pressed = move || {
        tool.is_pressed
            .map(|is_pressed| is_pressed(session).to_string())
    };
    view! {
        <button
            class="tool"
            aria-label=(tool.name)()
            title=(tool.title)()
            aria-disabled=move || is_disabled.get().to_string()
            aria-pressed=is_pressed
            on:click=move |_| (tool.press)(session)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=tool.path></path>
            </svg>
        </button>
    }
}
