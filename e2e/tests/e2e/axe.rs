//! axe-core finds no violation in any view, in both themes, on a desktop and on a phone.

use crate::camera;
use crate::own_model::example;
use crate::pictures::photo_of_seven;
use crate::visit::{Setup, visit_unopened};
use anyhow::{Context, Result};
use e2e::cdp::{self, Screen};
use e2e::ink::{number, scribble};
use e2e::{Page, Site};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DESKTOP: Screen = Screen {
    width: 1200,
    height: 1000,
    scale: 1.0,
    mobile: false,
};

/// Address at which no server listens.
const NO_SERVER: &str = "http://127.0.0.1:9";

/// Runs every rule of axe-core and returns the violations as sentences.
const RUN: &str = "const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        done(violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`))))";

/// Walk through the views of the page, with the violations found so far.
struct Inspection<'page> {
    page: &'page Page,
    axe: String,
    violations: Vec<String>,
}

impl<'page> Inspection<'page> {
    fn new(page: &'page Page) -> Result<Self> {
        let file = env::var("INKLING_AXE").context(
            "INKLING_AXE must name axe-core's script; `cargo xtask test --only e2e` installs it",
        )?;
        Ok(Self {
            page,
            axe: fs::read_to_string(file)?,
            violations: Vec::new(),
        })
    }

    async fn inspect(&mut self, view: &str) -> Result<()> {
        let client = self.page.client();
        client.execute(&self.axe, vec![]).await?;
        let found: Vec<Value> = serde_json::from_value(client.execute_async(RUN, vec![]).await?)?;
        let found = found.iter().filter_map(Value::as_str);
        self.violations
            .extend(found.map(|violation| format!("{view}: {violation}")));
        Ok(())
    }

    async fn drawing(&mut self) -> Result<()> {
        let page = self.page;
        self.inspect("start").await?;
        page.click("Pen and guesses").await?;
        self.inspect("pen").await?;
        page.click("Pen and guesses").await?;
        page.read(&number("26")).await?;
        page.select_digit(1).await?;
        self.inspect("answer of a number").await?;
        page.clear_canvas().await?;
        page.notice().await?;
        self.inspect("notice").await?;
        page.click("Close").await?;
        page.judge(&scribble()).await?;
        self.inspect("not a digit").await
    }

    async fn history(&mut self) -> Result<()> {
        let page = self.page;
        page.wait_for_history(2).await?;
        page.open_entry(1).await?;
        page.label_entry("27").await?;
        self.inspect("entry").await?;
        page.close_entry().await?;
        self.inspect("history with accuracy").await
    }

    async fn pictures(&mut self, folder: &Path) -> Result<()> {
        let page = self.page;
        let (picture, no_picture) = (folder.join("seven.png"), folder.join("none.png"));
        fs::write(&picture, photo_of_seven()?)?;
        fs::write(&no_picture, "no picture")?;
        page.choose_picture(&picture).await?;
        page.wait_for_answer("ready").await?;
        self.inspect("picture").await?;
        page.click("Back to drawing").await?;
        page.choose_picture(&no_picture).await?;
        page.picture_error().await?;
        self.inspect("invalid picture").await?;
        page.click("Pixel grid").await?;
        self.inspect("pixel grid").await?;
        page.click("Close pixel grid").await
    }

    async fn camera(&mut self) -> Result<()> {
        let page = self.page;
        camera::open_fake(page).await?;
        self.inspect("camera").await?;
        page.click("Close camera").await?;
        camera::open_missing(page).await?;
        self.inspect("no camera").await?;
        page.click("Close camera").await
    }

    async fn comparison(&mut self) -> Result<()> {
        let page = self.page;
        page.connect("Compare").await?;
        page.clear_canvas().await?;
        page.read_digit(7).await?;
        page.compared().await?;
        self.inspect("comparison and statistics").await?;
        page.click("Measure").await?;
        page.wait_for("[data-testid=benchmark][data-state=done]")
            .await?;
        self.inspect("benchmark").await
    }

    async fn own_model(&mut self) -> Result<()> {
        let page = self.page;
        page.choose_engine("Browser").await?;
        page.choose_model(&example("wrong-input.onnx")).await?;
        page.own_model_error().await?;
        self.inspect("invalid own model").await?;
        page.load_model(&example("pytorch.onnx")).await?;
        self.inspect("own model").await
    }

    async fn server(&mut self) -> Result<()> {
        let page = self.page;
        page.choose_engine("Server").await?;
        page.enter_server(NO_SERVER).await?;
        page.wait_for_server("unreachable").await?;
        page.predict().await?;
        page.wait_for_answer("error").await?;
        self.inspect("unreachable server").await
    }

    async fn full_screen(&mut self) -> Result<()> {
        self.page.click("Full screen").await?;
        self.inspect("full screen").await?;
        self.page.click("Full screen").await
    }
}

fn check(screen: Screen, theme: &str) -> Result<()> {
    let setup = Setup::new().screen(screen).expect_error(NO_SERVER);
    visit_unopened(setup, async |page: &Page, site: &Site| {
        site.allow_origin(NO_SERVER);
        let folder = TempDir::new()?;
        cdp::emulate_color_scheme(page.client(), theme).await?;
        page.open().await?;
        let mut inspection = Inspection::new(page)?;
        inspection.drawing().await?;
        // Phones take pictures with their camera app instead.
        if screen.mobile {
            inspection.full_screen().await?;
        } else {
            inspection.camera().await?;
        }
        inspection.history().await?;
        inspection.pictures(folder.path()).await?;
        inspection.comparison().await?;
        inspection.own_model().await?;
        inspection.server().await?;
        assert_eq!(inspection.violations, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_light_desktop_has_no_violations() -> Result<()> {
    check(DESKTOP, "light")
}

#[test]
fn a_dark_desktop_has_no_violations() -> Result<()> {
    check(DESKTOP, "dark")
}

#[test]
fn a_light_phone_has_no_violations() -> Result<()> {
    check(Screen::PHONE, "light")
}

#[test]
fn a_dark_phone_has_no_violations() -> Result<()> {
    check(Screen::PHONE, "dark")
}
