//! Takes a measurement out of the page: as files, and as text for people.

use js_sys::JSON;
use leptos::html::Textarea;
use leptos::prelude::*;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::benchmark::{Benchmark, Report, csv, export, text};
use crate::download;

#[component]
pub(super) fn SaveFiles(benchmark: RwSignal<Benchmark>) -> impl IntoView {
    let saves = move |name: &'static str, kind: &'static str, content: fn(&Report) -> String| {
        move |_| {
            let content = benchmark.with_untracked(|it| it.report().map(content));
            // Where the browser refuses files, the text below is left.
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

/// The result in a few lines, to be copied.
#[component]
pub(super) fn Summary(benchmark: RwSignal<Benchmark>) -> impl IntoView {
    let area = NodeRef::<Textarea>::new();
    let content = move || benchmark.with(|it| it.report().map(text).unwrap_or_default());
    let copy = move |_| {
        if let Some(area) = area.get_untracked() {
            // Selected, it can be copied by hand where the browser refuses to.
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

/// In JSON by the browser's own writer, which costs the page no bytes.
fn json(report: &Report) -> String {
    let value = export(report).serialize(&Serializer::json_compatible());
    let value = value.expect("reports are plain data");
    let written = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into());
    written.map_or_else(|_| String::new(), String::from)
}

fn copy(text: &str) {
    let clipboard = window().navigator().clipboard();
    // Pages that came over plain HTTP have none.
    if !clipboard.is_undefined() {
        let _ = clipboard.write_text(text);
    }
}
