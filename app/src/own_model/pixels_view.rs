//! Fields for the pixel values that the model expects, and a preview of what it gets.

mod decimal;

use leptos::ev::Event;
use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{DigitImage, InkValue, PixelConvention};
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;

use super::OwnModel;
use crate::i18n::translation::localized_number;
use crate::platform::canvas::paint_grays;
use decimal::normalize;

#[component]
pub(super) fn PixelsView(model: OwnModel) -> impl IntoView {
    // Whether the last entry was no usable number; it stays in its field, to be corrected.
    let is_wrong = RwSignal::new(false);
    view! {
        <fieldset class="pixels" data-testid="own-model-pixels">
            <legend>{tr!("Pixels that your model wants")}</legend>
            <Preview model/>
            <div class="controls">
                <InkChoice model/>
                <NumberField model is_wrong label=tr!("Mean") test_id="own-model-mean" read=|it| it.mean()
                    change=|it, mean| PixelConvention::new(it.ink_value(), mean, it.deviation()).ok()/>
                <NumberField model is_wrong label=tr!("Deviation") test_id="own-model-deviation"
                    read=|it| it.deviation()
                    change=|it, deviation| PixelConvention::new(it.ink_value(), it.mean(), deviation).ok()/>
            </div>
            <p class="hint" data-testid="own-model-range" role="status">
                {move || if is_wrong.get() {
                    tr!("Mean and deviation are numbers, such as 0.1307; the deviation is over 0.")
                } else {
                    value_range(model.convention.get())
                }}
            </p>
        </fieldset>
    }
}

#[component]
fn InkChoice(model: OwnModel) -> impl IntoView {
    let convention = model.convention;
    let choose = move |event| {
        let ink = match event_target_value(&event).as_str() {
            "0" => InkValue::Zero,
            _ => InkValue::One,
        };
        let old = convention.get_untracked();
        if let Ok(new) = PixelConvention::new(ink, old.mean(), old.deviation()) {
            model.set_convention(new);
        }
    };
    let is = move |ink| convention.get().ink_value() == ink;
    view! {
        <label>
            {tr!("Ink is")}
            <select data-testid="own-model-ink" on:change=choose>
                <option value="1" prop:selected=move || is(InkValue::One)>{tr!("1, paper 0")}</option>
                <option value="0" prop:selected=move || is(InkValue::Zero)>{tr!("0, paper 1")}</option>
            </select>
        </label>
    }
}

#[component]
fn NumberField(
    model: OwnModel,
    is_wrong: RwSignal<bool>,
    label: String,
    test_id: &'static str,
    read: fn(PixelConvention) -> f32,
    change: fn(PixelConvention, f32) -> Option<PixelConvention>,
) -> impl IntoView {
    let convention = model.convention;
    let enter = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        let old = convention.get_untracked();
        // The browser parses the number, which saves the page a parser.
        let number = normalize(&field.value()).map(|text| JsValue::from(text).unchecked_into_f64());
        let new = number.and_then(|number| change(old, number as f32));
        is_wrong.set(new.is_none());
        if let Some(new) = new {
            model.set_convention(new);
            field.set_value(&read(new).to_string());
        }
    };
    view! {
        <label>
            {label}
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                data-testid=test_id
                prop:value=move || read(convention.get()).to_string()
                on:change=enter
            />
        </label>
    }
}

/// Selected digit as the model gets it; larger values are lighter.
#[component]
fn Preview(model: OwnModel) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let digit = model.recognition.selected_digit;
        let image = digit.with(|digit| Some(digit.as_ref()?.image.clone()));
        let blank = || DigitImage::new([0; DigitImage::PIXELS]);
        let grays = grays(model.convention.get(), &image.unwrap_or_else(blank));
        // Without a canvas there is no preview; everything else works.
        let _ = paint_grays(&canvas, Some(&grays));
    });
    view! {
        <figure class="seen">
            <canvas
                node_ref=canvas
                data-testid="own-model-preview"
                role="img"
                aria-label=tr!("The 28 by 28 pixels that your model gets")
                width=DigitImage::SIDE
                height=DigitImage::SIDE
            ></canvas>
            <figcaption>{tr!("What it gets")}</figcaption>
        </figure>
    }
}

/// Gray levels of the values that the model gets, scaled from the smallest to the largest possible.
fn grays(convention: PixelConvention, image: &DigitImage) -> Vec<u8> {
    let (paper, ink) = (convention.paper(), convention.ink());
    let (min, span) = (paper.min(ink), (ink - paper).abs());
    let gray = |value: f32| (255.0 * (value - min) / span).round() as u8;
    convention.feed(image).map(gray).collect()
}

/// Explains the values for paper and ink.
fn value_range(convention: PixelConvention) -> String {
    let (paper, ink) = (convention.paper(), convention.ink());
    let [paper, ink] = [paper, ink].map(|number| localized_number(&format!("{number:.2}")));
    tr!(
        "It gets {paper} for paper and {ink} for full ink. Many models want 0 to 1; some a mean and \
         deviation of 0.5, or MNIST's of 0.1307 and 0.3081.",
        paper = paper,
        ink = ink
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_is_dark_where_values_are_small() {
        let mut pixels = [0; DigitImage::PIXELS];
        (pixels[0], pixels[1]) = (255, 51);
        let image = DigitImage::new(pixels);
        for (ink, mean, expected) in [
            (InkValue::One, 0.0, [255, 51, 0]),
            (InkValue::One, 0.5, [255, 51, 0]),
            (InkValue::Zero, 0.5, [0, 204, 255]),
        ] {
            let convention = PixelConvention::new(ink, mean, 0.5).expect("a convention");
            assert_eq!(grays(convention, &image)[..3], expected, "{convention:?}");
        }
    }
}
