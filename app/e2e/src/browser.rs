//! Starts browsers, and ends them whatever happens.

mod driver;

use crate::cdp;
use anyhow::{Context, Result, bail};
use driver::Driver;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use std::env;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A browser that can be driven.
#[derive(Clone, Copy, Debug)]
pub enum Browser {
    /// Chromium, Chrome and what else chromedriver finds.
    Chromium,
}

impl Browser {
    /// The one that `INKLING_BROWSER` names; Chromium if it names none.
    pub fn chosen() -> Result<Self> {
        match env::var("INKLING_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok(other) => bail!("INKLING_BROWSER is {other}; the tests know chromium"),
        }
    }

    fn driver(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
        }
    }

    fn capabilities(self, profile: &Path) -> Capabilities {
        match self {
            Self::Chromium => cdp::capabilities(profile),
        }
    }
}

/// A running browser; ends when dropped, also by a panic.
pub struct Session {
    // Dropped in this order: the profile can go only when the browser has.
    client: Client,
    _driver: Driver,
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
        let (variable, name) = browser.driver();
        let program = env::var_os(variable).unwrap_or_else(|| name.into());
        let mut driver = Driver::start(&program)?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(browser.capabilities(profile))
            .connect(&driver.url())
            .await
            .context("the browser does not start")?;
        driver.ends_session(client.session_id().await?);
        Ok(Self {
            client,
            _driver: driver,
            profile: profile.to_owned(),
            _temporary: None,
        })
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
