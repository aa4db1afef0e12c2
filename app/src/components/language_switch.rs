//! The choice of a language. Each is called what its readers call it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlSelectElement;

use crate::language::Language;
use crate::notices::Notice;
use crate::session::Session;
use crate::speaking;
use crate::storage;

/// It stays when all else is said anew, so the focus does.
#[component]
pub(super) fn LanguageSwitch(session: Session, language: RwSignal<Language>) -> impl IntoView {
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
    let choose = move |event| {
        let select: HtmlSelectElement = event_target(&event);
        let chosen = Language::tagged(&select.value()).unwrap_or_default();
        spawn_local(async move {
            match speaking::speak(chosen).await {
                Ok(()) => {
                    storage::save_language(chosen);
                    language.set(chosen);
                }
                Err(_) => {
                    select.set_value(language.get_untracked().tag());
                    session
                        .notices
                        .update(|open| open.show(not_fetched(chosen)));
                }
            }
        });
    };
    view! {
        <select class="language" aria-label=label data-testid="language" on:change=choose>
            {Language::ALL.map(option)}
        </select>
    }
}

fn not_fetched(language: Language) -> Notice {
    let language = language.name();
    Notice::Said(tr!(
        "{language} could not be loaded. Check your connection, then choose it again.",
        language = language
    ))
}
