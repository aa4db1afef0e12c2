//! Buttons under the pad: how wide it is, and what of it is in sight.

use leptos::prelude::*;

use super::scroller::Scroller;
use crate::paper::{MAX_WIDTH, right_edge};
use crate::session::Session;
use crate::sheet::Sheet;

#[component]
pub(super) fn PadTools(session: Session, scroller: Scroller) -> impl IntoView {
    let hidden = move || scroller.hidden();
    let turn = move |pages: f32| move |_| scroller.turn(pages);
    view! {
        <div class="tools">
            <div class="scrolling" hidden=move || !hidden().any()>
                <button
                    aria-label="Scroll the pad left"
                    title="Scroll left"
                    aria-disabled=move || (!hidden().left).to_string()
                    on:click=turn(-1.0)
                >
                    "‹"
                </button>
                <button
                    aria-label="Scroll the pad right"
                    title="Scroll right"
                    aria-disabled=move || (!hidden().right).to_string()
                    on:click=turn(1.0)
                >
                    "›"
                </button>
            </div>
            <Sizing session scroller/>
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
                aria-label="Narrower pad"
                title="Make the pad narrower"
                hidden=move || !session.is_wide()
                aria-disabled=move || (!can_narrow.get()).to_string()
                on:click=move |_| sheet.update(Sheet::narrow)
            >
                "Narrower"
            </button>
            <button
                aria-label="Wider pad"
                title="Make room for a longer number"
                aria-disabled=move || (!can_widen()).to_string()
                on:click=widen
            >
                "Wider"
            </button>
        </div>
    }
}
