//! A visitor inside a page: what it measures has no WebDriver in it.

use crate::contestant::Contestant;
use crate::drawings::Drawn;
use crate::serving::Site;
use anyhow::{Context, Result, bail, ensure};
use e2e::{Browser, Session, cdp};
use protocol::{Request, Response, decode, encode};
use recognizer::{DigitImage, Drawing, PAD_SIZE};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

const SCRIPT: &str = include_str!("visitor.js");

/// A browser that has just started is busy with itself.
const SETTLING: Duration = Duration::from_millis(700);

/// A question that the page itself never asks: it takes the answer for one that comes too late.
const OURS: u32 = u32::MAX;

/// A browser with a fresh profile whose pages have the visitor in them.
pub(crate) struct Visitor {
    session: Session,
    contestant: Contestant,
}

/// When things happened, in milliseconds from the start of the navigation.
#[derive(Debug, Deserialize)]
pub(crate) struct FirstAnswer {
    /// The answer was painted.
    pub(crate) answered: f64,
    /// What was read.
    pub(crate) number: String,
    /// The first content was painted.
    pub(crate) painted: Option<f64>,
    /// How long the longest of the tasks took that took over 50 ms; 0 if there was none.
    pub(crate) longest: f64,
}

/// The answer to a drawing.
#[derive(Debug, Deserialize)]
pub(crate) struct Reply {
    /// Milliseconds from the last pointer event to the frame after the answer.
    pub(crate) took: f64,
    /// What was read.
    pub(crate) number: String,
}

impl Visitor {
    /// Starts a browser; it is not at the contestant's page yet, where it will draw `first`.
    pub(crate) async fn start(contestant: Contestant, first: &Drawn) -> Result<Self> {
        let session = Session::start(Browser::from_env()?).await?;
        let (strokes, image) = (strokes(&first.drawing), bytes(&first.image));
        let script = format!("({SCRIPT})({strokes}, {image})");
        cdp::add_init_script(session.client(), &script).await?;
        sleep(SETTLING).await;
        Ok(Self {
            session,
            contestant,
        })
    }

    /// Starts a browser, opens the page and waits for the first answer and all of the page.
    pub(crate) async fn enter(contestant: Contestant, site: &Site, first: &Drawn) -> Result<Self> {
        let visitor = Self::start(contestant, first).await?;
        visitor.navigate(site, first).await?;
        visitor.whole().await?;
        Ok(visitor)
    }

    /// Waits for all of the page; until then its cache is not filled.
    pub(crate) async fn whole(&self) -> Result<()> {
        self.call("whole()", vec![]).await
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Opens the page, or opens it again, and waits for the first answer.
    pub(crate) async fn navigate(&self, site: &Site, first: &Drawn) -> Result<FirstAnswer> {
        let client = self.session.client();
        client.goto("about:blank").await?;
        client.goto(&site.url()).await?;
        let answer: FirstAnswer = self.call("firstAnswer()", vec![]).await?;
        let (name, number) = (self.contestant.name(), &answer.number);
        ensure!(
            *number == first.number,
            "{name} reads {number} where the recognizer reads {}",
            first.number
        );
        Ok(answer)
    }

    /// Draws as a hand does: a movement in every frame.
    pub(crate) async fn draw_in_frames(&self, drawing: &Drawing) -> Result<()> {
        self.call("drawInFrames(arguments[0])", vec![strokes(drawing)])
            .await
    }

    /// Has the browser slow the page's own thread down so many times; its workers run on.
    pub(crate) async fn throttle(&self, times: u32) -> Result<()> {
        let rate = json!({ "rate": times });
        let client = self.session.client();
        cdp::send(client, "Emulation.setCPUThrottlingRate", rate).await?;
        Ok(())
    }

    /// Draws, presses Predict with a mouse, and waits for the answer.
    pub(crate) async fn read(&self, drawing: &Drawing) -> Result<Reply> {
        let [x, y]: [f64; 2] = self
            .call("draw(arguments[0])", vec![strokes(drawing)])
            .await?;
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({
                "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1,
            });
            cdp::send(self.session.client(), "Input.dispatchMouseEvent", event).await?;
        }
        self.call("reply()", vec![]).await
    }

