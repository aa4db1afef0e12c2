//! The live preview in a line of text. It is not announced: screen readers get the answer only.

use leptos::prelude::*;

use crate::drawing::{DrawingState, Pad};
use crate::i18n::format::percent;
use crate::recognition::LivePreview;
use crate::recognition::answer::not_whole;
use crate::recognition::live_preview::Preview;

#[component]
pub(crate) fn PreviewLine(live_preview: LivePreview, pad: Pad) -> impl IntoView {
    let preview = live_preview.preview;
    let number =
        move || preview.with(|preview| preview.as_ref().map(|preview| preview.number.to_string()));
    let is_current = Memo::new(move |_| {
        let version = pad.state.with(DrawingState::version);
        let is_about_it = |preview: &Preview| preview.version == version;
        preview.with(|preview| preview.as_ref().is_some_and(is_about_it))
    });
    view! {
        <p
            class="guess-line"
            data-testid="guess"
            data-number=number
            data-current=move || is_current.get().to_string()
        >
            {move || preview.with(|preview| preview.as_ref().map(text))}
        </p>
    }
}

fn text(Preview { number, .. }: &Preview) -> String {
    if let Some(kind) = not_whole(number) {
        return kind;
    }
    if number.is_rejected() {
        return tr!("No digit yet");
    }
    tr!(
        "Looks like {guess}, {sure} sure",
        guess = number,
        sure = percent(number.confidence())
    )
}
