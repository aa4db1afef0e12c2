//! Features of Chromium alone: its switches, console log and DevTools protocol.

use crate::command::Command;
use anyhow::{Context, Result};
use fantoccini::Client;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::path::Path;

/// Switches: headless, without the sandbox that containers lack, without background services.
const SWITCHES: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Fake camera with a moving picture, allowed without a prompt.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
];

/// Window size in CSS pixels that shows the whole desktop page.
const WINDOW: &str = "--window-size=1200,1000";

/// Capabilities of a new session.
pub(crate) fn capabilities(profile: &Path) -> Capabilities {
    let profile = format!("--user-data-dir={}", profile.display());
    let switches = SWITCHES.into_iter().chain([WINDOW, &profile]);
    let options = json!({ "args": switches.collect::<Vec<_>>() });
    [
        ("goog:chromeOptions".to_owned(), options),
        ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" })),
    ]
    .into_iter()
    .collect()
}

/// Sends a command of the DevTools protocol.
pub async fn send(client: &Client, name: &str, parameters: Value) -> Result<Value> {
    let body = json!({ "cmd": name, "params": parameters });
    let response = client.issue_cmd(Command::Post("goog/cdp/execute", body));
    response.await.with_context(|| format!("{name} is refused"))
}

/// Runs a script in every later document, before the document's own scripts.
pub async fn add_init_script(client: &Client, script: &str) -> Result<()> {
    let parameters = json!({ "source": script });
    send(client, "Page.addScriptToEvaluateOnNewDocument", parameters).await?;
    Ok(())
}

/// Emulated screen.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// Whether the viewport and the touch input are those of a phone.
    pub mobile: bool,
}

impl Screen {
    /// Common phone in portrait orientation.
    pub const PHONE: Self = Self {
        width: 390,
        height: 844,
        scale: 3.0,
        mobile: true,
    };
}

/// Emulates a screen, with touch input if it is a phone's.
pub async fn emulate_screen(client: &Client, screen: Screen) -> Result<()> {
    let metrics = json!({
        "width": screen.width,
        "height": screen.height,
        "deviceScaleFactor": screen.scale,
        "mobile": screen.mobile,
    });
    send(client, "Emulation.setDeviceMetricsOverride", metrics).await?;
    let touch = json!({ "enabled": screen.mobile });
    send(client, "Emulation.setTouchEmulationEnabled", touch).await?;
    Ok(())
}

/// Emulates the system's preference for "light" or "dark".
pub async fn emulate_color_scheme(client: &Client, scheme: &str) -> Result<()> {
    emulate_media(client, "", &[("prefers-color-scheme", scheme)]).await
}

/// Emulates a medium, "" for the screen, and features of it by their names.
pub async fn emulate_media(client: &Client, medium: &str, features: &[(&str, &str)]) -> Result<()> {
    let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
    let features: Vec<_> = features.iter().map(feature).collect();
    let media = json!({ "media": medium, "features": features });
    send(client, "Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

/// Emulates the browser's preferred languages, for example "de-AT,en".
pub async fn emulate_languages(client: &Client, languages: &str) -> Result<()> {
    let name = client.execute("return navigator.userAgent", vec![]).await?;
    let preference = json!({ "userAgent": name, "acceptLanguage": languages });
    send(client, "Emulation.setUserAgentOverride", preference).await?;
    Ok(())
}

/// Draws a path with a finger and ends it with `pointercancel`.
///
/// chromedriver 156 accepts WebDriver's action for that without performing it.
pub async fn draw_canceled(client: &Client, path: &[(f64, f64)]) -> Result<()> {
    for (index, (x, y)) in path.iter().enumerate() {
        let kind = if index == 0 {
            "touchStart"
        } else {
            "touchMove"
        };
        touch(client, kind, json!([{ "x": x, "y": y }])).await?;
    }
    touch(client, "touchCancel", json!([])).await
}

/// Draws a path with a pen at this pressure, 0 to 1; WebDriver's pens have a fixed one.
pub async fn draw_with_pressure(client: &Client, path: &[(f64, f64)], force: f64) -> Result<()> {
    let last = path.len() - 1;
    let pressed = |kind, at| (kind, 1, at);
    let moves = path.iter().map(|&at| pressed("mouseMoved", at));
    let events = [pressed("mousePressed", path[0])]
        .into_iter()
        .chain(moves)
        .chain([("mouseReleased", 0, path[last])]);
    for (kind, buttons, (x, y)) in events {
        let event = json!({
            "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1,
            "pointerType": "pen", "force": force,
        });
        send(client, "Input.dispatchMouseEvent", event).await?;
    }
    Ok(())
}

/// Touches with a finger that stays down.
pub async fn touch_down(client: &Client, (x, y): (f64, f64)) -> Result<()> {
    touch(client, "touchStart", json!([{ "x": x, "y": y }])).await
}

/// Lifts all fingers.
pub async fn touch_up(client: &Client) -> Result<()> {
    touch(client, "touchEnd", json!([])).await
}

async fn touch(client: &Client, kind: &str, points: Value) -> Result<()> {
    let event = json!({ "type": kind, "touchPoints": points });
    send(client, "Input.dispatchTouchEvent", event).await?;
    Ok(())
}

/// Deletes the databases of an origin, as users can in the browser's settings.
pub async fn clear_databases(client: &Client, origin: &str) -> Result<()> {
    let parameters = json!({ "origin": origin, "storageTypes": "indexeddb" });
    send(client, "Storage.clearDataForOrigin", parameters).await?;
    Ok(())
}

/// Disables scripts, from the next document on.
pub async fn disable_scripts(client: &Client) -> Result<()> {
    let parameters = json!({ "value": true });
    send(client, "Emulation.setScriptExecutionDisabled", parameters).await?;
    Ok(())
}

/// Takes the errors in the console since the last call.
pub async fn console_errors(client: &Client) -> Result<Vec<String>> {
    let body = json!({ "type": "browser" });
    let entries = client.issue_cmd(Command::Post("se/log", body)).await?;
    let entries = entries.as_array().context("the log is not a list")?.iter();
    Ok(entries
        .filter(|entry| entry["level"] == "SEVERE")
        .map(|entry| entry["message"].as_str().unwrap_or_default())
        .filter(|message| !is_internal(message))
        .map(str::to_owned)
        .collect())
}

/// Whether the error comes from Chromium's start page, which the first tab may show.
fn is_internal(message: &str) -> bool {
    message.starts_with("chrome://")
}
