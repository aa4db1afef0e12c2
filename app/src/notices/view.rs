//! The list of open notices.

use leptos::prelude::*;

use super::{Notice, Notices};

#[component]
pub(crate) fn NoticeList(
    notices: Notices,
    /// Receives the notice whose offer is accepted.
    on_accept: Callback<Notice>,
) -> impl IntoView {
    let items = move || {
        notices.0.with(|open| {
            let items = open.0.iter();
            items
                .map(|notice| item(notice, notices, on_accept))
                .collect::<Vec<_>>()
        })
    };
    view! { <div class="notices" role="status">{items}</div> }
}

fn item(notice: &Notice, notices: Notices, on_accept: Callback<Notice>) -> impl IntoView + use<> {
    let (accepted, closed) = (notice.clone(), notice.clone());
    let offer = notice.offer().map(|offer| {
        view! { <button on:click=move |_| on_accept.run(accepted.clone())>{offer}</button> }
    });
    view! {
        <div class="notice" data-testid="notice">
            <span>{notice.text()}</span>
            {offer}
            <button
                class="close"
                aria-label=tr!("Close")
                title=tr!("Close (Escape)")
                on:click=move |_| notices.close(&closed)
            >
                "×"
            </button>
        </div>
    }
}
