//! A drawing, small.

use leptos::prelude::*;
use recognizer::{Drawing, PEN_WIDTH};

use crate::ink::{self, ViewBox};

/// Wide drawings get the room of two, and of three.
pub(super) fn shape(drawing: &Drawing) -> &'static str {
    match ViewBox::of(drawing).aspect() {
        ..1.5 => "",
        1.5..4.0 => "wide",
        _ => "long",
    }
}

pub(super) fn thumbnail(drawing: &Drawing) -> impl IntoView + use<> {
    let paths = drawing
        .strokes
        .iter()
        .map(|stroke| view! { <path d=ink::path(stroke)/> });
    view! {
        <svg
            aria-hidden="true"
            viewBox=ViewBox::of(drawing).to_string()
            fill="none"
            stroke="currentColor"
            stroke-width=PEN_WIDTH.to_string()
            stroke-linecap="round"
            stroke-linejoin="round"
        >
            {paths.collect::<Vec<_>>()}
        </svg>
    }
}
