//! Dialog in which keys or a pointer paint a digit of 28×28 pixels, which is read as a picture.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use recognizer::DigitImage;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, HtmlDialogElement, HtmlElement};

use super::super::Pictures;
use super::PixelGrid;
use crate::platform::canvas::paint_grays;
use crate::platform::dom::{find, target};
use crate::platform::pointers::{draws, is_released};

const NAME: &str = "pixels.bmp";

#[component]
pub(crate) fn PixelGridDialog(pictures: Pictures) -> impl IntoView {
    let grid = StoredValue::new(PixelGrid::default());
    let press = move |event: KeyboardEvent| {
        // Buttons handle their own keys.
        let cells = target(&event).filter(|element| element.class_name() == "cells");
        if cells.is_some() && press_key(pictures, grid, &event) {
            event.prevent_default();
        }
    };
    let click = move |event: MouseEvent| {
        let act = target(&event).and_then(|element| element.get_attribute("data-act"));
        match act.as_deref() {
            Some("close") => close(),
            Some("read") => submit(pictures, grid),
            Some(_) => change(grid, PixelGrid::clear),
            None => {}
        }
    };
    let painter = StoredValue::new(None);
    let press_pointer = move |event: PointerEvent| {
        if draws(&event) {
            painter.set_value(Some(event.pointer_id()));
            paint_at(grid, &event, PixelGrid::toggle);
        }
    };
    let move_pointer = move |event: PointerEvent| {
        if painter.get_value() == Some(event.pointer_id()) && !is_released(&event) {
            paint_at(grid, &event, PixelGrid::drag);
        }
    };
    let lift_pointer = move |_| painter.set_value(None);
    view! {
        <dialog
            class="grid"
            aria-labelledby="grid"
            inner_html=grid.with_value(html)
            on:keydown=press
            on:click=click
            on:pointerdown=press_pointer
            on:pointermove=move_pointer
            on:pointerup=lift_pointer
            on:pointercancel=lift_pointer
        ></dialog>
    }
}

/// Static content; only the canvas and the status line change.
fn html(grid: &PixelGrid) -> String {
    format!(
        include_str!("dialog.html"),
        grid = tr!("Pixel grid"),
        close = tr!("Close pixel grid"),
        escape = tr!("Close (Escape)"),
        keys = tr!(
            "Arrow keys, Home, End, Page Up and Page Down move; with Shift they paint. Space paints or \
             erases one pixel, Delete erases all, Enter reads the digit."
        ),
        cells = tr!("Pixels of a digit"),
        status = cursor_status(grid),
        read = tr!("Read pixels"),
        clear = tr!("Clear pixels"),
    )
}

/// Position and content of the pixel under the cursor.
fn cursor_status(grid: &PixelGrid) -> String {
    let (x, y) = grid.cursor();
    let [row, column] = [y + 1, x + 1];
    if grid.is_ink() {
        tr!(
            "Row {row}, column {column}: ink",
            row = row,
            column = column
        )
    } else {
        tr!(
            "Row {row}, column {column}: paper",
            row = row,
            column = column
        )
    }
}

/// Opens the dialog with the pixels of last time.
pub(crate) fn open() {
    if let Some(dialog) = find("dialog.grid") {
        // `show_modal` fails only if the dialog is already open.
        let _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
}

fn close() {
    find("dialog.grid").inspect(|dialog| dialog.unchecked_ref::<HtmlDialogElement>().close());
}

/// Handles a key; returns whether the grid has a meaning for it.
fn press_key(pictures: Pictures, grid: StoredValue<PixelGrid>, event: &KeyboardEvent) -> bool {
    let key = event.key();
    if key == "Enter" {
        submit(pictures, grid);
        return true;
    }
    let mut is_known = false;
    change(grid, |grid| is_known = grid.press(&key, event.shift_key()));
    is_known
}

/// Applies `act` to the pixel under the pointer: column, then row.
fn paint_at(
    grid: StoredValue<PixelGrid>,
    event: &PointerEvent,
    act: fn(&mut PixelGrid, usize, usize),
) {
    let Some(cells) = target(event).and_then(|element| element.closest(".cells").ok()?) else {
        return;
    };
    let bounds = cells.get_bounding_client_rect();
    let pixel = bounds.width() / DigitImage::SIDE as f64;
    let index = |position: i32, start: f64| ((f64::from(position) - start) / pixel) as usize;
    let x = index(event.client_x(), bounds.left());
    let y = index(event.client_y(), bounds.top());
    change(grid, |grid| act(grid, x, y));
}

/// Changes the grid and updates the canvas and the status line.
fn change(grid: StoredValue<PixelGrid>, act: impl FnOnce(&mut PixelGrid)) {
    grid.update_value(|grid| {
        act(grid);
        render(grid);
    });
}

fn render(grid: &PixelGrid) {
    let (x, y) = grid.cursor();
    if let Some(cells) = find(".cells") {
        let style = cells.unchecked_ref::<HtmlElement>().style();
        // Without a canvas the pixels are not shown; the status line still is.
        let _ = style.set_property("--x", &x.to_string());
        let _ = style.set_property("--y", &y.to_string());
        let canvas = cells.first_element_child();
        let _ = canvas.map(|canvas| paint_grays(canvas.unchecked_ref(), Some(&grid.grays())));
    }
    find("dialog.grid [role=status]")
        .inspect(|status| status.set_text_content(Some(&cursor_status(grid))));
}

/// Opens the pixels as a picture, unless all are paper.
fn submit(pictures: Pictures, grid: StoredValue<PixelGrid>) {
    if let Some(file) = grid.with_value(bmp_file) {
        close();
        pictures.open(file);
    }
}

fn bmp_file(grid: &PixelGrid) -> Option<File> {
    if grid.is_blank() {
        return None;
    }
    let bytes = js_sys::Uint8Array::from(&*grid.bmp());
    let parts = js_sys::Array::of1(&JsValue::from(bytes));
    File::new_with_u8_array_sequence(&parts, NAME).ok()
}
