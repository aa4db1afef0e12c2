//! Saves a report as files, and shows it as text to copy.

use js_sys::JSON;
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::BenchmarkState;
use super::export::{csv, export, text};
use super::report::Report;
use crate::platform::download;
use crate::platform::js_value::to_json;

#[component]
pub(super) fn SaveButtons(state: RwSignal<BenchmarkState>) -> impl IntoView {
    let saves = move |name: &'static str, kind: &'static str, content: fn(&Report) -> String| {
        move |_| {
            let content = state.with_untracked(|state| state.report().map(content));
            // If the browser refuses files, the summary below can still be copied.
            let _ = content.map(|content| download::save(name, kind, &content.into()));
        }
    };
    view! {
        <div class="controls">
            <button on:click=saves("inkling-benchmark.csv", "text/csv", csv)>{tr!("Save CSV")}</button>
            <button on:click=saves("inkling-benchmark.json", "application/json", json)>
                {tr!("Save JSON")}
            </button>
        </div>
    }
}

/// Summary as text, with a button that copies it.
#[component]
pub(super) fn Summary(state: RwSignal<BenchmarkState>) -> impl IntoView {
    let area = NodeRef::<Textarea>::new();
    let content = move || state.with(|state| state.report().map(text).unwrap_or_default());
    let copy = move |_| {
        if let Some(area) = area.get_untracked() {
            // Selected as well, for copying by hand if the browser refuses the clipboard.
            area.select();
            copy(&area.value());
        }
    };
    view! {
        <label class="summary">
            {tr!("Summary")}
            <textarea node_ref=area readonly rows="8" prop:value=content></textarea>
        </label>
        <div class="controls">
            <button on:click=copy>{tr!("Copy summary")}</button>
        </div>
    }
}

/// JSON by the browser's own serializer, which saves the page the bytes of another.
fn json(report: &Report) -> String {
    let value = to_json(&export(report));
    let json = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into());
    json.map_or_else(|_| String::new(), String::from)
}

fn copy(text: &str) {
    let clipboard = window().navigator().clipboard();
    // Pages over plain HTTP have no clipboard.
    if !clipboard.is_undefined() {
        let _ = clipboard.write_text(text);
    }
}
