//! A visitor inside the page: what it measures has no WebDriver in it.

use anyhow::{Context, Result};
use e2e::{Browser, Session, Site, cdp};
use recognizer::{Drawing, PAD_SIZE};
use scribe::{Hand, STYLES};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("visitor.js");

/// A browser with a fresh profile whose page has the visitor in it.
pub(crate) struct Visitor(Session);

/// When things happened, in milliseconds from the start of the navigation.
#[derive(Deserialize)]
pub(crate) struct FirstAnswer {
    /// The first content was painted.
    pub(crate) paint: f64,
    /// The drawing was there, and Predict was clicked.
    pub(crate) asked: f64,
    /// The answer was painted.
    pub(crate) answer: f64,
}

/// How long an answer took, in milliseconds from the click on Predict.
#[derive(Deserialize)]
pub(crate) struct Answer {
    /// Until it was in the document.
    pub(crate) known: f64,
    /// Until the animation frame after that.
    pub(crate) painted: f64,
}

/// Something that kept the page from reacting.
#[derive(Deserialize, Serialize)]
pub(crate) struct LongTask {
    /// In milliseconds from the start of the navigation.
    pub(crate) start: f64,
    /// In milliseconds.
    pub(crate) duration: f64,
}

impl Visitor {
    /// Starts a browser and opens the page.
    pub(crate) async fn enter(site: &Site) -> Result<Self> {
        let session = Session::start(Browser::chosen()?).await?;
        let script = format!("({SCRIPT})({})", strokes());
        cdp::run_on_new_documents(session.client(), &script).await?;
        session.client().goto(&site.url()).await?;
        Ok(Self(session))
    }

    /// The browser's name and version.
    pub(crate) fn browser(&self) -> String {
        let capabilities = self.0.client().capabilities();
        let text = |name| capabilities.and_then(|all| all.get(name)?.as_str());
        let [name, version] =
            ["browserName", "browserVersion"].map(|name| text(name).unwrap_or("?"));
        format!("{name} {version}")
    }

    pub(crate) async fn first_answer(&self) -> Result<FirstAnswer> {
        self.call("firstAnswer()").await
    }

    pub(crate) async fn ask_again(&self, times: usize) -> Result<Vec<Answer>> {
        self.call(&format!("askAgain({times})")).await
    }

    pub(crate) async fn long_tasks(&self) -> Result<Vec<LongTask>> {
        self.call("longTasks()").await
    }

    pub(crate) async fn clock_step(&self) -> Result<f64> {
        self.call("clockStep()").await
    }

    async fn call<T: DeserializeOwned>(&self, call: &str) -> Result<T> {
        let script =
            format!("const done = arguments[0]; Promise.resolve(visitor.{call}).then(done)");
        let result = self.0.client().execute_async(&script, vec![]).await;
        let result = result.with_context(|| format!("{call} fails"))?;
        Ok(serde_json::from_value(result)?)
    }
}

/// A seven, in parts of the pad's side.
fn strokes() -> Value {
    let seven = STYLES.iter().find(|style| style.digit == 7);
    let drawing: Drawing = seven
        .expect("there is a seven")
        .written_by(&Hand::default());
    let strokes = drawing.strokes.iter().map(|stroke| {
        let points = stroke.points.iter();
        points
            .map(|at| [at.x / PAD_SIZE, at.y / PAD_SIZE])
            .collect::<Vec<_>>()
    });
    json!(strokes.collect::<Vec<_>>())
}
