//! Where this page came from, and what of the network the browser lets it reach.

use js_sys::{Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::server_address::ServerAddress;

/// What Chromium calls both permissions together up to version 144, which knows no other name.
const BOTH: &str = "local-network-access";

/// Whether this page came over HTTPS.
pub(super) fn page_is_secure() -> bool {
    let protocol = window().location().protocol();
    protocol.is_ok_and(|protocol| protocol == "https:")
}

/// Where this page came from.
pub(crate) fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Whether the browser may ask people before it lets this page reach the address.
pub(crate) fn is_guarded(address: &ServerAddress) -> bool {
    let page = ServerAddress::parse(&own_origin());
    page.is_some_and(|page| address.is_nearer_than(&page))
}

/// Whether the address is where this page came from.
pub(super) fn is_own(address: &ServerAddress) -> bool {
    address.at("/").starts_with(&format!("{}/", own_origin()))
}

/// "granted", "prompt" or "denied"; `None` in browsers that do not ask people about it.
pub(super) async fn permission(address: &ServerAddress) -> Option<String> {
    match state(address.permission()).await {
        None => state(BOTH).await,
        known => known,
    }
}

async fn state(permission: &str) -> Option<String> {
    let status = query(permission).ok()?;
    let status = JsFuture::from(status).await.ok()?;
    Reflect::get(&status, &"state".into()).ok()?.as_string()
}

/// By hand: not every browser has permissions, and web-sys takes them for granted.
fn query(permission: &str) -> Result<Promise, JsValue> {
    let permissions = Reflect::get(&window().navigator(), &"permissions".into())?;
    let query: js_sys::Function = Reflect::get(&permissions, &"query".into())?.dyn_into()?;
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"name".into(), &permission.into())?;
    query.call1(&permissions, &descriptor)?.dyn_into()
}
