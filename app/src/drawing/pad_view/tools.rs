//! Buttons under the pad: undo, redo, eraser, options, scrolling and size.

use leptos::prelude::*;

use super::options::PadOptions;
use super::scroller::Scroller;
use super::tool::{Tool, ToolButton};
use crate::drawing::pad_layout::{MAX_WIDTH, right_edge};
use crate::drawing::{DrawingState, Pad};
use crate::platform::deferred::later;

const TOOLS: [Tool; 4] = [
    Tool {
        name: || tr!("Undo stroke"),
        title: || tr!("Undo (Ctrl+Z)"),
        path: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
        is_enabled: |pad| pad.state.with(DrawingState::can_undo),
        is_pressed: None,
        press: Pad::undo,
    },
    Tool {
        name: || tr!("Redo stroke"),
        title: || tr!("Redo (Ctrl+Shift+Z)"),
        path: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
        is_enabled: |pad| pad.state.with(DrawingState::can_redo),
        is_pressed: None,
        press: Pad::redo,
    },
    Tool {
        name: || tr!("Eraser"),
        title: || tr!("Erase whole strokes"),
        path: "m8 20-5-5a2 2 0 0 1 0-2.8L12.2 3a2 2 0 0 1 2.8 0l5 5a2 2 0 0 1 0 2.8L10.8 20zM21 20H8M7.5 7.7l8 8",
        is_enabled: |_| true,
        is_pressed: Some(|pad| pad.erases.get()),
        press: |pad| toggle(pad.erases),
    },
    Tool {
        name: || tr!("Pen and guesses"),
        title: || tr!("Choose the pen, and what the page guesses"),
        path: "M4 20l1-5L16.5 3.5a2.1 2.1 0 0 1 3 0l1 1a2.1 2.1 0 0 1 0 3L9 19zM14 6l4 4",
        is_enabled: |_| true,
        is_pressed: Some(|pad| pad.shows_options.get()),
        press: |pad| toggle(pad.shows_options),
    },
];

/// Shown on phones; elsewhere the pad is large enough.
const FULL_SCREEN: Tool = Tool {
    name: || tr!("Full screen"),
    title: || tr!("Draw on the whole screen"),
    path: "M8 3H3v5M16 3h5v5M8 21H3v-5M16 21h5v-5",
    is_enabled: |_| true,
    is_pressed: Some(|pad| pad.is_full_screen.get()),
    press: |pad| toggle(pad.is_full_screen),
};

fn toggle(switch: RwSignal<bool>) {
    switch.update(|is_on| *is_on = !*is_on);
}

#[component]
pub(super) fn PadTools(pad: Pad, scroller: Scroller) -> impl IntoView {
    let button = move |tool| view! { <ToolButton pad tool/> };
    view! {
        <div class="tools" role="group" aria-label=tr!("Pad")>
            {later(move || view! {
                {TOOLS.map(button).into_iter().collect::<Vec<_>>()}
                <Scrolling scroller/>
                <Sizing pad scroller/>
            }.into_any())}
        </div>
        {later(move || view! { <PadOptions pad/> }.into_any())}
    }
}

#[component]
fn Scrolling(scroller: Scroller) -> impl IntoView {
    let hidden = move || scroller.hidden();
    let scroll_by = move |pages: f32| move |_| scroller.scroll_by(pages);
    view! {
        <div class="scrolling" hidden=move || !hidden().any()>
            <button
                aria-label=tr!("Scroll the pad left")
                title=tr!("Scroll left")
                aria-disabled=move || (!hidden().left).to_string()
                on:click=scroll_by(-1.0)
            >
                "‹"
            </button>
            <button
                aria-label=tr!("Scroll the pad right")
                title=tr!("Scroll right")
                aria-disabled=move || (!hidden().right).to_string()
                on:click=scroll_by(1.0)
            >
                "›"
            </button>
        </div>
    }
}

#[component]
fn Sizing(pad: Pad, scroller: Scroller) -> impl IntoView {
    let state = pad.state;
    let can_narrow = Memo::new(move |_| state.with(DrawingState::can_narrow));
    let can_widen = move || pad.width.get() < MAX_WIDTH;
    let widen = move |_| {
        state.update(DrawingState::widen);
        // The layout has the new size in the next frame.
        request_animation_frame(move || {
            let ink = state.with_untracked(|state| right_edge(&state.drawing().strokes));
            scroller.scroll(|viewport| viewport.after_growing(ink));
        });
    };
    view! {
        <div class="sizing">
            <button
                aria-label=tr!("Narrower pad")
                title=tr!("Make the pad narrower")
                hidden=move || !pad.is_wide()
                aria-disabled=move || (!can_narrow.get()).to_string()
                on:click=move |_| state.update(DrawingState::narrow)
            >
                {tr!("Narrower")}
            </button>
            <button
                aria-label=tr!("Wider pad")
                title=tr!("Make room for a longer number")
                aria-disabled=move || (!can_widen()).to_string()
                on:click=widen
            >
                {tr!("Wider")}
            </button>
            <ToolButton pad tool=FULL_SCREEN/>
        </div>
    }
}
