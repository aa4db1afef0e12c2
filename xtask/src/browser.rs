//! Browsers with their WebDrivers: found on this machine, or installed where that takes one command.

use crate::tools;
use anyhow::{Result, bail};
use std::env::consts::{EXE_SUFFIX, OS};
use std::env::{self};
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// Browser of the end-to-end tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

impl Browser {
    /// Value of `INKLING_BROWSER`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Environment variable with the path of its driver.
    pub(crate) fn driver_variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            Self::WebKit => "WEBKITDRIVER",
        }
    }

    fn driver_name(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    /// Debian packages of the browser and its driver.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::WebKit => &["webkit2gtk-driver", "xvfb"],
        }
    }

    /// Whether everything besides the driver is installed.
    fn is_present(self, sh: &Shell) -> bool {
        let has = |names: &[&str]| names.iter().any(|name| find(sh, name).is_some());
        // Browsers are not on PATH there; their drivers find them.
        let in_applications = OS == "macos" || OS == "windows";
        match self {
            Self::Chromium => in_applications || has(&CHROMIUM),
            Self::Firefox => in_applications || has(&["firefox-esr", "firefox"]),
            Self::WebKit => has(&["Xvfb"]),
        }
    }

    fn how_to_install(self) -> &'static str {
        match (self, OS) {
            (Self::Chromium, "macos") => "install Chrome, then `brew install --cask chromedriver`",
            (Self::Chromium, "windows") => {
                "install Chrome, then `npm install --global chromedriver`"
            }
            (Self::Chromium, _) => {
                "on Debian `sudo apt-get install chromium chromium-driver`, on Fedora `sudo dnf install chromium chromedriver`, \
                 on Arch `sudo pacman -S chromium`, elsewhere Chrome and `npm install --global chromedriver`"
            }
            (Self::Firefox, "macos" | "windows") => "install Firefox from https://www.firefox.com",
            (Self::Firefox, _) => {
                "on Debian `sudo apt-get install firefox-esr`, elsewhere `firefox`"
            }
            (Self::WebKit, "macos" | "windows") => "WebKitGTK runs on Linux only",
            (Self::WebKit, _) => {
                "on Debian `sudo apt-get install webkit2gtk-driver xvfb`, \
                 on Fedora `sudo dnf install webkit2gtk4.1 xorg-x11-server-Xvfb`, \
                 on Arch `sudo pacman -S webkit2gtk-4.1 xorg-server-xvfb`"
            }
        }
    }
}

const CHROMIUM: [&str; 4] = ["chromium", "google-chrome", "chromium-browser", "chrome"];

/// Ensures Chromium; returns the path of its driver.
pub(crate) fn ensure_driver(sh: &Shell) -> Result<PathBuf> {
    ensure(sh, Browser::Chromium)
}

/// Ensures a browser; returns the path of its driver.
pub(crate) fn ensure(sh: &Shell, browser: Browser) -> Result<PathBuf> {
    if browser == Browser::Firefox {
        tools::ensure_geckodriver(sh)?;
    }
    if let Some(driver) = driver(sh, browser) {
        return Ok(driver);
    }
    if is_root_on_debian(sh) {
        println!("Installing {browser:?} and its driver.");
        let packages = browser.packages();
        cmd!(sh, "apt-get update").quiet().ignore_stdout().run()?;
        cmd!(
            sh,
            "apt-get install --yes --no-install-recommends {packages...}"
        )
        .run()?;
    }
    match driver(sh, browser) {
        Some(driver) => Ok(driver),
        None => bail!(
            "the tests in {browser:?} need it and {}: {}",
            browser.driver_name(),
            browser.how_to_install()
        ),
    }
}

fn driver(sh: &Shell, browser: Browser) -> Option<PathBuf> {
    let driver = env::var_os(browser.driver_variable())
        .map(PathBuf::from)
        .or_else(|| find(sh, browser.driver_name()));
    driver.filter(|_| browser.is_present(sh))
}

/// First Chromium on PATH, for programs that start it without a driver.
pub(crate) fn chromium(sh: &Shell) -> Option<PathBuf> {
    CHROMIUM.iter().find_map(|name| find(sh, name))
}

fn find(sh: &Shell, name: &str) -> Option<PathBuf> {
    let file = format!("{name}{EXE_SUFFIX}");
    let path = sh.var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

fn is_root_on_debian(sh: &Shell) -> bool {
    let debian = sh
        .read_file("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    debian
        && cmd!(sh, "id -u")
            .quiet()
            .read()
            .is_ok_and(|user| user == "0")
}
