//! The ways to a picture beside dropping it: choosing a file, taking a photograph, pasting.

use leptos::ev::{self, ClipboardEvent, Event};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::super::pixel_grid;
use super::camera;
use crate::session::Session;

#[component]
pub(in super::super) fn PictureSources(session: Session) -> impl IntoView {
    let choose = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        let file = field.files().and_then(|files| files.get(0));
        // Otherwise the same file could not be chosen again.
        field.set_value("");
        if let Some(file) = file {
            session.choose_picture(file);
        }
    };
    listen_for_pasting(session);
    view! {
        <div class="picture-sources" on:change=choose>
            <label class="button" title=tr!("Read the number in a picture: PNG, JPEG, BMP, GIF or WebP")>
                {tr!("Picture")}
                <input
                    type="file"
                    accept="image/png,image/jpeg,image/bmp,image/gif,image/webp"
                    data-testid="picture-file"
                />
            </label>
            // Only phones and tablets take a photograph for it: the style sheet hides it elsewhere.
            <label class="button camera" title=tr!("Photograph a number")>
                {tr!("Camera")}
                <input
                    type="file"
                    accept="image/*"
                    capture="environment"
                    data-testid="picture-camera"
                />
            </label>
            <button
                class="camera-live"
                title=tr!("Photograph a number")
                hidden=!camera::is_offered()
                on:click=|_| camera::open()
            >
                {tr!("Camera")}
            </button>
            <button
                title=tr!("Make a digit of 28 by 28 pixels, by keyboard or pointer")
                on:click=|_| pixel_grid::open()
            >
                {tr!("Pixel grid")}
            </button>
            <p class="hint">{tr!("or drop or paste one")}</p>
        </div>
    }
}

/// Why the last picture could not be read.
#[component]
pub(in super::super) fn PictureError(session: Session) -> impl IntoView {
    view! {
        <p class="error" role="alert" data-testid="picture-error">
            {move || session.picture_error.get()}
        </p>
    }
}

fn listen_for_pasting(session: Session) {
    let pasted = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        let files = event.clipboard_data().and_then(|data| data.files());
        // What else is pasted, as text into a field, is the browser's.
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            session.choose_picture(file);
        }
    });
    on_cleanup(move || pasted.remove());
}
