//! Other tabs with this page: they tell each other which entries of the history have changed.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::history::Id;

const NAME: &str = "inkling.history";

/// The way to the other tabs.
pub(crate) struct Tabs(BroadcastChannel);

impl Tabs {
    /// Listens to them for as long as the page is open; `None` where the browser has no such way.
    pub(crate) fn open(changed: impl Fn(Vec<Id>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let keys = Array::from(&message.data());
            changed(
                keys.iter()
                    .filter_map(|key| Id::of_key(key.as_f64()?))
                    .collect(),
            );
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        Some(Self(channel))
    }

    /// Tells them that these entries are not as they were.
    pub(crate) fn tell(&self, changed: impl Iterator<Item = Id>) {
        let keys: Array = changed.map(|id| JsValue::from_f64(id.key())).collect();
        // They see it when they are loaded again.
        let _ = self.0.post_message(&keys);
    }
}
