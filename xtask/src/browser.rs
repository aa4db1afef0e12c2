//! Finds a browser that can be driven, and installs it where that is one command.

use anyhow::{Result, bail};
use std::env::consts::{EXE_SUFFIX, OS};
use std::env::{self};
use std::path::PathBuf;
use xshell::{Shell, cmd};

const BROWSERS: [&str; 4] = ["chromium", "google-chrome", "chromium-browser", "chrome"];

/// The path of a chromedriver whose browser is there too.
pub(crate) fn ensure_driver(sh: &Shell) -> Result<PathBuf> {
    if let Some(driver) = driver(sh) {
        return Ok(driver);
    }
    if is_root_on_debian(sh) {
        println!("Installing Chromium and its driver.");
        cmd!(sh, "apt-get update").quiet().ignore_stdout().run()?;
        cmd!(
            sh,
            "apt-get install --yes --no-install-recommends chromium chromium-driver"
        )
        .run()?;
    }
    match driver(sh) {
        Some(driver) => Ok(driver),
        None => bail!(
            "the browser tests need Chrome and chromedriver: {}",
            how_to_install()
        ),
    }
}

fn driver(sh: &Shell) -> Option<PathBuf> {
    let driver = env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .or_else(|| find(sh, "chromedriver"));
    let in_applications = OS == "macos" || OS == "windows";
    let browser = in_applications || BROWSERS.iter().any(|name| find(sh, name).is_some());
    driver.filter(|_| browser)
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

fn how_to_install() -> &'static str {
    match OS {
        "macos" => "install Chrome, then `brew install --cask chromedriver`",
        "windows" => "install Chrome, then `npm install --global chromedriver`",
        _ => {
            "on Debian `sudo apt-get install chromium chromium-driver`, on Fedora `sudo dnf install chromium chromedriver`, \
              on Arch `sudo pacman -S chromium`, elsewhere Chrome and `npm install --global chromedriver`"
        }
    }
}
