//! Files that are dropped anywhere on the page: pictures to read, and models.

use leptos::ev::{self, DragEvent};
use leptos::prelude::*;
use web_sys::File;

use crate::picture::is_picture;
use crate::session::Session;

#[component]
pub(in super::super) fn DropZone(session: Session) -> impl IntoView {
    let is_over = RwSignal::new(false);
    listen(session, is_over);
    view! {
        <div class="drop-zone" aria-hidden="true" hidden=move || !is_over.get()>
            <p>
                <b>{tr!("Drop it here")}</b>
                <br/>
                {tr!("a picture is read, an ONNX model is compared")}
            </p>
        </div>
    }
}

/// Without a listener the browser would leave the page to show the file.
fn listen(session: Session, is_over: RwSignal<bool>) {
    let over = window_event_listener(ev::dragover, move |event: DragEvent| {
        // What else is dragged, as text into a field, is the browser's.
        if carries_files(&event) {
            event.prevent_default();
            is_over.set(true);
        }
    });
    let left = window_event_listener(ev::dragleave, move |event: DragEvent| {
        // From one element to the next, it is still over the page.
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event: DragEvent| {
        is_over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            take(session, file);
        }
    });
    on_cleanup(move || {
        over.remove();
        left.remove();
        dropped.remove();
    });
}

fn take(session: Session, file: File) {
    match is_picture(&file.name(), &file.type_()) {
        true => session.choose_picture(file),
        false => session.choose_model(file),
    }
}

fn carries_files(event: &DragEvent) -> bool {
    let transfer = event.data_transfer();
    transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
