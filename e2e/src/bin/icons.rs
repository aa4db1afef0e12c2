//! Renders `FOLDER/icon.svg` as the pictures that the web manifest names. Usage: `icons FOLDER`.

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use e2e::cdp::{self, Screen};
use e2e::{Browser, Session};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

const SIZES: [(&str, u32, Background); 3] = [
    ("icon-192.png", 192, Background::None),
    ("icon-512.png", 512, Background::None),
    ("icon-maskable.png", 512, Background::Icon),
];

#[derive(Clone, Copy)]
enum Background {
    None,
    /// Color of the icon: systems crop maskable icons to their own shape.
    Icon,
}

impl Background {
    fn color(self) -> Value {
        match self {
            Self::None => json!({ "r": 0, "g": 0, "b": 0, "a": 0 }),
            Self::Icon => json!({ "r": 0x3d, "g": 0x4b, "b": 0xd6, "a": 1 }),
        }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("pass the folder with icon.svg")?;
    let icon = BASE64_STANDARD.encode(fs::read(folder.join("icon.svg"))?);
    let session = Session::start(Browser::from_env()?).await?;
    let page = format!(
        "data:text/html,<body style='margin:0'><img style='display:block;width:100vw' src='data:image/svg+xml;base64,{icon}'>"
    );
    session.client().goto(&page).await?;
    for (name, size, background) in SIZES {
        fs::write(folder.join(name), draw(&session, size, background).await?)?;
    }
    Ok(())
}

async fn draw(session: &Session, size: u32, background: Background) -> Result<Vec<u8>> {
    let client = session.client();
    let screen = Screen {
        width: size,
        height: size,
        scale: 1.0,
        mobile: false,
    };
    cdp::emulate_screen(client, screen).await?;
    let color = json!({ "color": background.color() });
    cdp::send(client, "Emulation.setDefaultBackgroundColorOverride", color).await?;
    let picture = cdp::send(client, "Page.captureScreenshot", json!({})).await?;
    let picture = picture["data"]
        .as_str()
        .context("the screenshot has no data")?;
    Ok(BASE64_STANDARD.decode(picture)?)
}
