//! Button that copies a link to the drawing.

use leptos::prelude::*;

use super::{Pad, links};
use crate::notices::Notices;

#[component]
pub(crate) fn CopyLink(pad: Pad, notices: Notices) -> impl IntoView {
    view! {
        <div class="share-link" class:blank=move || pad.is_blank()>
            <button
                title=tr!(
                    "Copy a link that opens this drawing elsewhere; the drawing is in the link, nothing \
                     is sent"
                )
                on:click=move |_| links::copy(&pad.strokes(), notices)
            >
                {tr!("Copy link")}
            </button>
        </div>
    }
}
