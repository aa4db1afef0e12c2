//! The camera of a computer, live; phones photograph without the page.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, DomException, Element, File, HtmlCanvasElement,
    HtmlDialogElement, HtmlMediaElement, HtmlVideoElement, MediaDevices, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

use crate::session::Session;

const NAME: &str = "photograph.png";

/// Whether the browser has cameras to offer: without TLS, or by a policy, it has none.
pub(in super::super) fn is_offered() -> bool {
    devices().is_some()
}

#[component]
pub(in super::super) fn CameraDialog(session: Session) -> impl IntoView {
    let click = move |event: MouseEvent| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let act = target.and_then(|target| target.get_attribute("data-act"));
        match act.as_deref() {
            Some("close") => close(),
            Some("again") => start(),
            Some(_) => drop(photograph(session)),
            None => {}
        }
    };
    view! {
        <dialog
            class="live"
            aria-labelledby="camera"
            data-testid="camera"
            inner_html=content()
            on:click=click
            on:close=move |_| stop()
        ></dialog>
    }
}

/// Nothing in it changes but the picture, and what is wrong with it.
fn content() -> String {
    format!(
        include_str!("camera.html"),
        camera = tr!("Camera"),
        close = tr!("Close camera"),
        escape = tr!("Close (Escape)"),
        live = tr!("What the camera sees"),
        take = tr!("Take picture"),
        again = tr!("Try again"),
    )
}

/// Shows what the camera sees.
pub(in super::super) fn open() {
    // It only fails where it is open already.
    dialog().inspect(|dialog| drop(dialog.show_modal()));
    start();
}

fn close() {
    dialog().inspect(HtmlDialogElement::close);
}

fn start() {
    let Some(devices) = devices() else { return };
    say("");
    spawn_local(async move {
        match stream(&devices).await {
            Ok(stream) => show(&stream),
            Err(error) => say(&told(&error)),
        }
    });
}

fn devices() -> Option<MediaDevices> {
    let devices = window().navigator().media_devices().ok()?;
    devices.is_object().then_some(devices)
}

async fn stream(devices: &MediaDevices) -> Result<MediaStream, JsValue> {
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&JsValue::TRUE);
    let asked = devices.get_user_media_with_constraints(&constraints)?;
    Ok(JsFuture::from(asked).await?.unchecked_into())
}

fn told(error: &JsValue) -> String {
    let name = error.dyn_ref().map(DomException::name).unwrap_or_default();
    match &*name {
        "NotFoundError" | "OverconstrainedError" => {
            tr!("No camera was found. Connect one and try again, or choose a picture.")
        }
        "NotAllowedError" | "SecurityError" => tr!(
            "The camera is not allowed. Allow it for this page in your browser, then try again."
        ),
        _ => tr!(
            "The camera does not answer. Another program may be using it: close that, then try again."
        ),
    }
}

fn say(problem: &str) {
    find(".live .error").inspect(|error| error.set_text_content(Some(problem)));
}

fn show(stream: &MediaStream) {
    video().inspect(|video| video.set_src_object(Some(stream)));
    // Who closed the dialog meanwhile wants no camera any more.
    if !dialog().is_some_and(|dialog| dialog.open()) {
        stop();
    }
}

/// Its light goes out.
fn stop() {
    let Some(video) = video() else { return };
    if let Some(stream) = video.src_object() {
        for track in stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
    video.set_src_object(None);
}

/// Reads what the camera sees now.
fn photograph(session: Session) -> Result<(), JsValue> {
    let video = video().ok_or(JsValue::NULL)?;
    // A camera that shows nothing yet has no picture to take, though its size may be known.
    if video.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA {
        return Ok(());
    }
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(video.video_width());
    canvas.set_height(video.video_height());
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_video_element(&video, 0.0, 0.0)?;
    let taken = Closure::once_into_js(move |blob: Option<Blob>| {
        let parts = blob.map(|blob| js_sys::Array::of1(&blob));
        let file = parts.and_then(|parts| File::new_with_blob_sequence(&parts, NAME).ok());
        if let Some(file) = file {
            close();
            session.choose_picture(file);
        }
    });
    canvas.to_blob(taken.unchecked_ref())
}

fn dialog() -> Option<HtmlDialogElement> {
    Some(find("dialog.live")?.unchecked_into())
}

fn video() -> Option<HtmlVideoElement> {
    Some(find(".live video")?.unchecked_into())
}

fn find(css: &str) -> Option<Element> {
    document().query_selector(css).ok()?
}
