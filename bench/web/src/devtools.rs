//! The DevTools protocol to all parts of a browser, its workers included, which WebDriver lacks.

use crate::trace::CATEGORIES;
use anyhow::{Context, Result, bail, ensure};
use e2e::Session;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A connection to a browser.
pub(crate) struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    calls: u64,
}

/// Bytes that a page and its workers use.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub(crate) struct Memory {
    /// Of WebAssembly memories.
    pub(crate) wasm: f64,
    /// Of the scripts' heaps, garbage collected.
    pub(crate) heap: f64,
}

impl Memory {
    pub(crate) fn total(self) -> f64 {
        self.wasm + self.heap
    }
}

/// What tells the bytes of the WebAssembly memories in a page: the visitor.
const IN_PAGE: &str = "visitor.wasmMemory()";
/// The same in Inkling's worker, whose module has started already and gives what it has then.
const IN_WORKER: &str = "import('./worker.js')
    .then((engine) => engine.default())
    .then(({ memory }) => memory.buffer.byteLength)";

/// A browser that has not answered until then has crashed.
const PATIENCE: Duration = Duration::from_secs(60);

impl DevTools {
    /// Connects to the browser of this session.
    pub(crate) async fn connect(session: &Session) -> Result<Self> {
        // A browser writes there where it listens: its port, then its path.
        let file = session.profile().join("DevToolsActivePort");
        let text = fs::read_to_string(&file)
            .with_context(|| format!("the browser has not written {}", file.display()))?;
        let (port, path) = text.split_once('\n').context("there is no path in it")?;
        let url = format!("ws://127.0.0.1:{port}{}", path.trim_end());
        let (socket, _) = connect_async(url).await?;
        Ok(Self { socket, calls: 0 })
    }

    /// What the page and its workers use now, without garbage.
    pub(crate) async fn memory(&mut self) -> Result<Memory> {
        let mut memory = Memory::default();
        for (target, expression) in self.targets().await? {
            let attach = json!({ "targetId": target, "flatten": true });
            let attached = self.call(None, "Target.attachToTarget", attach).await?;
            let place = attached["sessionId"].as_str();
            let place = place.context("DevTools attach without a session")?;
            self.add(place, expression, &mut memory).await?;
            let detach = json!({ "sessionId": place });
            self.call(None, "Target.detachFromTarget", detach).await?;
        }
        Ok(memory)
    }

    /// Page and workers, and what tells the bytes of their memories.
    async fn targets(&mut self) -> Result<Vec<(String, &'static str)>> {
        let targets = self.call(None, "Target.getTargets", json!({})).await?;
        let targets = targets["targetInfos"].as_array().cloned();
        let ours = targets
            .unwrap_or_default()
            .into_iter()
            .filter_map(|target| {
                let expression = match target["type"].as_str()? {
                    "page" => IN_PAGE,
                    "worker" => IN_WORKER,
                    _ => return None,
                };
                let is_served = target["url"].as_str()?.starts_with("http");
                is_served.then_some((target["targetId"].as_str()?.to_owned(), expression))
            });
        Ok(ours.collect())
    }

    async fn add(&mut self, place: &str, expression: &str, memory: &mut Memory) -> Result<()> {
        let place = Some(place);
        let nothing = json!({});
        self.call(place, "HeapProfiler.collectGarbage", nothing.clone())
            .await?;
        let usage = self.call(place, "Runtime.getHeapUsage", nothing).await?;
        memory.heap += usage["usedSize"].as_f64().context("no heap is told")?;
        let evaluate =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let sum = self.call(place, "Runtime.evaluate", evaluate).await?;
        let sum = sum["result"]["value"].as_f64();
        memory.wasm += sum.context("no memory is told")?;
        Ok(())
    }

    /// Notes what the threads of the browser do from now on.
    pub(crate) async fn begin_trace(&mut self) -> Result<()> {
        let config = json!({ "includedCategories": CATEGORIES, "excludedCategories": ["*"] });
        let params = json!({ "transferMode": "ReportEvents", "traceConfig": config });
        self.call(None, "Tracing.start", params).await.map(drop)
    }

    /// What they did until now, in the format of Chromium's traces.
    pub(crate) async fn end_trace(&mut self) -> Result<Vec<Value>> {
        let collected = timeout(PATIENCE, self.collect_trace()).await;
        collected.context("the browser does not end its trace")?
    }

    async fn collect_trace(&mut self) -> Result<Vec<Value>> {
        self.ask(None, "Tracing.end", json!({})).await?;
        let mut events = Vec::new();
        loop {
            let mut message = self.hear().await?;
            match message["method"].as_str() {
                Some("Tracing.dataCollected") => {
                    let collected = message["params"]["value"].as_array_mut();
                    events.append(collected.context("a trace without events")?);
                }
                Some("Tracing.tracingComplete") => return Ok(events),
                _ => {}
            }
        }
    }

    async fn call(&mut self, place: Option<&str>, method: &str, params: Value) -> Result<Value> {
        let answered = timeout(PATIENCE, self.answer(place, method, params)).await;
        answered.with_context(|| format!("the browser does not answer to {method}"))?
    }

    async fn answer(&mut self, place: Option<&str>, method: &str, params: Value) -> Result<Value> {
        let id = self.ask(place, method, params).await?;
        loop {
            let mut answer = self.hear().await?;
            if answer["id"] == id {
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Ok(answer["result"].take());
            }
        }
    }

    /// Returns the number that the answer will have.
    async fn ask(&mut self, place: Option<&str>, method: &str, params: Value) -> Result<u64> {
        self.calls += 1;
        let mut question = json!({ "id": self.calls, "method": method, "params": params });
        if let Some(place) = place {
            question["sessionId"] = place.into();
        }
        let question = Message::text(question.to_string());
        self.socket.send(question).await?;
        Ok(self.calls)
    }

    async fn hear(&mut self) -> Result<Value> {
        while let Some(message) = self.socket.next().await {
            if let Message::Text(text) = message? {
                return Ok(serde_json::from_str(&text)?);
            }
        }
        bail!("the browser has ended")
    }
}
