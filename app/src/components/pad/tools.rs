//! Buttons under the pad: what is undone, with what is drawn, how large the pad is, and what of it is
//! in sight.

use leptos::prelude::*;

use super::super::later::later;
use super::options::PadOptions;
use super::scroller::Scroller;
use super::tool::{Tool, ToolButton};
use crate::paper::{MAX_WIDTH, right_edge};
use crate::session::Session;
use crate::sheet::Sheet;

const TOOLS: [Tool; 4] = [
    Tool {
        name: || tr!("Undo stroke"),
        title: || tr!("Undo (Ctrl+Z)"),
        path: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
        is_enabled: |session| session.sheet.with(Sheet::can_undo),
        is_pressed: None,
        press: Session::undo,
    },
    Tool {
        name: || tr!("Redo stroke"),
        title: || tr!("Redo (Ctrl+Shift+Z)"),
        path: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
        is_enabled: |session| session.sheet.with(Sheet::can_redo),
        is_pressed: None,
        press: Session::redo,
    },
    Tool {
        name: || tr!("Eraser"),
        title: || tr!("Erase whole strokes"),
        path: "m8 20-5-5a2 2 0 0 1 0-2.8L12.2 3a2 2 0 0 1 2.8 0l5 5a2 2 0 0 1 0 2.8L10.8 20zM21 20H8M7.5 7.7l8 8",
        is_enabled: |_| true,
        is_pressed: Some(|session| session.drafting.erases.get()),
        press: |session| toggle(session.drafting.erases),
    },
    Tool {
        name: || tr!("Pen and guesses"),
        title: || tr!("Choose the pen, and what the page guesses"),
        path: "M4 20l1-5L16.5 3.5a2.1 2.1 0 0 1 3 0l1 1a2.1 2.1 0 0 1 0 3L9 19zM14 6l4 4",
        is_enabled: |_| true,
        is_pressed: Some(|session| session.drafting.shows_options.get()),
        press: |session| toggle(session.drafting.shows_options),
    },
];

/// On phones; elsewhere the pad is large enough.
const FULL_SCREEN: Tool = Tool {
    name: || tr!("Full screen"),
    title: || tr!("Draw on the whole screen"),
    path: "M8 3H3v5M16 3h5v5M8 21H3v-5M16 21h5v-5",
    is_enabled: |_| true,
    is_pressed: Some(|session| session.drafting.is_full_screen.get()),
    press: |session| toggle(session.drafting.is_full_screen),
};

fn toggle(switch: RwSignal<bool>) {
    switch.update(|is_on| *is_on = !*is_on);
}

#[component]
pub(super) fn PadTools(session: Session, scroller: Scroller) -> impl IntoView {
    let button = move |tool| view! { <ToolButton session tool/> };
    view! {
        <div class="tools" role="group" aria-label=tr!("Pad")>
            {later(move || view! {
                {TOOLS.map(button).into_iter().collect::<Vec<_>>()}
                <Scrolling scroller/>
                <Sizing session scroller/>
            }.into_any())}
        </div>
        {later(move || view! { <PadOptions session/> }.into_any())}
    }
}

#[component]
fn Scrolling(scroller: Scroller) -> impl IntoView {
    let hidden = move || scroller.hidden();
    let turn = move |pages: f32| move |_| scroller.turn(pages);
    view! {
        <div class="scrolling" hidden=move || !hidden().any()>
            <button
                aria-label=tr!("Scroll the pad left")
                title=tr!("Scroll left")
                aria-disabled=move || (!hidden().left).to_string()
                on:click=turn(-1.0)
            >
                "‹"
            </button>
            <button
                aria-label=tr!("Scroll the pad right")
                title=tr!("Scroll right")
                aria-disabled=move || (!hidden().right).to_string()
                on:click=turn(1.0)
            >
                "›"
            </button>
        </div>
    }
}

#[component]
fn Sizing(session: Session, scroller: Scroller) -> impl IntoView {
    let sheet = session.sheet;
    let can_narrow = Memo::new(move |_| sheet.with(Sheet::can_narrow));
    let can_widen = move || session.width.get() < MAX_WIDTH;
    let widen = move |_| {
        sheet.update(Sheet::widen);
        // The pad has its new size in the next frame.
        request_animation_frame(move || {
            let ink = sheet.with_untracked(|sheet| right_edge(&sheet.drawing().strokes));
            scroller.scroll(|sight| sight.after_growing(ink));
        });
    };
    view! {
        <div class="sizing">
            <button
                aria-label=tr!("Narrower pad")
                title=tr!("Make the pad narrower")
                hidden=move || !session.is_wide()
                aria-disabled=move || (!can_narrow.get()).to_string()
                on:click=move |_| sheet.update(Sheet::narrow)
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
            <ToolButton session tool=FULL_SCREEN/>
        </div>
    }
}
