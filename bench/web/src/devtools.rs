//! DevTools protocol client, which reaches workers too; WebDriver reaches pages only.

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

/// Connection to a browser.
pub(crate) struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    calls: u64,
}

/// Memory of a page and its workers, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub(crate) struct Memory {
    /// WebAssembly memories.
    pub(crate) wasm: f64,
    /// Heaps of the scripts after garbage collection.
    pub(crate) heap: f64,
}

impl Memory {
    /// Both together.
    pub(crate) fn total(self) -> f64 {
        self.wasm + self.heap
    }
}

/// Expression for the bytes of WebAssembly memories in a page.
const IN_PAGE: &str = "visitor.wasmMemory()";
/// Expression for the same in Inkling's worker, whose module returns its running instance.
const IN_WORKER: &str = "import('./worker.js')
    .then((engine) => engine.default())
    .then(({ memory }) => memory.buffer.byteLength)";

/// Timeout of a command, after which the browser counts as crashed.
const TIMEOUT: Duration = Duration::from_secs(60);

impl DevTools {
    /// Connects to the browser of this session.
    ///
    /// # Errors
    /// If the browser has not written its DevTools address, or refuses the connection.
    pub(crate) async fn connect(session: &Session) -> Result<Self> {
        // The file has the port in its first line and the path in its second.
        let file = session.profile().join("DevToolsActivePort");
        let text = fs::read_to_string(&file)
            .with_context(|| format!("the browser has not written {}", file.display()))?;
        let (port, path) = text
            .split_once('\n')
            .context("DevToolsActivePort has no path")?;
        let url = format!("ws://127.0.0.1:{port}{}", path.trim_end());
        let (socket, _) = connect_async(url).await?;
        Ok(Self { socket, calls: 0 })
    }

    /// Collects garbage and returns the memory of the page and its workers.
    pub(crate) async fn memory(&mut self) -> Result<Memory> {
        let mut memory = Memory::default();
        for (target, expression) in self.targets().await? {
            let attach = json!({ "targetId": target, "flatten": true });
            let attached = self.call(None, "Target.attachToTarget", attach).await?;
            let session = attached["sessionId"].as_str();
            let session = session.context("DevTools attach without a session")?;
            self.add(session, expression, &mut memory).await?;
            let detach = json!({ "sessionId": session });
            self.call(None, "Target.detachFromTarget", detach).await?;
        }
        Ok(memory)
    }

    /// Target IDs of the page and its workers, with the expression for their memory.
    async fn targets(&mut self) -> Result<Vec<(String, &'static str)>> {
        let targets = self.call(None, "Target.getTargets", json!({})).await?;
        let targets = targets["targetInfos"].as_array().cloned();
        let served = targets
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
        Ok(served.collect())
    }

    async fn add(&mut self, session: &str, expression: &str, memory: &mut Memory) -> Result<()> {
        let session = Some(session);
        let none = json!({});
        self.call(session, "HeapProfiler.collectGarbage", none.clone())
            .await?;
        let usage = self.call(session, "Runtime.getHeapUsage", none).await?;
        let heap = usage["usedSize"].as_f64();
        memory.heap += heap.context("the browser does not report the heap")?;
        let evaluate =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let sum = self.call(session, "Runtime.evaluate", evaluate).await?;
        let sum = sum["result"]["value"].as_f64();
        memory.wasm += sum.context("the page does not report its memories")?;
        Ok(())
    }

    /// Starts a trace of all threads of the browser.
    pub(crate) async fn begin_trace(&mut self) -> Result<()> {
        let config = json!({ "includedCategories": CATEGORIES, "excludedCategories": ["*"] });
        let params = json!({ "transferMode": "ReportEvents", "traceConfig": config });
        self.call(None, "Tracing.start", params).await.map(drop)
    }

    /// Ends the trace; returns its events in the format of Chromium.
    pub(crate) async fn end_trace(&mut self) -> Result<Vec<Value>> {
        let collected = timeout(TIMEOUT, self.collect_trace()).await;
        collected.context("the trace does not end")?
    }

    async fn collect_trace(&mut self) -> Result<Vec<Value>> {
        self.send(None, "Tracing.end", json!({})).await?;
        let mut events = Vec::new();
        loop {
            let mut message = self.receive().await?;
            match message["method"].as_str() {
                Some("Tracing.dataCollected") => {
                    let collected = message["params"]["value"].as_array_mut();
                    events.append(collected.context("trace data without events")?);
                }
                Some("Tracing.tracingComplete") => return Ok(events),
                _ => {}
            }
        }
    }

    /// Sends a command, to a session or to the browser, and returns its result.
    async fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<Value> {
        let result = timeout(TIMEOUT, self.result(session, method, params)).await;
        result.with_context(|| format!("no response to {method}"))?
    }

    async fn result(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value> {
        let id = self.send(session, method, params).await?;
        loop {
            let mut message = self.receive().await?;
            if message["id"] == id {
                ensure!(message["error"].is_null(), "{method}: {}", message["error"]);
                return Ok(message["result"].take());
            }
        }
    }

    /// Sends a command; returns the ID of its response.
    async fn send(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<u64> {
        self.calls += 1;
        let mut command = json!({ "id": self.calls, "method": method, "params": params });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let command = Message::text(command.to_string());
        self.socket.send(command).await?;
        Ok(self.calls)
    }

    /// Next message of the browser: a response or an event.
    async fn receive(&mut self) -> Result<Value> {
        while let Some(message) = self.socket.next().await {
            if let Message::Text(text) = message? {
                return Ok(serde_json::from_str(&text)?);
            }
        }
        bail!("the browser closed the connection")
    }
}
