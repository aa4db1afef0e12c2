//! What was read before, newest first, and as a sequence.

mod entry_dialog;
mod files;
mod hand;
mod item;
mod thumbnail;

use leptos::html::Section;
use leptos::prelude::*;

use crate::history::{History, Id};
use crate::session::{Keeping, PAGE, Session};
use entry_dialog::EntryDialog;
use files::Files;
use hand::Hand;
use item::Item;

#[component]
pub(super) fn HistoryList(session: Session) -> impl IntoView {
    let (history, keeper) = (session.history, session.keeper);
    let is_empty = move || history.with(History::is_empty);
    let shown = move || keeper.shown.get();
    let newest = move || history.with(|history| history.newest(shown()));
    let sequence = move || history.with(|history| history.sequence(shown()));
    let opened = RwSignal::new(None);
    let section = NodeRef::<Section>::new();
    view! {
        <section class="past" aria-labelledby="past" tabindex="-1" node_ref=section>
            <div class="heading">
                <h2 id="past">"History"</h2>
                <button
                    title="Forget everything that was read"
                    on:click=move |_| session.clear_history()
                >
                    "Clear history"
                </button>
            </div>
            <p class="hint" hidden=move || !is_empty()>
                "What you draw is kept here, in this browser only."
            </p>
            <p class="sequence" hidden=is_empty>
                <span>"So far: "</span>
                <output>{sequence}</output>
            </p>
            <ol class="entries" data-testid="history" reversed>
                <For each=newest key=|&id| id let:id>
                    <Item session id opened/>
                </For>
            </ol>
            <More session/>
            <p class="hint" role="status">{move || trouble(session)}</p>
            <Hand session/>
            <Files session/>
            <EntryDialog session opened section/>
        </section>
    }
}

/// Which entry somebody looks at.
type Opened = RwSignal<Option<Id>>;

/// Brings older entries into the list.
#[component]
fn More(session: Session) -> impl IntoView {
    let shown = session.keeper.shown;
    let hidden = move || {
        let all = session.history.with(History::len);
        all.saturating_sub(shown.get())
    };
    view! {
        <div class="more" hidden=move || hidden() == 0>
            <button on:click=move |_| shown.update(|shown| *shown += PAGE)>"Show more"</button>
            <p class="hint" data-testid="older">{hidden} " older"</p>
        </div>
    }
}

/// What is wrong with keeping the history, and what to do.
fn trouble(session: Session) -> String {
    let trouble = match session.keeper.keeping.get() {
        Keeping::Kept => "",
        Keeping::Refused => {
            "This browser refuses storage: the history lasts until you leave the page."
        }
        Keeping::Full => {
            "This browser stores no more: what is new lasts until you leave the page. Export the \
             history, or delete what you do not need."
        }
    };
    let damaged = match session.keeper.damaged.get() {
        0 => String::new(),
        1 => " 1 stored entry cannot be read. It is left as it is.".into(),
        count => format!(" {count} stored entries cannot be read. They are left as they are."),
    };
    format!("{trouble}{damaged}")
}
