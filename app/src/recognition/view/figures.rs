//! Table rows with figures.

use leptos::prelude::*;

use crate::recognition::timing::Phase;

/// Row for a phase of an answer's time; missing figures stay empty.
pub(super) fn phase_row(phase: Phase, figures: Vec<Option<String>>) -> impl IntoView {
    view! { <tr class:total=phase == Phase::Total>{cells(phase.title(), figures)}</tr> }
}

/// Cells of a row: its name and its figures.
pub(crate) fn cells(name: String, figures: Vec<Option<String>>) -> impl IntoView {
    let cell = |figure| view! { <td>{figure}</td> };
    let figures: Vec<_> = figures.into_iter().map(cell).collect();
    view! {
        <th scope="row">{name}</th>
        {figures}
    }
}
