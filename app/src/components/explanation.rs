//! How the digit that is looked at was read, step by step, for a class to look at.
//!
//! What differs between digits is put into places of `steps.html`: as views they would cost the page
//! three times the bytes.

mod pixels;
mod source;
mod steps;

use leptos::ev::MouseEvent;
use leptos::html::{Details, Div};
use leptos::prelude::*;
use protocol::FeatureMaps;
use recognizer::{DigitImage, Stages};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

use super::chart;
use super::model_input::put;
use crate::explanation::{Explanation, Source, Subject};
use crate::session::Session;
use pixels::{Pixels, colored, framed, grays, margins, sheet};
use source::{boxed, outline, source};
use steps::steps;

/// Side of the network's input in pixels.
const SIDE: usize = DigitImage::SIDE;

#[component]
pub(super) fn ExplanationPanel(session: Session) -> impl IntoView {
    let (details, place) = (NodeRef::<Details>::new(), NodeRef::<Div>::new());
    let has_answer = session.has_explanation();
    let toggle = move |_| {
        if let Some(details) = details.get_untracked() {
            session.show_explanation(details.open());
        }
    };
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            session
                .explanation
                .with(|explanation| show(&place, explanation));
        }
    });
    // The only button is the one that tries again.
    let click = move |event: MouseEvent| {
        let target = event.target();
        if target.is_some_and(|target| target.is_instance_of::<HtmlButtonElement>()) {
            session.explain();
        }
    };
    view! {
        <details
            class="quiet explanation"
            data-testid="explanation"
            hidden=move || !has_answer.get()
            prop:open=move || session.settings.with(|settings| settings.explains)
            node_ref=details
            on:toggle=toggle
        >
            <summary>{tr!("How this digit was read")}</summary>
            <div node_ref=place on:click=click></div>
        </details>
    }
}

fn show(place: &HtmlElement, explanation: &Explanation) {
    let Some(subject) = &explanation.subject else {
        return place.set_inner_html("");
    };
    if place.first_element_child().is_none() {
        place.set_inner_html(&steps());
    }
    for (name, value) in [
        ("data-state", explanation.progress.name()),
        ("data-source", subject.source.name()),
        (
            "data-reader",
            if subject.is_built_in {
                "here"
            } else {
                "elsewhere"
            },
        ),
    ] {
        // These are names that attributes can have.
        let _ = place.set_attribute(name, value);
    }
    show_stages(place, subject);
    show_layers(place, &explanation.layers);
    if let Some(chart) = find(place, ".chart") {
        chart::show(&chart, *subject.digit.prediction.probabilities());
    }
    let image = &subject.digit.image;
    paint(
        place,
        "[data-testid=saliency] canvas",
        &colored(image, &explanation.saliency),
    );
    let answer = subject.digit.prediction.top1().to_string();
    fill(place, "[data-testid=saliency] span", &answer);
}

fn show_stages(place: &HtmlElement, subject: &Subject) {
    fill(place, ".ink", &source(subject));
    let image = &subject.digit.image;
    paint(
        place,
        "[data-testid=stage-centered] canvas",
        &grays(SIDE, image.pixels()),
    );
    let (found, over) = match (&subject.stages, &subject.source) {
        (Some(stages), Source::Drawing { .. }) => found(stages),
        _ => (grays(1, &[0]), boxed(subject)),
    };
    paint(place, "[data-testid=stage-box] canvas", &found);
    fill(place, "[data-testid=stage-box] .frame-square > div", &over);
    if let Some(stage) = find(place, "[data-testid=stage-fitted]") {
        stage.set_hidden(subject.stages.is_none());
    }
    if let Some(Stages { fitted, .. }) = &subject.stages {
        let [left, top] = margins(fitted, SIDE);
        let over = [left, top, fitted.width(), fitted.height()].map(|length| length as f64);
        paint(
            place,
            "[data-testid=stage-fitted] canvas",
            &framed(fitted, SIDE),
        );
        fill(
            place,
            "[data-testid=stage-fitted] .frame-square > div",
            &outline(SIDE, over),
        );
    }
}

/// The ink, drawn anew, and the box around it.
fn found(stages: &Stages) -> (Pixels, String) {
    let side = (SIDE as f64 / stages.scale) as usize;
    let [left, top] = margins(&stages.ink, side);
    let bounds = stages.bounds;
    let over = [
        bounds.left + left as f64,
        bounds.top + top as f64,
        bounds.width(),
        bounds.height(),
    ];
    (framed(&stages.ink, side), outline(side, over))
}

/// Rows of layers end with the pooling that makes the maps smaller.
fn show_layers(place: &HtmlElement, layers: &[FeatureMaps]) {
    let rows = layers.split_inclusive(|layer| layer.is_pooling);
    let rows =
        rows.map(|row| ["<ul>", &row.iter().map(layer).collect::<String>(), "</ul>"].concat());
    fill(place, ".layers", &rows.collect::<String>());
    let Ok(canvases) = place.query_selector_all(".layers canvas") else {
        return;
    };
    for (index, layer) in (0..).zip(layers) {
        if let Some(canvas) = canvases.item(index) {
            let _ = put(canvas.unchecked_ref(), &sheet(layer));
        }
    }
}

fn layer(maps: &FeatureMaps) -> String {
    let kind = match maps.is_pooling {
        true => tr!("Pooling"),
        false => tr!("Convolution"),
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

fn paint(place: &HtmlElement, css: &str, pixels: &Pixels) {
    if let Some(canvas) = find(place, css) {
        // A browser that refuses the canvas shows no picture; its label says what it would be.
        let _ = put(canvas.unchecked_ref(), pixels);
    }
}

fn fill(place: &HtmlElement, css: &str, html: &str) {
    if let Some(element) = find(place, css) {
        element.set_inner_html(html);
    }
}

fn find(place: &Element, css: &str) -> Option<HtmlElement> {
    Some(place.query_selector(css).ok()??.unchecked_into())
}
