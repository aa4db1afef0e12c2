//! What only Chromium has: its switches, its console's log and the DevTools protocol.

use crate::command::Command;
use anyhow::{Context, Result};
use fantoccini::Client;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::path::Path;

/// No window, no sandbox (containers have none) and no errands of the browser's own.
const SWITCHES: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A camera that sees a moving picture, and whoever asks for it may have it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
];

/// A window in which the whole page of a desk computer has room.
const WINDOW: &str = "--window-size=1200,1000";

/// How a session is to be started.
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
    let answer = client.issue_cmd(Command::Post("goog/cdp/execute", body));
    answer.await.with_context(|| format!("{name} is refused"))
}

/// Runs a script in every document from now on, before the document's own scripts.
pub async fn run_on_new_documents(client: &Client, script: &str) -> Result<()> {
    let parameters = json!({ "source": script });
    send(client, "Page.addScriptToEvaluateOnNewDocument", parameters).await?;
    Ok(())
}

/// A screen: its size in CSS pixels, and how many of its pixels one of these is.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// Whether it is a phone's.
    pub mobile: bool,
}

impl Screen {
    /// A phone's.
    pub const PHONE: Self = Self {
        width: 390,
        height: 844,
        scale: 3.0,
        mobile: true,
    };
}

/// Shows the page on this screen. A phone's has touch.
pub async fn show_on(client: &Client, screen: Screen) -> Result<()> {
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

/// Makes the system prefer "light" or "dark".
pub async fn prefer_color_scheme(client: &Client, scheme: &str) -> Result<()> {
    let preference = json!({ "name": "prefers-color-scheme", "value": scheme });
    let media = json!({ "features": [preference] });
    send(client, "Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

/// Makes the browser prefer these languages, as in "de-AT,en".
pub async fn prefer_languages(client: &Client, languages: &str) -> Result<()> {
    let name = client.execute("return navigator.userAgent", vec![]).await?;
    let preference = json!({ "userAgent": name, "acceptLanguage": languages });
    send(client, "Emulation.setUserAgentOverride", preference).await?;
    Ok(())
}

/// Draws a path with a finger that the browser then takes away: its `pointercancel`.
///
/// WebDriver has an action for it, which chromedriver 156 accepts and does not carry out.
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

/// Draws a path with a pen that is pressed this hard, 0 to 1. WebDriver's pens press evenly here.
pub async fn draw_pressed(client: &Client, path: &[(f64, f64)], force: f64) -> Result<()> {
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

/// Touches with a finger that stays.
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

/// Forbids scripts, from the next document on.
pub async fn forbid_scripts(client: &Client) -> Result<()> {
    let parameters = json!({ "value": true });
    send(client, "Emulation.setScriptExecutionDisabled", parameters).await?;
    Ok(())
}

/// The errors in the console since it was read last.
pub async fn console_errors(client: &Client) -> Result<Vec<String>> {
    let body = json!({ "type": "browser" });
    let entries = client.issue_cmd(Command::Post("se/log", body)).await?;
    let entries = entries.as_array().context("the log is no list")?.iter();
    Ok(entries
        .filter(|entry| entry["level"] == "SEVERE")
        .map(|entry| entry["message"].as_str().unwrap_or_default())
        .filter(|message| !is_of_the_browser(message))
        .map(str::to_owned)
        .collect())
}

/// Whether a script of Chromium's own made the error: the tab that a visit starts in may have been its
/// start page.
fn is_of_the_browser(message: &str) -> bool {
    message.starts_with("chrome://")
}
