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
mod figures;
mod footer;
mod history_list;
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

use crate::session::Session;
use crate::settings::Mode;
use crate::updates;
use answer_panel::AnswerPanel;
use copy_link::CopyLink;
use engines::Engines;
use footer::Footer;
use history_list::HistoryList;
use notice_list::NoticeList;
use own_model::OwnModel;
use pad::{Pad, full_screen};
use pictures::{CameraDialog, DropZone, PictureError, PictureSources, PictureView};
use pixel_grid::PixelGridDialog;

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
    updates::listen(session);
    let drawing = NodeRef::new();
    full_screen::follow(session, drawing);
    let has_picture = move || session.picture.with(Option::is_some);
    let place = move || match session.mode.get() {
        Mode::Browser => "in your browser",
        Mode::Server => "on a server",
        Mode::Compare => "in your browser, and the same on a server,",
    };
    view! {
        <header>
            <h1>"Inkling"</h1>
            <p>"Draw a digit or a number. A small neural network " {place} " reads it."</p>
        </header>
        <main>
            <div class="desk" class:wide=move || session.is_wide()>
                <section
                    class="drawing"
                    class:full=move || session.drafting.is_full_screen.get()
                    class:pictured=has_picture
                    aria-label="Drawing"
                    node_ref=drawing
                >
                    <Pad session/>
                    <PictureView session/>
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
                            class="clear"
                            on:click=move |_| session.clear_canvas()
                        >
                            "Clear canvas"
                        </button>
                        <button
                            title="Close the picture; the drawing is still there (Escape)"
                            class="back"
                            on:click=move |_| session.close_picture()
                        >
                            "Back to drawing"
                        </button>
                    </div>
                    <div class="exchange">
                        <PictureSources session/>
                        <CopyLink session/>
                    </div>
                    <PictureError session/>
                </section>
                <AnswerPanel session/>
            </div>
            <Engines session/>
            <OwnModel session/>
            <HistoryList session/>
        </main>
        <Footer session/>
        <NoticeList session/>
        <DropZone session/>
        <CameraDialog session/>
        <PixelGridDialog session/>
    }
}
