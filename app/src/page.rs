//! The page: composes the views of all features and starts the flows of the session.

mod answer_panel;
mod drop_zone;
mod engine_note;
mod engines_section;
mod footer;
mod shortcuts;

use leptos::prelude::*;

use crate::drawing::{CopyLink, PadEvents, PadView, follow_full_screen};
use crate::explanation::ExplanationPanel;
use crate::history::HistoryView;
use crate::i18n::{Language, LanguageSwitch, load_language};
use crate::notices::NoticeList;
use crate::own_model::OwnModelPanel;
use crate::pictures::{CameraDialog, PictureError, PictureSources, PictureView, PixelGridDialog};
use crate::platform::deferred::{later, soon};
use crate::recognition::view::{DigitBoxes, PreviewLine};
use crate::session::Session;
use crate::settings::Mode;
use answer_panel::AnswerPanel;
use drop_zone::DropZone;
use engines_section::EnginesSection;
use footer::Footer;

/// Mounts the page in place of the placeholder of `index.html`.
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

/// Header and desk. Another language renders the desk anew; the session stays.
#[component]
fn Page(language: Language) -> impl IntoView {
    let session = Session::start();
    shortcuts::listen(session);
    let language = RwSignal::new(language);
    let motto = move || {
        language.track();
        motto(session.engines.mode.get())
    };
    let on_error = Callback::new(move |error| session.notices.show_message(error));
    view! {
        <header>
            <h1 translate="no">"Inkling"</h1>
            <p>{motto}</p>
            <LanguageSwitch language on_error/>
        </header>
        <For
            each=move || [language.get()]
            key=|&language| language
            children=move |_| view! { <Desk session/> }
        />
    }
}

fn motto(mode: Mode) -> String {
    match mode {
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
}

/// Everything below the header, in the current language.
#[component]
fn Desk(session: Session) -> impl IntoView {
    let Session {
        pictures,
        explanation,
        own_model,
        history,
        notices,
        ..
    } = session;
    let open_drawing = Callback::new(move |drawing| session.open_drawing(drawing));
    let on_accept = Callback::new(move |notice| session.accept(&notice));
    view! {
        <main>
            <div class="desk" style=("--width", move || session.pad.width.get().to_string())>
                <DrawingSection session/>
                {soon(move || view! { <AnswerPanel session/> }.into_any())}
            </div>
            {later(move || view! { <ExplanationPanel explanation/> }.into_any())}
            {later(move || view! { <EnginesSection session/> }.into_any())}
            {later(move || view! { <OwnModelPanel model=own_model/> }.into_any())}
            {later(move || {
                view! { <HistoryView history open_drawing/> }.into_any()
            })}
        </main>
        <DropZone session/>
        {later(move || view! {
            <Footer engines=session.engines/>
            <NoticeList notices on_accept/>
            <CameraDialog pictures/>
            <PixelGridDialog pictures/>
        }.into_any())}
    }
}

/// The pad or the picture in its place, with the buttons for both.
#[component]
fn DrawingSection(session: Session) -> impl IntoView {
    let Session {
        pad,
        recognition,
        pictures,
        notices,
        ..
    } = session;
    let section = NodeRef::new();
    follow_full_screen(pad, section);
    let has_picture = move || recognition.picture.with(Option::is_some);
    view! {
        <section
            class="drawing"
            class:full=move || pad.is_full_screen.get()
            class:pictured=has_picture
            aria-label=tr!("Drawing")
            node_ref=section
        >
            {pad_view(session)}
            <PictureView pictures/>
            <Buttons session/>
            <div class="exchange">
                {later(move || view! {
                    <PictureSources pictures/>
                    <CopyLink pad notices/>
                }.into_any())}
            </div>
            {later(move || view! { <PictureError pictures/> }.into_any())}
        </section>
    }
}

fn pad_view(session: Session) -> impl IntoView {
    let Session {
        pad,
        recognition,
        live_preview,
        ..
    } = session;
    let events = PadEvents {
        on_ink: Callback::new(move |()| live_preview.on_ink()),
        on_pause: Callback::new(move |()| session.predict_after_pause()),
    };
    let overlay = view! { <DigitBoxes recognition pad/> }.into_any();
    let caption = view! { <PreviewLine live_preview pad/> }.into_any();
    view! { <PadView pad events selected=recognition.selected_digit overlay caption/> }
}

/// The main buttons; the style sheet hides those that do not apply.
#[component]
fn Buttons(session: Session) -> impl IntoView {
    view! {
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
                on:click=move |_| session.pictures.close()
            >
                {tr!("Back to drawing")}
            </button>
        </div>
    }
}
