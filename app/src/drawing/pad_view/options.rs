//! Options of the pad: the pen, live preview and the pause after which the drawing is read.

use leptos::ev::Event;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use crate::drawing::Pad;
use crate::settings::{Color, Pause, Pen, Settings};

/// The form as HTML: static except for the values of its fields.
fn form() -> String {
    let [ink, blue, red, green, violet] = Color::ALL.map(Color::title);
    let [never, second, two_seconds] = Pause::ALL.map(Pause::title);
    format!(
        include_str!("options.html"),
        pen_size = tr!("Pen size"),
        color = tr!("Color"),
        ink = ink,
        blue = blue,
        red = red,
        green = green,
        violet = violet,
        guess = tr!("Guess while I draw"),
        predict = tr!("Predict when I pause"),
        never = never,
        second = second,
        two_seconds = two_seconds,
    )
}

#[component]
pub(super) fn PadOptions(pad: Pad) -> impl IntoView {
    let fields = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(fields) = fields.get() {
            pad.settings.with(|settings| show(&fields, settings));
        }
    });
    view! {
        <div
            class="pad-options"
            id="pad-options"
            hidden=move || !pad.shows_options.get()
            inner_html=form()
            node_ref=fields
            on:input=move |event| pad.settings.update(|settings| choose(settings, &event))
        ></div>
    }
}

fn show(fields: &Element, settings: &Settings) {
    let Pen { color, size } = settings.pen;
    let color = format!("[value={}]", color.name());
    if let Some(input) = field::<HtmlInputElement>(fields, "[name=pen-size]") {
        input.set_value(&size.to_string());
    }
    if let Some(input) = field::<HtmlInputElement>(fields, &color) {
        input.set_checked(true);
    }
    if let Some(input) = field::<HtmlInputElement>(fields, "[name=guesses]") {
        input.set_checked(settings.live_preview);
    }
    if let Some(select) = field::<HtmlSelectElement>(fields, "select") {
        select.set_value(settings.pause.name());
    }
}

fn field<F: JsCast>(fields: &Element, selector: &str) -> Option<F> {
    fields.query_selector(selector).ok()??.dyn_into().ok()
}

fn choose(settings: &mut Settings, event: &Event) {
    let name = event_target::<Element>(event).get_attribute("name");
    let value = event_target_value(event);
    match name.as_deref() {
        Some("pen-size") => {
            settings.pen.size = Pen::parse_size(&value).unwrap_or(settings.pen.size)
        }
        Some("pen-color") => settings.pen.color = Color::named(&value).unwrap_or_default(),
        Some("guesses") => settings.live_preview = event_target_checked(event),
        _ => settings.pause = Pause::named(&value).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_a_field() {
        let fields = form();
        let (smallest, largest) = (Pen::SIZES.start(), Pen::SIZES.end());
        assert!(fields.contains(&format!("min=\"{smallest}\" max=\"{largest}\"")));
        for color in Color::ALL {
            assert!(fields.contains(&format!("value=\"{}\"", color.name())));
        }
        for pause in Pause::ALL {
            assert!(fields.contains(&format!("<option value=\"{}\">", pause.name())));
        }
    }
}
