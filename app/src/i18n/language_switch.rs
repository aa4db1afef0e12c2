//! Language selection; each language is listed by its own name.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlSelectElement;

use super::language::Language;
use super::locale::select_language;

/// Select element for the language. It is not rendered anew in another language, so it keeps the focus.
#[component]
pub(crate) fn LanguageSwitch(
    language: RwSignal<Language>,
    /// Receives a sentence if a language cannot be loaded.
    on_error: Callback<String>,
) -> impl IntoView {
    let label = move || {
        language.track();
        tr!("Language")
    };
    let option = move |offered: Language| {
        view! {
            <option
                value=offered.tag()
                lang=offered.tag()
                prop:selected=move || language.get() == offered
            >
                {offered.name()}
            </option>
        }
    };
    let select = move |event| {
        let select: HtmlSelectElement = event_target(&event);
        let selected = Language::from_tag(&select.value()).unwrap_or_default();
        spawn_local(async move {
            if select_language(selected).await.is_ok() {
                language.set(selected);
            } else {
                select.set_value(language.get_untracked().tag());
                on_error.run(load_error(selected));
            }
        });
    };
    view! {
        <select class="language" translate="no" aria-label=label data-testid="language" on:change=select>
            {Language::ALL.map(option)}
        </select>
    }
}

fn load_error(language: Language) -> String {
    tr!(
        "{language} could not be loaded. Check your connection, then choose it again.",
        language = language.name()
    )
}
