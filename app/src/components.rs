//! What people see. Each file is one part of the page.

// The component macro makes public what a component's file keeps to its folder.
#![allow(unreachable_pub)]

mod answer_panel;
mod answer_text;
mod bars;
mod benchmark_panel;
mod browser_engine;
mod chart;
mod compare_chart;
mod compare_view;
mod copy_link;
mod digits;
mod distribution_plot;
mod engine_note;
mod engines;
mod explanation;
mod figures;
mod footer;
mod later;
mod model_input;
mod notice_list;
mod own_model;
mod pad;
mod palette;
mod pictures;
mod pixel_grid;
mod sample_table;
mod save;
mod server_panel;
mod shortcuts;
mod statistics_panel;

use leptos::prelude::*;
use recognizer::Drawing;

use crate::history::{HistoryActions, HistoryView};
use crate::i18n::{Language, LanguageSwitch, load_language};
use crate::session::Session;
use crate::settings::Mode;
use answer_panel::AnswerPanel;
use copy_link::CopyLink;
use engines::Engines;
use explanation::ExplanationPanel;
use footer::Footer;
use later::{later, soon};
use notice_list::NoticeList;
use own_model::OwnModel;
use pad::{Pad, full_screen};
use pictures::{CameraDialog, DropZone, PictureError, PictureSources, PictureView};
use pixel_grid::PixelGridDialog;

/// Shows the page in the place that `index.html` has for it.
pub fn mount() {
    // Leptos has no executor before it has mounted something.
    wasm_bindgen_futures::spawn_local(async {
        let language = load_language().await;
        if let Some(placeholder) = document().get_element_by_id("placeholder") {
            placeholder.remove();
        }
        leptos::mount::mount_to_body(move || view! { <Page language/> });
    });
}

/// All that is said is said anew in another language; the session stays.
#[component]
fn Page(language: Language) -> impl IntoView {
    let session = Session::start();
    shortcuts::listen(session);
    session.offer_updates();
    let language = RwSignal::new(language);
    let motto = move || {
        language.track();
        match session.mode.get() {
            Mode::Browser => {
                tr!("Draw a digit or a number. A small neural network in your browser reads it.")
            }
            Mode::Server => {
                tr!("Draw a digit or a number. A small neural network on a server reads it.")
            }
            Mode::Compare => {
                tr!(
                    "Draw a digit or a number. A small neural network in your browser, and the same on \
                     a server, reads it."
                )
            }
        }
    };
    view! {
        <header>
            <h1>"Inkling"</h1>
            <p>{motto}</p>
            <LanguageSwitch language on_error=Callback::new(move |error| session.show_message(error))/>
        </header>
        <For
            each=move || [language.get()]
            key=|&language| language
            children=move |_| view! { <Desk session/> }
        />
    }
}

#[component]
fn Desk(session: Session) -> impl IntoView {
    let drawing = NodeRef::new();
    full_screen::follow(session, drawing);
    let has_picture = move || session.picture.with(Option::is_some);
    view! {
        <main>
            <div class="desk" class:wide=move || session.is_wide()>
                <section
                    class="drawing"
                    class:full=move || session.drafting.is_full_screen.get()
                    class:pictured=has_picture
                    aria-label=tr!("Drawing")
                    node_ref=drawing
                >
                    <Pad session/>
                    <PictureView session/>
                    <div class="buttons">
                        <button
                            class="primary"
                            title=tr!("Read the drawing (Enter)")
                            on:click=move |_| session.predict()
                        >
                            {tr!("Predict")}
                        </button>
                        <button
                            title=tr!("Take everything off the canvas (Escape)")
                            class="clear"
                            on:click=move |_| session.clear_canvas()
                        >
                            {tr!("Clear canvas")}
                        </button>
                        <button
                            title=tr!("Close the picture; the drawing is still there (Escape)")
                            class="back"
                            on:click=move |_| session.close_picture()
                        >
                            {tr!("Back to drawing")}
                        </button>
                    </div>
                    <div class="exchange">
                        {later(move || view! {
                            <PictureSources session/>
                            <CopyLink session/>
                        }.into_any())}
                    </div>
                    {later(move || view! { <PictureError session/> }.into_any())}
                </section>
                {soon(move || view! { <AnswerPanel session/> }.into_any())}
            </div>
            {later(move || view! { <ExplanationPanel session/> }.into_any())}
            {later(move || view! { <Engines session/> }.into_any())}
            {later(move || view! { <OwnModel session/> }.into_any())}
            {later(move || view! { <HistoryView history=session.history actions=history_actions(session)/> }.into_any())}
        </main>
        <DropZone session/>
        {later(move || view! {
            <Footer session/>
            <NoticeList session/>
            <CameraDialog session/>
            <PixelGridDialog session/>
        }.into_any())}
    }
}

fn history_actions(session: Session) -> HistoryActions {
    HistoryActions {
        open_drawing: Callback::new(move |drawing| session.open_drawing(drawing)),
        copy_link: Callback::new(move |drawing: Drawing| session.copy_link(&drawing)),
        export_digits: Callback::new(move |()| session.export_digits()),
    }
}
