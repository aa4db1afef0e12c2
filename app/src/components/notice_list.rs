//! Offers: to bring back what was cleared, and to take an update.

use leptos::prelude::*;

use crate::notices::Notice;
use crate::session::Session;

#[component]
pub(super) fn NoticeList(session: Session) -> impl IntoView {
    let notices = move || {
        let open = session.notices.get();
        open.open()
            .iter()
            .map(|notice| item(notice, session))
            .collect::<Vec<_>>()
    };
    view! { <div class="notices" role="status">{notices}</div> }
}

fn item(notice: &Notice, session: Session) -> impl IntoView + use<> {
    let (accepted, closed) = (notice.clone(), notice.clone());
    let close = move |_| session.notices.update(|notices| notices.close(&closed));
    let offer = notice.offer().map(|offer| {
        view! { <button on:click=move |_| session.accept(&accepted)>{offer}</button> }
    });
    view! {
        <div class="notice" data-testid="notice">
            <span>{notice.text()}</span>
            {offer}
            <button class="close" aria-label=tr!("Close") title=tr!("Close (Escape)") on:click=close>
                "×"
            </button>
        </div>
    }
}
