//! Notifications between tabs of this page about changed entries.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use super::database::id_from_js;
use super::entry::Id;

/// Name of the channel, shared with earlier versions of the page in other tabs.
const CHANNEL: &str = "inkling.history";

/// Broadcast channel to the other tabs.
pub(super) struct TabSync(BroadcastChannel);

impl TabSync {
    /// Opens the channel, and reports changed entries for as long as the page is open. `None` if the
    /// browser has no broadcast channels.
    pub(super) fn open(on_change: impl Fn(Vec<Id>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let keys = Array::from(&message.data());
            on_change(keys.iter().filter_map(|key| id_from_js(&key)).collect());
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        listener.forget();
        Some(Self(channel))
    }

    /// Notifies the other tabs that these entries have changed.
    pub(super) fn notify(&self, changed: impl Iterator<Item = Id>) {
        let keys: Array = changed.map(|id| JsValue::from_f64(id.key())).collect();
        // Without the message, other tabs see the change when they are reloaded.
        let _ = self.0.post_message(&keys);
    }
}
