//! A link that carries what is on the pad.

use leptos::prelude::*;

use crate::session::Session;

#[component]
pub(super) fn CopyLink(session: Session) -> impl IntoView {
    let is_blank = move || session.sheet.with(|sheet| sheet.drawing().is_blank());
    let copy = move |_| {
        let drawing = session
            .sheet
            .with_untracked(|sheet| sheet.drawing().clone());
        session.copy_link(&drawing);
    };
    view! {
        <div class="share-link" class:blank=is_blank>
            <button
                title=tr!(
                    "Copy a link that opens this drawing elsewhere; the drawing is in the link, nothing \
                     is sent"
                )
                on:click=copy
            >
                {tr!("Copy link")}
            </button>
        </div>
    }
}
