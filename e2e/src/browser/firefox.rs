//! Firefox's switches.

use fantoccini::wd::Capabilities;
use serde_json::json;
use std::path::Path;

/// As large as the other browsers' windows.
const WINDOW: [&str; 4] = ["--width", "1200", "--height", "1100"];

/// How a session is to be started.
pub(super) fn capabilities(profile: &Path) -> Capabilities {
    let profile = profile.to_string_lossy();
    let switches = ["-headless", "-profile", &profile];
    let switches: Vec<_> = switches.into_iter().chain(WINDOW).collect();
    let options = json!({
        "args": switches,
        "prefs": {
            // What is not in the foreground runs as fast as what is.
            "dom.min_background_timeout_value": 4,
            // Systems differ; the tests choose.
            "ui.systemUsesDarkTheme": 0,
        },
    });
    [("moz:firefoxOptions".to_owned(), options)]
        .into_iter()
        .collect()
}
