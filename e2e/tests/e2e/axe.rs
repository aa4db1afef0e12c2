//! axe-core has nothing to say about any view, in both themes, on a desk and on a phone.

use crate::camera;
use crate::ink::{digit, number, scribble};
use crate::visit::visit_with_errors;
use anyhow::{Context, Result};
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer, Site};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DESK: Screen = Screen {
    width: 1200,
    height: 1000,
    scale: 1.0,
    mobile: false,
};

/// Nobody answers there.
const NOBODY: &str = "http://127.0.0.1:9";

/// Every rule that it has; what it finds, in words.
const RUN: &str = "const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        done(violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`))))";

/// What was found so far, by view.
struct Inspection<'page> {
    page: &'page Page,
    axe: String,
    found: Vec<String>,
}

impl<'page> Inspection<'page> {
    fn new(page: &'page Page) -> Result<Self> {
        let file = env::var("INKLING_AXE")
            .context("INKLING_AXE names no axe-core; `cargo xtask test --only e2e` installs it")?;
        Ok(Self {
            page,
            axe: fs::read_to_string(file)?,
            found: Vec::new(),
        })
    }

    async fn look(&mut self, view: &str) -> Result<()> {
        let client = self.page.client();
        client.execute(&self.axe, vec![]).await?;
        let found: Vec<Value> = serde_json::from_value(client.execute_async(RUN, vec![]).await?)?;
        let found = found.iter().filter_map(Value::as_str);
        self.found
            .extend(found.map(|violation| format!("{view}: {violation}")));
        Ok(())
    }

    async fn drawing(&mut self) -> Result<()> {
        let page = self.page;
        page.open().await?;
        self.look("start").await?;
        page.click("Pen and guesses").await?;
        self.look("pen").await?;
        page.click("Pen and guesses").await?;
        page.read(&number("26", 110.0, 92.0), Pointer::Mouse)
            .await?;
        page.digit(1).await?.click().await?;
        self.look("answer of a number").await?;
        page.clear_canvas().await?;
        page.notice().await?;
        self.look("notice").await?;
        page.click("Close").await?;
        let scribble = scribble(0, 300.0, 0.0).into_iter().collect();
        page.judge(&scribble, Pointer::Mouse).await?;
        self.look("not a digit").await
    }

    async fn history(&mut self) -> Result<()> {
        let page = self.page;
        page.history_of(2).await?;
        page.open_entry(1).await?;
        page.label_entry("27").await?;
        self.look("entry").await?;
        page.close_entry().await?;
        self.look("history with accuracy").await
    }

    async fn pictures(&mut self, folder: &Path) -> Result<()> {
        let page = self.page;
        let (picture, no_picture) = (folder.join("seven.png"), folder.join("none.png"));
        fs::write(&picture, crate::pictures::seven()?)?;
        fs::write(&no_picture, "no picture")?;
        page.choose_picture(&picture).await?;
        page.answer_in("ready").await?;
        self.look("picture").await?;
        page.click("Back to drawing").await?;
        page.choose_picture(&no_picture).await?;
        page.picture_error().await?;
        self.look("picture that is none").await?;
        page.click("Pixel grid").await?;
        self.look("pixel grid").await?;
        page.click("Close pixel grid").await
    }

    async fn camera(&mut self) -> Result<()> {
        let page = self.page;
        camera::show(page).await?;
        self.look("camera").await?;
        page.click("Close camera").await?;
        camera::show_none(page).await?;
        self.look("no camera").await?;
        page.click("Close camera").await
    }

    async fn comparison(&mut self) -> Result<()> {
        let page = self.page;
        page.choose_engine("Compare").await?;
        page.server_in("ready").await?;
        page.clear_canvas().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.compared().await?;
        self.look("comparison and statistics").await?;
        page.click("Measure").await?;
        page.wait_for("[data-testid=benchmark][data-state=done]")
            .await?;
        self.look("benchmark").await
    }

    async fn own_model(&mut self) -> Result<()> {
        let page = self.page;
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/recognizer/tests/models");
        page.choose_engine("Browser").await?;
        page.choose_model(&models.join("wrong-input.onnx")).await?;
        page.own_model_error().await?;
        self.look("own model that is none").await?;
        page.choose_model(&models.join("pytorch.onnx")).await?;
        page.own_model_in("ready").await?;
        self.look("own model").await
    }

    async fn server(&mut self) -> Result<()> {
        let page = self.page;
        page.choose_engine("Server").await?;
        page.enter_server(NOBODY).await?;
        page.server_in("unreachable").await?;
        page.predict().await?;
        page.answer_in("error").await?;
        self.look("server that does not answer").await
    }

    async fn full_screen(&mut self) -> Result<()> {
        self.page.click("Full screen").await?;
        self.look("full screen").await?;
        self.page.click("Full screen").await
    }
}

async fn check(screen: Screen, theme: &str) -> Result<()> {
    visit_with_errors(NOBODY, async |page: &Page, site: &Site| {
        site.allow(NOBODY);
        let folder = TempDir::new()?;
        cdp::show_on(page.client(), screen).await?;
        cdp::prefer_color_scheme(page.client(), theme).await?;
        let mut inspection = Inspection::new(page)?;
        inspection.drawing().await?;
        // A phone takes pictures with a program of its own.
        match screen.mobile {
            true => inspection.full_screen().await?,
            false => inspection.camera().await?,
        }
        inspection.history().await?;
        inspection.pictures(folder.path()).await?;
        inspection.comparison().await?;
        inspection.own_model().await?;
        inspection.server().await?;
        assert!(inspection.found.is_empty(), "{:#?}", inspection.found);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_found_on_a_light_desk() -> Result<()> {
    check(DESK, "light").await
}

#[tokio::test]
async fn nothing_is_found_on_a_dark_desk() -> Result<()> {
    check(DESK, "dark").await
}

#[tokio::test]
async fn nothing_is_found_on_a_light_phone() -> Result<()> {
    check(Screen::PHONE, "light").await
}

#[tokio::test]
async fn nothing_is_found_on_a_dark_phone() -> Result<()> {
    check(Screen::PHONE, "dark").await
}
