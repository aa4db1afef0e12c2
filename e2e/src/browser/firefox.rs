//! Switches and preferences of Firefox.

use fantoccini::wd::Capabilities;
use serde_json::json;
use std::path::Path;

/// Window size of the other browsers.
const WINDOW: [&str; 4] = ["--width", "1200", "--height", "1100"];

/// Capabilities of a new session.
pub(super) fn capabilities(profile: &Path) -> Capabilities {
    let profile = profile.to_string_lossy();
    let switches = ["-headless", "-profile", &profile];
    let switches: Vec<_> = switches.into_iter().chain(WINDOW).collect();
    let options = json!({
        "args": switches,
        "prefs": {
            // Timers of background tabs must not be throttled.
            "dom.min_background_timeout_value": 4,
            // Independent of the system's theme.
            "ui.systemUsesDarkTheme": 0,
        },
    });
    [("moz:firefoxOptions".to_owned(), options)]
        .into_iter()
        .collect()
}
