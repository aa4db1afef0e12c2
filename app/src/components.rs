//! What people see. Each file is one part of the page.

// The component macro makes public what a component's file keeps to its folder.
#![allow(unreachable_pub)]

mod answer_panel;
mod answer_text;
mod chart;
mod digits;
mod engine_note;
mod footer;
mod history_list;
mod model_input;
mod notice_list;
mod pad;
mod shortcuts;

use leptos::prelude::*;

use crate::session::Session;
use answer_panel::AnswerPanel;
use footer::Footer;
use history_list::HistoryList;
use notice_list::NoticeList;
use pad::Pad;

/// Shows the page in the place that `index.html` has for it.
pub fn mount() {
    let document = document();
    if let Some(placeholder) = document.get_element_by_id("placeholder") {
        placeholder.remove();
    }
    leptos::mount::mount_to_body(Page);
}

#[component]
fn Page() -> impl IntoView {
    let session = Session::start();
    shortcuts::listen(session);
    view! {
        <header>
            <h1>"Inkling"</h1>
            <p>"Draw a digit or a number. A small neural network in your browser reads it."</p>
        </header>
        <main>
            <div class="desk" class:wide=move || session.is_wide()>
                <section class="drawing" aria-label="Drawing">
                    <Pad session/>
                    <div class="buttons">
                        <button
                            class="primary"
                            title="Read the drawing (Enter)"
                            on:click=move |_| session.predict()
                        >
                            "Predict"
                        </button>
                        <button
                            title="Take everything off the canvas (Escape)"
                            on:click=move |_| session.clear_canvas()
                        >
                            "Clear canvas"
                        </button>
                    </div>
                </section>
                <AnswerPanel session/>
            </div>
            <HistoryList session/>
        </main>
        <Footer/>
        <NoticeList session/>
    }
}
