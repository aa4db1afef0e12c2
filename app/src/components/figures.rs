//! Rows of tables that have figures in them.

use leptos::prelude::*;

use crate::timing::Part;

/// A part of an answer's time, with a cell for each figure; one that is missing stays empty.
pub(super) fn part_row(part: Part, figures: Vec<Option<String>>) -> impl IntoView {
    view! { <tr class:total=part == Part::Total>{cells(part.title(), figures)}</tr> }
}

/// What the cells of a row are: its name, and its figures.
pub(super) fn cells(name: String, figures: Vec<Option<String>>) -> impl IntoView {
    let cell = |figure| view! { <td>{figure}</td> };
    let figures: Vec<_> = figures.into_iter().map(cell).collect();
    view! {
        <th scope="row">{name}</th>
        {figures}
    }
}
