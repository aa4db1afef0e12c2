//! Set-up of a test: site, browser and opened page, and the checks after the test.

use crate::skipped::skips;
use anyhow::{Context, Result};
use e2e::cdp::{self, Screen};
use e2e::{Browser, Page, Session, Site};
use std::path::Path;
use tokio::runtime::Builder;

/// Init script that removes service workers.
pub(crate) const NO_SERVICE_WORKERS: &str =
    "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })";

/// Runs a test on the opened page in a fresh browser.
pub(crate) fn visit<T>(test: impl AsyncFnOnce(&Page, &Site) -> Result<T>) -> Result<()> {
    visit_with(Setup::new(), test)
}

/// Runs a test on the opened page.
pub(crate) fn visit_with<T>(
    setup: Setup<'_>,
    test: impl AsyncFnOnce(&Page, &Site) -> Result<T>,
) -> Result<()> {
    visit_unopened(setup, async |page: &Page, site: &Site| {
        page.open().await?;
        test(page, site).await
    })
}

/// Runs a test that opens the page itself, for example after it has prepared the site.
pub(crate) fn visit_unopened<T>(
    setup: Setup<'_>,
    test: impl AsyncFnOnce(&Page, &Site) -> Result<T>,
) -> Result<()> {
    let browser = Browser::from_env()?;
    if skips(browser) {
        return Ok(());
    }
    let fresh;
    let site = if let Some(site) = setup.site {
        site
    } else {
        fresh = Site::start()?;
        &fresh
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let session = match setup.profile {
            Some(profile) => Session::start_in(browser, profile).await?,
            None => Session::start(browser).await?,
        };
        let page = site.page(session);
        setup.apply(&page).await?;
        let result = test(&page, site).await;
        setup.check(result, &page, site).await
    })
}

/// Browser and site of a visit, by default fresh ones; errors in the console fail the test.
#[derive(Clone, Default)]
pub(crate) struct Setup<'a> {
    site: Option<&'a Site>,
    profile: Option<&'a Path>,
    screen: Option<Screen>,
    languages: Option<&'a str>,
    init_scripts: Vec<&'a str>,
    expected_error: Option<&'a str>,
}

impl<'a> Setup<'a> {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Visits a site that is shared with other visits.
    pub(crate) fn site(self, site: &'a Site) -> Self {
        let site = Some(site);
        Self { site, ..self }
    }

    /// Starts the browser with this profile, which earlier visits may have used.
    pub(crate) fn profile(self, folder: &'a Path) -> Self {
        let profile = Some(folder);
        Self { profile, ..self }
    }

    /// Emulates a screen.
    pub(crate) fn screen(self, screen: Screen) -> Self {
        let screen = Some(screen);
        Self { screen, ..self }
    }

    /// Emulates a phone.
    pub(crate) fn phone(self) -> Self {
        self.screen(Screen::PHONE)
    }

    /// Emulates the browser's preferred languages.
    pub(crate) fn languages(self, languages: &'a str) -> Self {
        let languages = Some(languages);
        Self { languages, ..self }
    }

    /// Runs a script before those of the page.
    pub(crate) fn init_script(mut self, script: &'a str) -> Self {
        self.init_scripts.push(script);
        self
    }

    /// Removes service workers, so that the site sees a request for each file that the page uses.
    pub(crate) fn without_service_workers(self) -> Self {
        self.init_script(NO_SERVICE_WORKERS)
    }

    /// Allows errors in the console that contain this text; "" allows all.
    pub(crate) fn expect_error(self, text: &'a str) -> Self {
        let expected_error = Some(text);
        Self {
            expected_error,
            ..self
        }
    }

    async fn apply(&self, page: &Page) -> Result<()> {
        for script in &self.init_scripts {
            page.add_init_script(script).await?;
        }
        if let Some(screen) = self.screen {
            page.emulate_screen(screen).await?;
        }
        if let Some(languages) = self.languages {
            cdp::emulate_languages(page.client(), languages).await?;
        }
        Ok(())
    }

    /// Asserts that the browser reports nothing that the test does not expect.
    async fn check<T>(&self, result: Result<T>, page: &Page, site: &Site) -> Result<()> {
        let mut errors = page.console_errors().await?;
        result.with_context(|| format!("the console's errors are {errors:?}"))?;
        let is_expected = |error: &str| self.expected_error.is_some_and(|it| error.contains(it));
        errors.retain(|error| !is_expected(error));
        assert_eq!(errors, [""; 0]);
        assert_eq!(site.take_foreign_requests(), 0);
        assert_eq!(site.take_violations(), [""; 0]);
        Ok(())
    }
}
