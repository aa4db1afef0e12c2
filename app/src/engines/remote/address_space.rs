//! Origin of the page, and browser permissions for addresses nearer than it.

use js_sys::{Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::engines::server_address::ServerAddress;

/// Name of both permissions together in Chromium up to version 144.
const COMBINED_PERMISSION: &str = "local-network-access";

/// Whether this page came over HTTPS.
pub(super) fn page_is_secure() -> bool {
    let protocol = window().location().protocol();
    protocol.is_ok_and(|protocol| protocol == "https:")
}

/// Origin of this page.
pub(in crate::engines) fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Address of this page's folder, without a slash at the end: behind a proxy, the page's server is
/// below the same path.
pub(in crate::engines) fn own_address() -> String {
    let path = window().location().pathname().unwrap_or_default();
    let (folder, _) = path.rsplit_once('/').unwrap_or_default();
    format!("{}{folder}", own_origin())
}

/// Whether the browser may ask the user for permission before this page reaches the address.
pub(in crate::engines) fn is_guarded(address: &ServerAddress) -> bool {
    let page = ServerAddress::parse(&own_origin());
    page.is_some_and(|page| address.is_nearer_than(&page))
}

/// Whether the address belongs to the page's origin.
pub(super) fn is_own(address: &ServerAddress) -> bool {
    address.at("/").starts_with(&format!("{}/", own_origin()))
}

/// "granted", "prompt" or "denied"; `None` in browsers without the permission.
pub(super) async fn permission(address: &ServerAddress) -> Option<String> {
    match state(address.permission()).await {
        None => state(COMBINED_PERMISSION).await,
        known => known,
    }
}

async fn state(permission: &str) -> Option<String> {
    let status = query(permission).ok()?;
    let status = JsFuture::from(status).await.ok()?;
    Reflect::get(&status, &"state".into()).ok()?.as_string()
}

/// Calls the API by reflection, because web-sys assumes that every browser has it.
fn query(permission: &str) -> Result<Promise, JsValue> {
    let permissions = Reflect::get(&window().navigator(), &"permissions".into())?;
    let query: js_sys::Function = Reflect::get(&permissions, &"query".into())?.dyn_into()?;
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"name".into(), &permission.into())?;
    query.call1(&permissions, &descriptor)?.dyn_into()
}
