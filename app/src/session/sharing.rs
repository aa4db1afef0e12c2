//! Drawings come to the pad from elsewhere, and leave it as links.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::Drawing;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Session;
use crate::link::{self, LinkError};
use crate::notices::{Notice, Notices};

/// How the fragment of such a link begins.
const FRAGMENT: &str = "#drawing=";

impl Session {
    /// Puts a drawing on the pad; a notice offers to bring back what was there.
    pub(crate) fn open_drawing(self, drawing: Drawing) {
        self.close_picture();
        self.stop_waiting();
        self.forget_answer();
        let has_replaced = self.sheet.try_update(|sheet| sheet.replace(drawing));
        self.notices.maybe_update(Notices::close_canvas);
        self.offer((has_replaced == Some(true)).then_some(Notice::Replaced));
    }

    /// Copies a link that opens this drawing elsewhere.
    pub(crate) fn copy_link(self, drawing: &Drawing) {
        match fragment(drawing) {
            Ok(fragment) => spawn_local(self.copy_address(fragment)),
            Err(error) => self.show_message(error.to_string()),
        }
    }

    /// Opens the drawing of the page's address, now and whenever it changes.
    pub(super) fn open_link(self) {
        self.follow_link(|session| {
            session
                .sheet
                .with_untracked(|sheet| sheet.drawing().is_blank())
        });
        let handle = window_event_listener(ev::hashchange, move |_| self.follow_link(|_| true));
        on_cleanup(move || handle.remove());
    }

    /// A drawing that an update kept, or that was begun already, is newer than the link.
    fn follow_link(self, is_wanted: fn(Self) -> bool) {
        let address = window().location().hash().unwrap_or_default();
        match address.strip_prefix(FRAGMENT).map(drawing) {
            Some(Ok(drawing)) if is_wanted(self) => self.open_drawing(drawing),
            Some(Err(error)) => self.show_message(error.to_string()),
            _ => {}
        }
    }

    async fn copy_address(self, fragment: String) {
        let address = window().location().href().unwrap_or_default();
        let page = address.split('#').next().unwrap_or_default();
        let link = format!("{page}{fragment}");
        let clipboard = window().navigator().clipboard();
        // Pages that came over plain HTTP have none.
        let is_copied =
            !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(&link)).await.is_ok();
        self.show_message(if is_copied {
            tr!("Link copied: it holds the drawing itself")
        } else {
            // Unlike a new fragment it is nothing to follow.
            let history = window().history();
            let _ =
                history.and_then(|it| it.replace_state_with_url(&JsValue::NULL, "", Some(&link)));
            tr!("The browser refuses to copy: the link is in the address bar")
        });
    }

    /// Shows a sentence as a notice.
    pub(crate) fn show_message(self, sentence: String) {
        self.offer(Some(Notice::Said(sentence)));
    }
}

/// In base64 for addresses, without padding, by the browser's own coder.
fn fragment(drawing: &Drawing) -> Result<String, LinkError> {
    let bytes = link::encode(drawing)?;
    let characters: String = bytes.into_iter().map(char::from).collect();
    let coded = window().btoa(&characters).map_err(|_| LinkError::TooLong)?;
    let coded = coded.replace('+', "-").replace('/', "_");
    Ok(format!("{FRAGMENT}{}", coded.trim_end_matches('=')))
}

fn drawing(coded: &str) -> Result<Drawing, LinkError> {
    let coded = coded.replace('-', "+").replace('_', "/");
    let characters = window().atob(&coded).map_err(|_| LinkError::Damaged)?;
    let bytes: Vec<u8> = characters.chars().map(|it| it as u8).collect();
    link::decode(&bytes)
}
