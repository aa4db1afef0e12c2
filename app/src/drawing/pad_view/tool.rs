//! Icon buttons of the pad.

use leptos::prelude::*;

use crate::drawing::Pad;

/// Label, icon and action of a button.
#[derive(Clone, Copy)]
pub(super) struct Tool {
    /// Accessible name.
    pub(super) name: fn() -> String,
    /// Tooltip with the keys.
    pub(super) title: fn() -> String,
    /// SVG path of the icon's lines, in a square of 24.
    pub(super) path: &'static str,
    pub(super) is_enabled: fn(Pad) -> bool,
    /// State of a toggle button.
    pub(super) is_pressed: Option<fn(Pad) -> bool>,
    pub(super) press: fn(Pad),
}

#[component]
pub(super) fn ToolButton(pad: Pad, tool: Tool) -> impl IntoView {
    let is_disabled = Memo::new(move |_| !(tool.is_enabled)(pad));
    let is_pressed = move || {
        tool.is_pressed
            .map(|is_pressed| is_pressed(pad).to_string())
    };
    view! {
        <button
            class="tool"
            aria-label=(tool.name)()
            title=(tool.title)()
            aria-disabled=move || is_disabled.get().to_string()
            aria-pressed=is_pressed
            on:click=move |_| (tool.press)(pad)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=tool.path></path>
            </svg>
        </button>
    }
}
