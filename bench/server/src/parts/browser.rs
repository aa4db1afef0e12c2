//! The page's engine in a real browser, asked as the page asks it.

use anyhow::{Context, Result, bail};
use e2e::{Browser, Session};
use protocol::{Request, Response, decode, encode};
use recognizer::{DigitImage, Prediction};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// Starts a worker and gives its first message: bytes, or the sentence that is sent when it fails.
const START: &str = "
    const [done] = arguments;
    globalThis.hear = done;
    globalThis.engine = new Worker('./engine.js', { type: 'module' });
    engine.onmessage = ({ data }) => hear(typeof data === 'string' ? data : [...data]);
    engine.onerror = ({ message }) => hear(String(message));
";

const ASK: &str = "
    const [bytes, done] = arguments;
    globalThis.hear = done;
    engine.postMessage(Uint8Array.from(bytes));
";

/// A worker that has loaded the model.
pub(super) struct Engine(Session);

impl Engine {
    /// The worker of the page that is served at this address.
    pub(super) async fn start(address: SocketAddr) -> Result<Self> {
        let session = Session::start(Browser::from_env()?).await?;
        session.client().goto(&format!("http://{address}/")).await?;
        let engine = Self(session);
        match engine.call(START, vec![]).await? {
            Response::Ready { .. } => Ok(engine),
            other => bail!("the engine starts with {other:?}"),
        }
    }

    pub(super) async fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>> {
        let images = images.to_vec();
        let request = encode(&Request { id: 0, images });
        match self.call(ASK, vec![json!(request)]).await? {
            Response::Predictions { result, .. } => Ok(result?),
            other => bail!("the engine answers {other:?}"),
        }
    }

    /// The browser's name and version.
    pub(super) fn browser(&self) -> String {
        let capabilities = self.0.client().capabilities();
        let text = |name| capabilities.and_then(|all| all.get(name)?.as_str());
        let version = text("browserVersion").unwrap_or_default();
        let version = version.split('.').next().unwrap_or_default();
        format!("{} {version}", text("browserName").unwrap_or("the browser"))
    }

    async fn call(&self, script: &str, arguments: Vec<Value>) -> Result<Response> {
        let said = self.0.client().execute_async(script, arguments).await?;
        let bytes: Vec<u8> =
            serde_json::from_value(said.clone()).with_context(|| format!("it says {said}"))?;
        Ok(decode(&bytes)?)
    }
}
