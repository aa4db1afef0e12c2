//! Settings in the local storage.

use super::{BrowserEngine, Color, Mode, Pause, Pen, Settings};
use crate::platform::local_storage::{get, set};

// `app/scripts/network.js` reads these two, and the keys of the language and the drawing.
const MODE: &str = "inkling.engine";
const BROWSER_ENGINE: &str = "inkling.browser";

const SERVER: &str = "inkling.server";
// `app/scripts/ink.js` reads these two.
const PEN_COLOR: &str = "inkling.pen.color";
const PEN_SIZE: &str = "inkling.pen.size";

const LIVE_PREVIEW: &str = "inkling.guesses";
const PAUSE: &str = "inkling.pause";
const EXPLAINS: &str = "inkling.explains";

const OFF: &str = "off";
const ON: &str = "on";

/// Settings of an earlier visit; missing or unknown values are the defaults.
pub(super) fn load() -> Settings {
    Settings {
        mode: get(MODE)
            .and_then(|name| Mode::named(&name))
            .unwrap_or_default(),
        engine: get(BROWSER_ENGINE)
            .and_then(|name| BrowserEngine::named(&name))
            .unwrap_or_default(),
        server: get(SERVER).unwrap_or_default(),
        pen: Pen {
            color: get(PEN_COLOR)
                .and_then(|name| Color::named(&name))
                .unwrap_or_default(),
            size: get(PEN_SIZE)
                .and_then(|size| Pen::parse_size(&size))
                .unwrap_or(Pen::default().size),
        },
        live_preview: get(LIVE_PREVIEW).as_deref() != Some(OFF),
        pause: get(PAUSE)
            .and_then(|name| Pause::named(&name))
            .unwrap_or_default(),
        explains: get(EXPLAINS).as_deref() == Some(ON),
    }
}

/// Stores the settings. If the browser refuses, they last until the page is left.
pub(super) fn save(settings: &Settings) {
    let switch = |is_on| if is_on { ON } else { OFF };
    set(MODE, settings.mode.name());
    set(BROWSER_ENGINE, settings.engine.name());
    set(SERVER, &settings.server);
    set(PEN_COLOR, settings.pen.color.name());
    set(PEN_SIZE, &settings.pen.size.to_string());
    set(LIVE_PREVIEW, switch(settings.live_preview));
    set(PAUSE, settings.pause.name());
    set(EXPLAINS, switch(settings.explains));
}
