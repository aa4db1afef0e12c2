//! Links that carry a drawing in their fragment.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::Drawing;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::fragment;
use super::link::{self, LinkError};
use crate::notices::Notices;

/// Copies a link that opens this drawing elsewhere; a notice reports the outcome.
pub(crate) fn copy(drawing: &Drawing, notices: Notices) {
    match encoded(drawing) {
        Ok(fragment) => spawn_local(async move {
            notices.show_message(copy_address(&fragment).await);
        }),
        Err(error) => notices.show_message(error.to_string()),
    }
}

/// Opens the drawing of the page's address, if `is_wanted` at first, and whenever the fragment changes;
/// a notice reports a damaged link.
pub(crate) fn follow(notices: Notices, is_wanted: bool, open: impl Fn(Drawing) + Clone + 'static) {
    follow_address(notices, is_wanted, open.clone());
    let handle = window_event_listener(ev::hashchange, move |_| {
        follow_address(notices, true, open.clone());
    });
    on_cleanup(move || handle.remove());
}

fn follow_address(notices: Notices, is_wanted: bool, open: impl Fn(Drawing)) {
    let address = window().location().hash().unwrap_or_default();
    match drawing(&address) {
        Some(Ok(drawing)) if is_wanted => open(drawing),
        Some(Err(error)) => notices.show_message(error.to_string()),
        _ => {}
    }
}

/// Copies the page's address with this fragment. Returns a message about the outcome.
async fn copy_address(fragment: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    let link = format!("{page}{fragment}");
    let clipboard = window().navigator().clipboard();
    // Pages that came over plain HTTP have no clipboard.
    let is_copied =
        !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(&link)).await.is_ok();
    if is_copied {
        tr!("Link copied: it holds the drawing itself")
    } else {
        // Unlike a new fragment, a replaced state triggers no `hashchange`.
        let history = window().history();
        let _ = history.and_then(|it| it.replace_state_with_url(&JsValue::NULL, "", Some(&link)));
        tr!("The browser refuses to copy: the link is in the address bar")
    }
}

/// Fragment in URL-safe base64 without padding, by the browser's own encoder.
fn encoded(drawing: &Drawing) -> Result<String, LinkError> {
    let bytes = link::encode(drawing)?;
    let characters: String = bytes.into_iter().map(char::from).collect();
    let encoded = window().btoa(&characters).map_err(|_| LinkError::TooLong)?;
    let encoded = encoded.replace('+', "-").replace('/', "_");
    Ok(fragment::with(encoded.trim_end_matches('=')))
}

/// Drawing in a fragment; `None` if that is not about one.
fn drawing(fragment: &str) -> Option<Result<Drawing, LinkError>> {
    let candidates = fragment::candidates(fragment);
    let opened = candidates.iter().find_map(|text| decode(text).ok());
    opened
        .map(Ok)
        .or_else(|| candidates.first().map(|text| decode(text)))
}

fn decode(encoded: &str) -> Result<Drawing, LinkError> {
    let encoded = encoded.replace('-', "+").replace('_', "/");
    let characters = window().atob(&encoded).map_err(|_| LinkError::Damaged)?;
    let bytes: Vec<u8> = characters.chars().map(|it| it as u8).collect();
    link::decode(&bytes)
}
