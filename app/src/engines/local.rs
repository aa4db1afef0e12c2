//! The engine in a Web Worker of this browser.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::Uint8Array;
use leptos::task::spawn_local;
use protocol::{LabeledDigit, Request, Response, TractRequest, decode};
use recognizer::{ClassifyError, DigitImage, Prediction};
use wasm_bindgen::JsValue;

use super::early_worker;
use super::program::{Program, tract_message};
use super::running_worker::RunningWorker;
use super::supervisor::{Death, Supervisor};
use super::{Cost, EngineError, Inference, Status};
use crate::platform::clock;

type Outcome = Result<Inference, EngineError>;

/// Message of the placeholder for tract in `xtask/src/page/pending.js`.
const STILL_BUILDING: &str = "tract is still being built";

/// Handle of the worker; clones share it.
#[derive(Clone)]
pub(crate) struct LocalEngine(Rc<RefCell<Inner>>);

struct Inner {
    supervisor: Supervisor<oneshot::Sender<Outcome>>,
    program: Program,
    worker: Option<RunningWorker>,
    /// Reply channel for generated digits.
    generated: Option<oneshot::Sender<Vec<LabeledDigit>>>,
    /// Name and version of the program, as reported by the worker.
    name: String,
    on_status: Rc<dyn Fn(Status)>,
}

