//! Starts browsers, and ends them whatever happens.

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

/// A window in which the whole page of a desk computer has room.
const WINDOW: (u32, u32) = (1200, 1100);

/// A browser that can be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, Chrome and what else chromedriver finds.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK's MiniBrowser, whose engine is Safari's.
    WebKit,
}

impl Browser {
    /// The one that `INKLING_BROWSER` names; Chromium if it names none.
    pub fn chosen() -> Result<Self> {
        match env::var("INKLING_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => {
                bail!("INKLING_BROWSER is {other}; the tests know chromium, firefox and webkit")
            }
        }
    }

    /// What drives it: the program that a variable names, else the one on PATH.
    fn driver(self) -> Command {
        let (variable, name, arguments): (_, _, &[&str]) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver", &[]),
            // Otherwise all that run at once want the same port.
            Self::Firefox => ("GECKODRIVER", "geckodriver", &["--websocket-port=0"]),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver", &[]),
        };
        let mut driver = Command::new(env::var_os(variable).unwrap_or_else(|| name.into()));
        driver.args(arguments);
        driver
    }

    fn port(self) -> Port {
        match self {
            Self::Chromium | Self::Firefox => Port::Announced,
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

/// A running browser; ends when dropped, also by a panic.
pub struct Session {
    // Dropped in this order: the profile can go only when the browser has.
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
                // The tests are in English; of the plain locale WebKitGTK makes a language "C".
                driver.envs([("DISPLAY", display.name()), ("LC_ALL", "en_US.UTF-8")]);
            }
            driver
        })?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(browser.capabilities(profile)?)
            .connect(&driver.url())
            .await
            .context("the browser does not start")?;
        driver.ends_session(client.session_id().await?);
        if browser == Browser::WebKit {
            // It knows no switch for its size.
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

    /// Which browser it is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The connection to the browser.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Where the browser keeps what it remembers.
    pub fn profile(&self) -> &Path {
        &self.profile
    }
}
