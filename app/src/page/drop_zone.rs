//! Drop target of the whole page: pictures are read, other files are loaded as models.

use leptos::ev::{self, DragEvent};
use leptos::prelude::*;

use crate::session::Session;

#[component]
pub(super) fn DropZone(session: Session) -> impl IntoView {
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

/// Registers the listeners; without them the browser would leave the page to show the file.
fn listen(session: Session, is_over: RwSignal<bool>) {
    let drag_over = window_event_listener(ev::dragover, move |event: DragEvent| {
        // Dragged text is left to the browser.
        if carries_files(&event) {
            event.prevent_default();
            is_over.set(true);
        }
    });
    let drag_leave = window_event_listener(ev::dragleave, move |event: DragEvent| {
        // With a related target the pointer only moved to another element of the page.
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event: DragEvent| {
        is_over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            session.open_file(file);
        }
    });
    on_cleanup(move || {
        drag_over.remove();
        drag_leave.remove();
        drop.remove();
    });
}

fn carries_files(event: &DragEvent) -> bool {
    let transfer = event.data_transfer();
    transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
