//! Browser sessions, which end with the test even if it panics.

mod driver;
mod firefox;
mod webkit;

use crate::cdp;
use anyhow::{Context, Result, bail};
use driver::{Driver, Port};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use webkit::Display;

/// Window size in CSS pixels that shows the whole desktop page.
const WINDOW: (u32, u32) = (1200, 1100);

/// Browser under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, Chrome or another browser that chromedriver finds.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK's MiniBrowser, which shares Safari's engine.
    WebKit,
}

impl Browser {
    /// Browser named by `INKLING_BROWSER`; Chromium by default.
    ///
    /// # Errors
    /// If the name is unknown.
    pub fn from_env() -> Result<Self> {
        match env::var("INKLING_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => {
                bail!("INKLING_BROWSER is {other}; the tests know chromium, firefox and webkit")
            }
        }
    }

    /// Command of the WebDriver: the program named by a variable, else the one on `PATH`.
    fn driver(self) -> Command {
        let (variable, name, arguments): (_, _, &[&str]) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver", &[]),
            // The default port would clash between parallel tests.
            Self::Firefox => ("GECKODRIVER", "geckodriver", &["--websocket-port=0"]),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver", &[]),
        };
        let mut driver = Command::new(env::var_os(variable).unwrap_or_else(|| name.into()));
        driver.args(arguments);
        driver
    }

    fn port(self) -> Port {
        match self {
            Self::Chromium | Self::Firefox => Port::Printed,
            Self::WebKit => Port::Given,
        }
    }

    fn capabilities(self, profile: &Path) -> Result<Capabilities> {
        Ok(match self {
            Self::Chromium => cdp::capabilities(profile),
            Self::Firefox => firefox::capabilities(profile),
            Self::WebKit => webkit::capabilities()?,
        })
    }
}

/// Running browser; ends when dropped, also by a panic.
pub struct Session {
    // Drop order: the profile is deleted after the browser has ended.
    client: Client,
    _driver: Driver,
    _display: Option<Display>,
    browser: Browser,
    profile: PathBuf,
    _temporary: Option<TempDir>,
}

impl Session {
    /// Starts the browser with a fresh profile.
    pub async fn start(browser: Browser) -> Result<Self> {
        let profile = TempDir::new()?;
        let session = Self::start_in(browser, profile.path()).await?;
        Ok(Self {
            _temporary: Some(profile),
            ..session
        })
    }

    /// Starts the browser with the profile in this folder.
    pub async fn start_in(browser: Browser, profile: &Path) -> Result<Self> {
        let display = (browser == Browser::WebKit).then(Display::start);
        let display = display.transpose()?;
        let mut driver = Driver::start(browser.port(), || {
            let mut driver = browser.driver();
            if let Some(display) = &display {
                // WebKitGTK would report the plain locale as language "C".
                driver.envs([("DISPLAY", display.name()), ("LC_ALL", "en_US.UTF-8")]);
            }
            driver
        })?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(browser.capabilities(profile)?)
            .connect(&driver.url())
            .await
            .context("the browser does not start")?;
        driver.own_session(client.session_id().await?);
        if browser == Browser::WebKit {
            // MiniBrowser has no switch for its size.
            client.set_window_size(WINDOW.0, WINDOW.1).await?;
        }
        Ok(Self {
            client,
            _driver: driver,
            _display: display,
            browser,
            profile: profile.to_owned(),
            _temporary: None,
        })
    }

    /// Browser of this session.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// WebDriver connection.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Folder of the profile.
    pub fn profile(&self) -> &Path {
        &self.profile
    }
}
