//! Visitor: a script inside a page that draws, waits and measures without WebDriver in between.

use crate::contestant::Contestant;
use crate::samples::Sample;
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

/// Pause after the start of a browser, which is busy at first.
const SETTLING: Duration = Duration::from_millis(700);

/// Request ID that the page itself never uses, so that it ignores the response as stale.
const OURS: u32 = u32::MAX;

/// Browser with a fresh profile whose pages contain the visitor.
pub(crate) struct Visitor {
    session: Session,
    contestant: Contestant,
}

/// Times of the first answer, in milliseconds from the start of the navigation.
#[derive(Debug, Deserialize)]
pub(crate) struct FirstAnswer {
    /// Paint of the answer.
    pub(crate) answered: f64,
    /// Number that was read.
    pub(crate) number: String,
    /// First contentful paint; `None` if the browser did not report it.
    pub(crate) painted: Option<f64>,
    /// Duration of the longest task over 50 ms; 0 if there was none.
    pub(crate) longest: f64,
}

/// Answer to a drawing.
#[derive(Debug, Deserialize)]
pub(crate) struct Reply {
    /// Milliseconds from the last pointer event to the frame after the answer.
    pub(crate) took: f64,
    /// Number that was read.
    pub(crate) number: String,
}

impl Visitor {
    /// Starts a browser without opening the page, in which the visitor will draw `first`.
    pub(crate) async fn start(contestant: Contestant, first: &Sample) -> Result<Self> {
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

    /// Starts a browser, opens the page and waits for the first answer and the whole page.
    pub(crate) async fn enter(contestant: Contestant, site: &Site, first: &Sample) -> Result<Self> {
        let visitor = Self::start(contestant, first).await?;
        visitor.navigate(site, first).await?;
        visitor.whole().await?;
        Ok(visitor)
    }

    /// Waits for the whole page; only then is its cache filled.
    pub(crate) async fn whole(&self) -> Result<()> {
        self.call("whole()", vec![]).await
    }

    /// WebDriver session of the browser.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Opens the page, or opens it again, and waits for the first answer.
    ///
    /// # Errors
    /// If the answer differs from the recognizer's.
    pub(crate) async fn navigate(&self, site: &Site, first: &Sample) -> Result<FirstAnswer> {
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

    /// Draws with one pointer movement a frame, as a hand does.
    pub(crate) async fn draw_in_frames(&self, drawing: &Drawing) -> Result<()> {
        self.call("drawInFrames(arguments[0])", vec![strokes(drawing)])
            .await
    }

    /// Slows the page's main thread down by a factor; workers keep their speed.
    pub(crate) async fn throttle(&self, factor: u32) -> Result<()> {
        let rate = json!({ "rate": factor });
        let client = self.session.client();
        cdp::send(client, "Emulation.setCPUThrottlingRate", rate).await?;
        Ok(())
    }

    /// Draws, clicks Predict with a mouse, and waits for the answer.
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

    /// Probabilities for these images, classified one by one.
    pub(crate) async fn classify(&self, images: &[DigitImage]) -> Result<Vec<[f32; 10]>> {
        if self.contestant != Contestant::Inkling {
            let images = images.iter().map(bytes).collect();
            return self.call("classify(arguments[0])", vec![images]).await;
        }
        let mut probabilities = Vec::new();
        for image in images {
            let responses = self.post_to_engine(std::slice::from_ref(image), 1).await?;
            let predictions = responses
                .into_iter()
                .flat_map(|(predictions, _)| predictions);
            probabilities.extend(predictions.map(|prediction| *prediction.probabilities()));
        }
        Ok(probabilities)
    }

    /// Milliseconds to classify all of these images, measured `times` times.
    pub(crate) async fn time(&self, images: &[DigitImage], times: usize) -> Result<Vec<f64>> {
        if self.contestant == Contestant::Inkling {
            let responses = self.post_to_engine(images, times).await?;
            return Ok(responses.into_iter().map(|(_, took)| took).collect());
        }
        let images = images.iter().map(bytes).collect();
        let arguments = vec![images, times.into()];
        self.call("time(arguments[0], arguments[1])", arguments)
            .await
    }

    /// Classifies this image `times` times, one after the other.
    pub(crate) async fn repeat(&self, image: &DigitImage, times: usize) -> Result<()> {
        let request = match self.contestant {
            Contestant::Inkling => message(std::slice::from_ref(image)),
            _ => bytes(image),
        };
        let call = "ask(arguments[0], arguments[1])";
        self.call(call, vec![request, times.into()]).await
    }

    /// Predictions of Inkling's engine and its milliseconds, `times` times.
    async fn post_to_engine(
        &self,
        images: &[DigitImage],
        times: usize,
    ) -> Result<Vec<(Vec<recognizer::Prediction>, f64)>> {
        let call = "askEngine(arguments[0], arguments[1])";
        let arguments = vec![message(images), times.into()];
        let responses: Vec<Vec<u8>> = self.call(call, arguments).await?;
        let read = |response: Vec<u8>| match decode(&response)? {
            Response::Predictions {
                id: OURS,
                result,
                inference_ms,
            } => Ok((result?, inference_ms)),
            other => bail!("the engine responds with {other:?}"),
        };
        responses.into_iter().map(read).collect()
    }

    /// Resolution of the page's clock in milliseconds.
    pub(crate) async fn clock_step(&self) -> Result<f64> {
        self.call("clockStep()", vec![]).await
    }

    /// Name and version of the browser.
    pub(crate) fn browser(&self) -> String {
        let capabilities = self.session.client().capabilities();
        let text = |name| capabilities.and_then(|all| all.get(name)?.as_str());
        let [name, version] =
            ["browserName", "browserVersion"].map(|name| text(name).unwrap_or("?"));
        format!("{name} {version}")
    }

    /// Calls a method of the visitor and parses its result.
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
            .with_context(|| format!("{name}: {call} returns {result}"))
    }
}

/// Strokes as coordinates relative to the pad's side.
fn strokes(drawing: &Drawing) -> Value {
    let strokes = drawing.strokes.iter().map(|stroke| {
        let points = stroke.points.iter();
        points
            .map(|at| [at.x / PAD_SIZE, at.y / PAD_SIZE])
            .collect::<Vec<_>>()
    });
    json!(strokes.collect::<Vec<_>>())
}

/// Request to Inkling's engine, as bytes.
fn message(images: &[DigitImage]) -> Value {
    json!(encode(&Request {
        id: OURS,
        images: images.to_vec(),
    }))
}

/// Pixels as bytes.
fn bytes(image: &DigitImage) -> Value {
    json!(image.pixels().as_slice())
}
