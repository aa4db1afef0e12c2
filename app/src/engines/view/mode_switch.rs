//! The choice between browser, server and both.

use leptos::prelude::*;

use crate::settings::Mode;

/// Radio buttons, so that the arrow keys move between them.
#[component]
pub(crate) fn ModeSwitch(mode: Memo<Mode>, on_choose: Callback<Mode>) -> impl IntoView {
    let option = move |offered: Mode| {
        view! {
            <label>
                <input
                    type="radio"
                    name="engine"
                    value=offered.name()
                    prop:checked=move || mode.get() == offered
                    on:change=move |_| on_choose.run(offered)
                />
                <span>{offered.title()}</span>
            </label>
        }
    };
    view! {
        <div
            class="switch"
            role="radiogroup"
            aria-labelledby="engines"
            data-testid="engine"
            data-engine=move || mode.get().name()
        >
            {Mode::ALL.map(option)}
        </div>
    }
}