impl LocalEngine {
    /// An engine that is yet to be launched. `on_status` receives every change of the status.
    pub(crate) fn new(program: Program, on_status: impl Fn(Status) + 'static) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            supervisor: Supervisor::default(),
            program,
            worker: None,
            generated: None,
            name: String::new(),
            on_status: Rc::new(on_status),
        })))
    }

    /// Starts loading the engine, unless that has been done.
    pub(crate) fn launch(&self) {
        let is_new = {
            let inner = self.0.borrow();
            inner.worker.is_none() && *inner.supervisor.status() == Status::Loading
        };
        if is_new {
            self.start();
        }
    }

    /// Replaces the program, in a new worker that also gets the open requests.
    pub(crate) fn replace(&self, program: Program) {
        let was_launched = {
            let mut inner = self.0.borrow_mut();
            inner.program = program;
            inner.supervisor.reset();
            inner.worker.take().is_some()
        };
        if was_launched {
            self.start();
        } else {
            self.report_status();
        }
    }

    fn start(&self) {
        self.0.borrow_mut().generated = None;
        let started = start_worker(self);
        match started {
            Ok((worker, messages)) => {
                self.0.borrow_mut().worker = Some(worker);
                messages.iter().for_each(|data| self.on_message(data));
            }
            Err(error) => self.fail(EngineError::Load(format!("{error:?}"))),
        }
        self.report_status();
    }

    /// Classifies images, one prediction each and in order; waits while the engine loads.
    pub(crate) fn classify(
        &self,
        images: Vec<DigitImage>,
    ) -> impl Future<Output = Outcome> + use<> {
        let start = clock::now();
        let (reply, outcome) = oneshot::channel();
        if let Status::Failed(error) = self.0.borrow().supervisor.status() {
            let _ = reply.send(Err(error.clone()));
        } else {
            let request = self.0.borrow_mut().supervisor.add(images, reply);
            self.send(request);
        }
        async move {
            let mut inference = outcome.await.unwrap_or(Err(EngineError::Died))?;
            inference.cost.elapsed = clock::now() - start;
            Ok(inference)
        }
    }

    /// Labeled digits that the worker generates; `None` if it ends before that.
    pub(crate) async fn generate(&self, count: u32) -> Option<Vec<LabeledDigit>> {
        let (reply, generated) = oneshot::channel();
        self.0.borrow_mut().generated = Some(reply);
        self.post(tract_message(&TractRequest::Draw(count)));
        generated.await.ok()
    }

    /// Name and version of the program; empty until it has loaded.
    pub(crate) fn name(&self) -> String {
        self.0.borrow().name.clone()
    }

    /// Restarts after a failure.
    pub(crate) fn retry(&self) {
        self.0.borrow_mut().supervisor.reset();
        self.start();
    }

    fn on_message(&self, data: &JsValue) {
        // The loader script posts a sentence if the engine cannot be fetched.
        if let Some(reason) = data.as_string() {
            self.fail(match reason.as_str() {
                STILL_BUILDING => EngineError::StillBuilding,
                _ => EngineError::Load(reason),
            });
            return self.report_status();
        }
        match decode(&Uint8Array::new(data).to_vec()) {
            Ok(response) => self.on_response(response),
            Err(_) => self.on_death(),
        }
    }

    fn on_response(&self, response: Response) {
        match response {
            Response::NeedsModel => spawn_local(self.clone().send_model()),
            Response::Ready { engine } => {
                self.0.borrow_mut().name = engine;
                let requests = self.0.borrow_mut().supervisor.ready();
                self.send(requests);
                self.report_status();
            }
            Response::Failed(error) => {
                self.fail(match error {
                    ClassifyError::Model(reason) => EngineError::Model(reason),
                    other => EngineError::Load(other.to_string()),
                });
                self.report_status();
            }
            Response::Drawn(digits) => {
                let reply = self.0.borrow_mut().generated.take();
                // The receiver may be gone.
                let _ = reply.map(|reply| reply.send(digits));
            }
            Response::Predictions {
                id,
                result,
                inference_ms,
            } => self.reply(id, result, inference_ms),
        }
    }

    fn reply(&self, id: u32, result: Result<Vec<Prediction>, ClassifyError>, inference_ms: f64) {
        let reply = self.0.borrow_mut().supervisor.answered(id);
        if let Some(reply) = reply {
            let cost = Cost {
                inference: inference_ms,
                ..Cost::default()
            };
            let inference = result.map(|predictions| Inference { predictions, cost });
            // The receiver may be gone.
            let _ = reply.send(inference.map_err(EngineError::from));
        }
    }

    fn on_death(&self) {
        let death = self.0.borrow_mut().supervisor.died();
        match death {
            Death::Restart => self.start(),
            Death::Report(replies) => {
                let error = match self.0.borrow().supervisor.status() {
                    Status::Failed(error) => error.clone(),
                    _ => EngineError::Died,
                };
                reject(replies, &error);
                self.report_status();
            }
        }
    }

    fn fail(&self, error: EngineError) {
        let replies = self.0.borrow_mut().supervisor.failed(error.clone());
        reject(replies, &error);
    }

    async fn send_model(self) {
        let (program, worker) = {
            let inner = self.0.borrow();
            let worker = inner.worker.as_ref().map(|running| running.worker.clone());
            (inner.program.clone(), worker)
        };
        let model = program.model().await;
        let is_current = {
            let inner = self.0.borrow();
            inner.worker.as_ref().map(|running| &running.worker) == worker.as_ref()
        };
        // A worker that was started meanwhile requests the model itself.
        if !is_current {
            return;
        }
        match model {
            Ok(model) => self.post(model),
            Err(reason) => {
                self.fail(EngineError::Load(format!("{reason:?}")));
                self.report_status();
            }
        }
    }

    fn send(&self, requests: impl IntoIterator<Item = Request>) {
        for request in requests {
            let message = self.0.borrow().program.request(request);
            self.post(message);
        }
    }

    fn post(&self, message: JsValue) {
        if let Some(running) = &self.0.borrow().worker {
            let posted = running.worker.post_message(&message);
            posted.expect("bytes and files can always be posted");
        }
    }

    fn report_status(&self) {
        let (on_status, status) = {
            let inner = self.0.borrow();
            (inner.on_status.clone(), inner.supervisor.status().clone())
        };
        on_status(status);
    }
}

fn reject(replies: Vec<oneshot::Sender<Outcome>>, error: &EngineError) {
    for reply in replies {
        let _ = reply.send(Err(error.clone()));
    }
}

/// Spawns a worker, or takes over the early one with the messages that it has posted so far.
fn start_worker(engine: &LocalEngine) -> Result<(RunningWorker, Vec<JsValue>), JsValue> {
    let early = early_worker::take(&engine.0.borrow().program);
    let (worker, messages) = match early {
        Some(early) => early,
        None => (engine.0.borrow().program.start()?, Vec::new()),
    };
    // The worker must not keep its engine alive, which keeps the worker.
    let weak = Rc::downgrade(&engine.0);
    let engine = move || weak.upgrade().map(LocalEngine);
    let recipient = engine.clone();
    let on_message = move |data: &JsValue| {
        if let Some(engine) = recipient() {
            engine.on_message(data);
        }
    };
    let on_death = move || {
        if let Some(engine) = engine() {
            engine.on_death();
        }
    };
    Ok((
        RunningWorker::listen(worker, on_message, on_death),
        messages,
    ))
}