    /// What the contestant says about these images, asked one by one.
    pub(crate) async fn classify(&self, images: &[DigitImage]) -> Result<Vec<[f32; 10]>> {
        if self.contestant != Contestant::Inkling {
            let images = images.iter().map(bytes).collect();
            return self.call("classify(arguments[0])", vec![images]).await;
        }
        let mut probabilities = Vec::new();
        for image in images {
            let answers = self.ask_engine(std::slice::from_ref(image), 1).await?;
            let answered = answers.into_iter().flat_map(|(predictions, _)| predictions);
            probabilities.extend(answered.map(|prediction| *prediction.probabilities()));
        }
        Ok(probabilities)
    }

    /// Milliseconds in which the contestant classifies all of these images, so many times.
    pub(crate) async fn time(&self, images: &[DigitImage], times: usize) -> Result<Vec<f64>> {
        if self.contestant == Contestant::Inkling {
            let answers = self.ask_engine(images, times).await?;
            return Ok(answers.into_iter().map(|(_, took)| took).collect());
        }
        let images = images.iter().map(bytes).collect();
        let arguments = vec![images, times.into()];
        self.call("time(arguments[0], arguments[1])", arguments)
            .await
    }

    /// Has the contestant classify this image so many times, one after the other.
    pub(crate) async fn ask(&self, image: &DigitImage, times: usize) -> Result<()> {
        let question = match self.contestant {
            Contestant::Inkling => message(std::slice::from_ref(image)),
            _ => bytes(image),
        };
        let call = "ask(arguments[0], arguments[1])";
        self.call(call, vec![question, times.into()]).await
    }

    /// The predictions of Inkling's engine and its milliseconds, so many times.
    async fn ask_engine(
        &self,
        images: &[DigitImage],
        times: usize,
    ) -> Result<Vec<(Vec<recognizer::Prediction>, f64)>> {
        let call = "askEngine(arguments[0], arguments[1])";
        let arguments = vec![message(images), times.into()];
        let answers: Vec<Vec<u8>> = self.call(call, arguments).await?;
        let read = |answer: Vec<u8>| match decode(&answer)? {
            Response::Predictions {
                id: OURS,
                result,
                inference_ms,
            } => Ok((result?, inference_ms)),
            other => bail!("the engine says {other:?}"),
        };
        answers.into_iter().map(read).collect()
    }

    /// The smallest step of the page's clock, in milliseconds.
    pub(crate) async fn clock_step(&self) -> Result<f64> {
        self.call("clockStep()", vec![]).await
    }

    /// The browser's name and version.
    pub(crate) fn browser(&self) -> String {
        let capabilities = self.session.client().capabilities();
        let text = |name| capabilities.and_then(|all| all.get(name)?.as_str());
        let [name, version] =
            ["browserName", "browserVersion"].map(|name| text(name).unwrap_or("?"));
        format!("{name} {version}")
    }

    async fn call<T: DeserializeOwned>(&self, call: &str, arguments: Vec<Value>) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve(visitor.{call}).then(done, (error) => done(String(error)))"
        );
        let result = self.session.client().execute_async(&script, arguments);
        let name = self.contestant.name();
        let result = result
            .await
            .with_context(|| format!("{name}: {call} fails"))?;
        serde_json::from_value(result.clone())
            .with_context(|| format!("{name}: {call} gives {result}"))
    }
}

/// In parts of the pad's side.
fn strokes(drawing: &Drawing) -> Value {
    let strokes = drawing.strokes.iter().map(|stroke| {
        let points = stroke.points.iter();
        points
            .map(|at| [at.x / PAD_SIZE, at.y / PAD_SIZE])
            .collect::<Vec<_>>()
    });
    json!(strokes.collect::<Vec<_>>())
}

/// What Inkling's page sends its engine.
fn message(images: &[DigitImage]) -> Value {
    json!(encode(&Request {
        id: OURS,
        images: images.to_vec(),
    }))
}

fn bytes(image: &DigitImage) -> Value {
    json!(image.pixels().as_slice())
}
