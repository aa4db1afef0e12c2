//! Dialog with the live camera of a computer; phones take photographs through a file input.

use js_sys::JSON;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, DomException, File, HtmlCanvasElement, HtmlDialogElement,
    HtmlMediaElement, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

use super::Pictures;
use crate::platform::dom::{find, target};

const NAME: &str = "photograph.png";

/// Frames to wait for one with a picture: two seconds of most screens.
const TRIES: u32 = 120;

/// Wishes, so that a camera with less is taken, too: the one on the back, and more than the 640×480 pixels
/// that browsers choose, too few for a number on a sheet.
const VIDEO: &str =
    r#"{"facingMode":{"ideal":"environment"},"width":{"ideal":1920},"height":{"ideal":1080}}"#;

/// Whether the browser offers cameras: without TLS, or by a policy, it does not.
pub(super) fn is_available() -> bool {
    media_devices().is_some()
}

#[component]
pub(crate) fn CameraDialog(pictures: Pictures) -> impl IntoView {
    let click = move |event: MouseEvent| {
        let act = target(&event).and_then(|element| element.get_attribute("data-act"));
        match act.as_deref() {
            Some("close") => close(),
            Some("again") => start(),
            // If the browser cannot copy the frame, the dialog stays open for another try.
            Some(_) => drop(take_photograph(pictures, TRIES)),
            None => {}
        }
    };
    view! {
        <dialog
            class="live"
            aria-labelledby="camera"
            data-testid="camera"
            inner_html=html()
            on:click=click
            on:close=move |_| stop()
        ></dialog>
    }
}

/// Static content; only the video and the error message change.
fn html() -> String {
    format!(
        include_str!("camera.html"),
        camera = tr!("Camera"),
        close = tr!("Close camera"),
        escape = tr!("Close (Escape)"),
        video = tr!("What the camera sees"),
        take = tr!("Take picture"),
        retry = tr!("Try again"),
    )
}

/// Opens the dialog and starts the camera.
pub(super) fn open() {
    // `show_modal` fails only if the dialog is already open.
    dialog().inspect(|dialog| drop(dialog.show_modal()));
    start();
}

fn close() {
    dialog().inspect(HtmlDialogElement::close);
}

fn start() {
    let Some(devices) = media_devices() else {
        return;
    };
    show_error("");
    spawn_local(async move {
        match request_stream(&devices).await {
            Ok(stream) => play(&stream),
            Err(error) => show_error(&message(&error)),
        }
    });
}

fn media_devices() -> Option<MediaDevices> {
    let devices = window().navigator().media_devices().ok()?;
    devices.is_object().then_some(devices)
}

async fn request_stream(devices: &MediaDevices) -> Result<MediaStream, JsValue> {
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&JSON::parse(VIDEO)?);
    let request = devices.get_user_media_with_constraints(&constraints)?;
    Ok(JsFuture::from(request).await?.unchecked_into())
}

fn message(error: &JsValue) -> String {
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

fn show_error(message: &str) {
    find(".live .error").inspect(|error| error.set_text_content(Some(message)));
}

fn play(stream: &MediaStream) {
    video().inspect(|video| video.set_src_object(Some(stream)));
    // The dialog may have been closed while the browser asked for permission.
    if !dialog().is_some_and(|dialog| dialog.open()) {
        stop();
    }
}

/// Releases the camera, so that its light goes out.
fn stop() {
    let Some(video) = video() else { return };
    if let Some(stream) = video.src_object() {
        for track in stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
    video.set_src_object(None);
}

/// Reads the current video frame as a picture; an empty one is taken again in up to `tries` frames.
fn take_photograph(pictures: Pictures, tries: u32) -> Result<(), JsValue> {
    let video = video().ok_or(JsValue::NULL)?;
    // The size may be known before there is a frame to copy.
    if video.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA {
        return Ok(());
    }
    let (width, height) = (video.video_width(), video.video_height());
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_video_element(&video, 0.0, 0.0)?;
    let frame = context.get_image_data(0.0, 0.0, width.into(), height.into())?;
    if tries > 0 && is_empty(&frame.data()) {
        request_animation_frame(move || drop(take_photograph(pictures, tries - 1)));
        return Ok(());
    }
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
        let parts = blob.map(|blob| js_sys::Array::of1(&blob));
        let file = parts.and_then(|parts| File::new_with_blob_sequence(&parts, NAME).ok());
        if let Some(file) = file {
            close();
            pictures.open(file);
        }
    });
    canvas.to_blob(on_blob.unchecked_ref())
}

/// Whether all pixels are the same, as in frames that WebKit and starting cameras give first; sensors
/// have noise. RGBA, row by row.
fn is_empty(pixels: &[u8]) -> bool {
    pixels.windows(5).all(|bytes| bytes[0] == bytes[4])
}

fn dialog() -> Option<HtmlDialogElement> {
    Some(find("dialog.live")?.unchecked_into())
}

fn video() -> Option<HtmlVideoElement> {
    Some(find(".live video")?.unchecked_into())
}

#[cfg(test)]
mod tests {
    use super::{VIDEO, is_empty};

    #[test]
    fn a_frame_of_one_color_is_empty() {
        for (pixels, expected) in [
            ([0; 16], true),
            (
                [9, 9, 9, 255, 9, 9, 9, 255, 9, 9, 9, 255, 9, 9, 9, 255],
                true,
            ),
            (
                [9, 9, 9, 255, 9, 9, 8, 255, 9, 9, 9, 255, 9, 9, 9, 255],
                false,
            ),
        ] {
            assert_eq!(is_empty(&pixels), expected, "{pixels:?}");
        }
    }

    #[test]
    fn the_back_camera_is_asked_for_enough_pixels_and_none_is_excluded() {
        let video: serde_json::Value = serde_json::from_str(VIDEO).expect("JSON");
        assert_eq!(video["facingMode"]["ideal"], "environment");
        assert!(video["width"]["ideal"].as_u64() >= Some(1280));
        let limits = ["min", "max", "exact"].map(|limit| format!("\"{limit}\""));
        assert!(!limits.iter().any(|limit| VIDEO.contains(limit)));
    }
}
