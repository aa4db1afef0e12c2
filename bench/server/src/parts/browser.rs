//! The page's engine in a real browser, called over the page's own protocol.

use anyhow::{Context, Result, bail};
use e2e::{Browser, Session};
use protocol::{Request, Response, decode, encode};
use recognizer::{DigitImage, Prediction};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// Script that starts the worker and returns its first message: bytes, or the text of an error.
const START: &str = "
    const [done] = arguments;
    globalThis.receive = done;
    globalThis.engine = new Worker('./engine.js', { type: 'module' });
    engine.onmessage = ({ data }) => receive(typeof data === 'string' ? data : [...data]);
    engine.onerror = ({ message }) => receive(String(message));
";

/// Script that posts a request to the worker and returns its response.
const POST: &str = "
    const [bytes, done] = arguments;
    globalThis.receive = done;
    engine.postMessage(Uint8Array.from(bytes));
";

/// Worker that has loaded the model.
pub(super) struct Engine(Session);

impl Engine {
    /// Starts a browser and the worker of the page that is served at this address.
    pub(super) async fn start(address: SocketAddr) -> Result<Self> {
        let session = Session::start(Browser::from_env()?).await?;
        session.client().goto(&format!("http://{address}/")).await?;
        let engine = Self(session);
        match engine.call(START, vec![]).await? {
            Response::Ready { .. } => Ok(engine),
            other => bail!("the engine's first message is {other:?}"),
        }
    }

    /// Predictions of the engine, in the order of the images.
    pub(super) async fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>> {
        let images = images.to_vec();
        let request = encode(&Request { id: 0, images });
        match self.call(POST, vec![json!(request)]).await? {
            Response::Predictions { result, .. } => Ok(result?),
            other => bail!("the engine responds with {other:?}"),
        }
    }

    /// Name and major version of the browser.
    pub(super) fn browser(&self) -> String {
        let capabilities = self.0.client().capabilities();
        let text = |name| capabilities.and_then(|all| all.get(name)?.as_str());
        let version = text("browserVersion").unwrap_or_default();
        let version = version.split('.').next().unwrap_or_default();
        format!("{} {version}", text("browserName").unwrap_or("the browser"))
    }

    async fn call(&self, script: &str, arguments: Vec<Value>) -> Result<Response> {
        let message = self.0.client().execute_async(script, arguments).await?;
        let bytes: Vec<u8> = serde_json::from_value(message.clone())
            .with_context(|| format!("the engine's message is {message}"))?;
        Ok(decode(&bytes)?)
    }
}
