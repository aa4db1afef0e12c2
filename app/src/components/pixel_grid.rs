//! A digit for people who do not draw: 28 by 28 pixels that keys turn to ink, read as a picture.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use recognizer::DigitImage;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, File, HtmlDialogElement, HtmlElement};

use super::model_input::paint;
use crate::pixel_grid::PixelGrid;
use crate::session::Session;

const NAME: &str = "pixels.bmp";

#[component]
pub(super) fn PixelGridDialog(session: Session) -> impl IntoView {
    let grid = StoredValue::new(PixelGrid::default());
    let press = move |event: KeyboardEvent| {
        // Buttons have keys of their own.
        let cells = at(&event).filter(|element| element.class_name() == "cells");
        if cells.is_some() && key(session, grid, &event) {
            event.prevent_default();
        }
    };
    let click = move |event: MouseEvent| {
        let act = at(&event).and_then(|element| element.get_attribute("data-act"));
        match act.as_deref() {
            Some("close") => close(),
            Some("read") => read(session, grid),
            Some(_) => change(grid, PixelGrid::clear),
            None => {}
        }
    };
    let down = move |event: PointerEvent| point(grid, &event, PixelGrid::touch);
    let move_on = move |event: PointerEvent| {
        if event.buttons() == 1 {
            point(grid, &event, PixelGrid::drag);
        }
    };
    view! {
        <dialog
            class="grid"
            aria-labelledby="grid"
            inner_html=grid.with_value(content)
            on:keydown=press
            on:click=click
            on:pointerdown=down
            on:pointermove=move_on
        ></dialog>
    }
}

/// Nothing in it changes but the pixels and what is said of the one that keys are about.
fn content(grid: &PixelGrid) -> String {
    format!(
        include_str!("pixel_grid.html"),
        grid = tr!("Pixel grid"),
        close = tr!("Close pixel grid"),
        escape = tr!("Close (Escape)"),
        keys = tr!(
            "Arrow keys, Home, End, Page Up and Page Down move; with Shift they paint. Space paints or \
             erases one pixel, Delete erases all, Enter reads the digit."
        ),
        cells = tr!("Pixels of a digit"),
        says = said(grid),
        read = tr!("Read pixels"),
        clear = tr!("Clear pixels"),
    )
}

/// Of the pixel that keys are about.
fn said(grid: &PixelGrid) -> String {
    let (x, y) = grid.at();
    let [row, column] = [y + 1, x + 1];
    match grid.is_ink() {
        true => tr!(
            "Row {row}, column {column}: ink",
            row = row,
            column = column
        ),
        false => tr!(
            "Row {row}, column {column}: paper",
            row = row,
            column = column
        ),
    }
}

/// Opens what was made before.
pub(super) fn open() {
    if let Some(dialog) = find("dialog.grid") {
        // It only fails where it is open already.
        let _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
}

fn close() {
    find("dialog.grid").inspect(|dialog| dialog.unchecked_ref::<HtmlDialogElement>().close());
}

/// Whether it means anything here.
fn key(session: Session, grid: StoredValue<PixelGrid>, event: &KeyboardEvent) -> bool {
    let key = event.key();
    if key == "Enter" {
        read(session, grid);
        return true;
    }
    let mut is_known = false;
    change(grid, |grid| is_known = grid.press(&key, event.shift_key()));
    is_known
}

fn point(
    grid: StoredValue<PixelGrid>,
    event: &PointerEvent,
    act: fn(&mut PixelGrid, usize, usize),
) {
    let Some(cells) = at(event).and_then(|element| element.closest(".cells").ok()?) else {
        return;
    };
    let bounds = cells.get_bounding_client_rect();
    let pixel = bounds.width() / DigitImage::SIDE as f64;
    let place = |at: i32, start: f64| ((f64::from(at) - start) / pixel) as usize;
    let x = place(event.client_x(), bounds.left());
    let y = place(event.client_y(), bounds.top());
    change(grid, |grid| act(grid, x, y));
}

/// Changes the grid, and shows and says how it is now.
fn change(grid: StoredValue<PixelGrid>, act: impl FnOnce(&mut PixelGrid)) {
    grid.update_value(|grid| {
        act(grid);
        show(grid);
    });
}

fn show(grid: &PixelGrid) {
    let (x, y) = grid.at();
    if let Some(cells) = find(".cells") {
        let style = cells.unchecked_ref::<HtmlElement>().style();
        // A browser that refuses shows no pixels; what is said of them stands without it.
        let _ = style.set_property("--x", &x.to_string());
        let _ = style.set_property("--y", &y.to_string());
        let canvas = cells.first_element_child();
        let _ = canvas.map(|canvas| paint(canvas.unchecked_ref(), Some(&grid.grays())));
    }
    find("dialog.grid [role=status]").inspect(|status| status.set_text_content(Some(&said(grid))));
}

/// Unless there is nothing in it.
fn read(session: Session, grid: StoredValue<PixelGrid>) {
    if let Some(file) = grid.with_value(picture) {
        close();
        session.choose_picture(file);
    }
}

fn picture(grid: &PixelGrid) -> Option<File> {
    if grid.is_blank() {
        return None;
    }
    let bytes = js_sys::Uint8Array::from(&*grid.bmp());
    let parts = js_sys::Array::of1(&JsValue::from(bytes));
    File::new_with_u8_array_sequence(&parts, NAME).ok()
}

fn at(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn find(css: &str) -> Option<Element> {
    document().query_selector(css).ok()?
}
