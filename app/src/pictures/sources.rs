//! Buttons that choose or take a picture, and the listener for pasted pictures.

use leptos::ev::{self, ClipboardEvent, Event};
use leptos::prelude::*;
use web_sys::{DataTransfer, HtmlInputElement};

use super::{Pictures, is_picture};
use super::{camera, pixel_grid};
use crate::platform::dom::is_in;

/// Elements that take pasted text.
const TEXT_FIELDS: &str = "input, textarea, [contenteditable]";

#[component]
pub(crate) fn PictureSources(pictures: Pictures) -> impl IntoView {
    let choose = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        let file = field.files().and_then(|files| files.get(0));
        // Cleared so that choosing the same file again fires another event.
        field.set_value("");
        if let Some(file) = file {
            pictures.open(file);
        }
    };
    listen_for_pasting(pictures);
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
            // Only phones and tablets open a camera for it; the style sheet hides it elsewhere.
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
                hidden=!camera::is_available()
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

/// Reason why the last picture could not be read.
#[component]
pub(crate) fn PictureError(pictures: Pictures) -> impl IntoView {
    view! {
        <p class="error" role="alert" data-testid="picture-error">
            {move || pictures.error.get()}
        </p>
    }
}

fn listen_for_pasting(pictures: Pictures) {
    let pasted = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        let data = event.clipboard_data();
        // Programs copy text with a picture of it, which a text field has no use for.
        let has_text = |data: &DataTransfer| data.types().includes(&"text/plain".into(), 0);
        if is_in(TEXT_FIELDS, &event) && data.as_ref().is_some_and(has_text) {
            return;
        }
        let file = data.and_then(|data| data.files()?.get(0));
        // Pasted text and other files are left to the browser.
        if let Some(file) = file.filter(|file| is_picture(&file.name(), &file.type_())) {
            event.prevent_default();
            pictures.open(file);
        }
    });
    on_cleanup(move || pasted.remove());
}
