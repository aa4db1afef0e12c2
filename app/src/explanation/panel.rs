//! Section that explains step by step how the selected digit was read.
//!
//! The parts that differ between digits are written into `steps.html` through the DOM, because views
//! would take three times the bytes.

use leptos::ev::MouseEvent;
use leptos::html::{Details, Div};
use leptos::prelude::*;
use protocol::FeatureMaps;
use recognizer::{DigitImage, Stages};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

use super::Explanation;
use super::pixels::{Pixels, centered, grays, margins, saliency_colors, tile};
use super::source::{outline, source, source_with_box};
use super::state::ExplanationState;
use super::steps::steps;
use super::subject::{Source, Subject};
use crate::platform::canvas::put;
use crate::recognition::view::chart;

/// Width and height of the network's input in pixels.
const SIDE: usize = DigitImage::SIDE;

#[component]
pub(crate) fn ExplanationPanel(explanation: Explanation) -> impl IntoView {
    let (details, content) = (NodeRef::<Details>::new(), NodeRef::<Div>::new());
    let toggle = move |_| {
        if let Some(details) = details.get_untracked() {
            explanation.set_open(details.open());
        }
    };
    Effect::new(move |_| {
        if let Some(content) = content.get() {
            explanation.state.with(|state| render(&content, state));
        }
    });
    // The only button is "Try again".
    let click = move |event: MouseEvent| {
        let target = event.target();
        if target.is_some_and(|target| target.is_instance_of::<HtmlButtonElement>()) {
            explanation.start();
        }
    };
    view! {
        <details
            class="quiet explanation"
            data-testid="explanation"
            hidden=move || !explanation.has_answer.get()
            prop:open=move || explanation.is_open.get()
            node_ref=details
            on:toggle=toggle
        >
            <summary>{tr!("How this digit was read")}</summary>
            <div node_ref=content on:click=click></div>
        </details>
    }
}

/// Updates the content in place; the steps stay in the DOM between digits.
fn render(content: &HtmlElement, state: &ExplanationState) {
    let Some(subject) = &state.subject else {
        return content.set_inner_html("");
    };
    if content.first_element_child().is_none() {
        content.set_inner_html(&steps());
    }
    for (name, value) in [
        ("data-state", state.progress.name()),
        ("data-source", subject.source.name()),
        ("data-reader", reader(subject)),
    ] {
        // Setting an attribute fails only for invalid names.
        let _ = content.set_attribute(name, value);
    }
    render_stages(content, subject);
    render_layers(content, &state.layers);
    if let Some(chart) = find(content, ".chart") {
        chart::show(&chart, *subject.digit.prediction.probabilities());
    }
    let image = &subject.digit.image;
    paint(
        content,
        "[data-testid=saliency] canvas",
        &saliency_colors(image, &state.saliency),
    );
    let answer = subject.digit.prediction.top1().to_string();
    fill(content, "[data-testid=saliency] span", &answer);
}

/// Value of `data-reader`: whether the explaining network is the one that read the digit.
fn reader(subject: &Subject) -> &'static str {
    if subject.is_built_in {
        "here"
    } else {
        "elsewhere"
    }
}

fn render_stages(content: &HtmlElement, subject: &Subject) {
    fill(content, ".ink", &source(subject));
    let image = &subject.digit.image;
    paint(
        content,
        "[data-testid=stage-centered] canvas",
        &grays(SIDE, image.pixels()),
    );
    let (ink, overlay) = match (&subject.stages, &subject.source) {
        (Some(stages), Source::Drawing { .. }) => ink_with_box(stages),
        _ => (grays(1, &[0]), source_with_box(subject)),
    };
    paint(content, "[data-testid=stage-box] canvas", &ink);
    fill(
        content,
        "[data-testid=stage-box] .frame-square > div",
        &overlay,
    );
    if let Some(stage) = find(content, "[data-testid=stage-fitted]") {
        stage.set_hidden(subject.stages.is_none());
    }
    if let Some(Stages { fitted, .. }) = &subject.stages {
        let [left, top] = margins(fitted, SIDE);
        let bounds = [left, top, fitted.width(), fitted.height()].map(|length| length as f64);
        paint(
            content,
            "[data-testid=stage-fitted] canvas",
            &centered(fitted, SIDE),
        );
        fill(
            content,
            "[data-testid=stage-fitted] .frame-square > div",
            &outline(SIDE, bounds),
        );
    }
}

/// Rasterized ink in a square, and the box around it as an overlay.
fn ink_with_box(stages: &Stages) -> (Pixels, String) {
    let side = (SIDE as f64 / stages.scale) as usize;
    let [left, top] = margins(&stages.ink, side);
    let ink = stages.bounds;
    let bounds = [
        ink.left + left as f64,
        ink.top + top as f64,
        ink.width(),
        ink.height(),
    ];
    (centered(&stages.ink, side), outline(side, bounds))
}

/// Shows the layers in rows, each of which ends with a pooling layer.
fn render_layers(content: &HtmlElement, layers: &[FeatureMaps]) {
    let rows = layers.split_inclusive(|layer| layer.is_pooling);
    let rows = rows.map(|row| {
        [
            "<ul>",
            &row.iter().map(layer_html).collect::<String>(),
            "</ul>",
        ]
        .concat()
    });
    fill(content, ".layers", &rows.collect::<String>());
    let Ok(canvases) = content.query_selector_all(".layers canvas") else {
        return;
    };
    for (index, layer) in (0..).zip(layers) {
        if let Some(canvas) = canvases.item(index) {
            let _ = put(canvas.unchecked_ref(), &tile(layer));
        }
    }
}

fn layer_html(maps: &FeatureMaps) -> String {
    let kind = if maps.is_pooling {
        tr!("Pooling")
    } else {
        tr!("Convolution")
    };
    let FeatureMaps {
        count,
        height,
        width,
        ..
    } = maps;
    let size = tr!(
        "{count} maps, {width}×{height}",
        count = count,
        width = width,
        height = height
    );
    format!(
        "<li data-testid=\"layer\"><canvas role=\"img\" aria-label=\"{kind}: {size}\"></canvas>\
         <b>{kind}</b><small>{size}</small></li>"
    )
}

fn paint(content: &HtmlElement, css: &str, pixels: &Pixels) {
    if let Some(canvas) = find(content, css) {
        // Without a canvas only its label is shown.
        let _ = put(canvas.unchecked_ref(), pixels);
    }
}

fn fill(content: &HtmlElement, css: &str, html: &str) {
    if let Some(element) = find(content, css) {
        element.set_inner_html(html);
    }
}

fn find(content: &Element, css: &str) -> Option<HtmlElement> {
    Some(content.query_selector(css).ok()??.unchecked_into())
}
