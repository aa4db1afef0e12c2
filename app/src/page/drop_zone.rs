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
    // Browsers offer a dragged picture of the page as a file, too.
    let is_own = StoredValue::new(false);
    let drag_start = window_event_listener(ev::dragstart, move |_| is_own.set_value(true));
    let drag_end = window_event_listener(ev::dragend, move |_| is_own.set_value(false));
    // The end of a drag is not reported if its element has vanished; no drag goes on with a pointer.
    let pointer_down = window_event_listener(ev::pointerdown, move |_| is_own.set_value(false));
    let drag_over = window_event_listener(ev::dragover, move |event: DragEvent| {
        // Dragged text is left to the browser.
        if carries_files(&event) && !is_own.get_value() {
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
        if is_own.get_value() {
            return;
        }
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            session.open_file(file);
        }
    });
    on_cleanup(move || {
        for listener in [
            drag_start,
            drag_end,
            pointer_down,
            drag_over,
            drag_leave,
            drop,
        ] {
            listener.remove();
        }
    });
}

fn carries_files(event: &DragEvent) -> bool {
    let transfer = event.data_transfer();
    transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
