//! The engine in a Web Worker of this browser.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::Uint8Array;
use leptos::task::spawn_local;
use protocol::{LabeledDigit, Request, Response, TractRequest, decode};
use recognizer::{ClassifyError, DigitImage};
use wasm_bindgen::JsValue;

use super::early;
use super::program::{Program, message};
use super::supervisor::{Death, Supervisor};
use super::{Answered, Cost, EngineError, Status};
use crate::clock;
use crate::running_worker::RunningWorker;

type Outcome = Result<Answered, EngineError>;

/// A handle to the worker; clones share it.
#[derive(Clone)]
pub(crate) struct LocalEngine(Rc<RefCell<Inner>>);

struct Inner {
    supervisor: Supervisor<oneshot::Sender<Outcome>>,
    program: Program,
    worker: Option<RunningWorker>,
    /// Who waits for digits to be drawn.
    drawn: Option<oneshot::Sender<Vec<LabeledDigit>>>,
    /// The program that runs the model, as the worker says.
    name: String,
    on_status: Rc<dyn Fn(Status)>,
}

impl LocalEngine {
    /// An engine that is yet to be launched. `on_status` hears of every change.
    pub(crate) fn new(program: Program, on_status: impl Fn(Status) + 'static) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            supervisor: Supervisor::default(),
            program,
            worker: None,
            drawn: None,
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

    /// Runs this program from now on, in a new worker; what was asked and not answered is asked
    /// there.
    pub(crate) fn replace(&self, program: Program) {
        let was_launched = {
            let mut inner = self.0.borrow_mut();
            inner.program = program;
            inner.supervisor.retried();
            inner.worker.take().is_some()
        };
        match was_launched {
            true => self.start(),
            false => self.report_status(),
        }
    }

    fn start(&self) {
        self.0.borrow_mut().drawn = None;
        let started = start_worker(self);
        match started {
            Ok((worker, said)) => {
                self.0.borrow_mut().worker = Some(worker);
                said.iter().for_each(|data| self.on_message(data));
            }
            Err(error) => self.fail(EngineError::Load(format!("{error:?}"))),
        }
        self.report_status();
    }

    /// The predictions for these images, one each and in order; while the engine loads, it waits.
    pub(crate) fn classify(
        &self,
        images: Vec<DigitImage>,
    ) -> impl Future<Output = Outcome> + use<> {
        let start = clock::now();
        let (waiting, answer) = oneshot::channel();
        if let Status::Failed(error) = self.0.borrow().supervisor.status() {
            // Nobody is left who could answer.
            let _ = waiting.send(Err(error.clone()));
        } else {
            let request = self.0.borrow_mut().supervisor.ask(images, waiting);
            self.ask(request);
        }
        async move {
            let mut answered = answer.await.unwrap_or(Err(EngineError::Died))?;
            answered.cost.elapsed = clock::now() - start;
            Ok(answered)
        }
    }

    /// Labeled digits that the worker draws, if it draws any and lives to do so.
    pub(crate) async fn draw(&self, count: u32) -> Option<Vec<LabeledDigit>> {
        let (waiting, drawn) = oneshot::channel();
        self.0.borrow_mut().drawn = Some(waiting);
        self.post(message(&TractRequest::Draw(count)));
        drawn.await.ok()
    }

    /// The program that runs the model, and its version; empty until it has loaded.
    pub(crate) fn name(&self) -> String {
        self.0.borrow().name.clone()
    }

    /// Starts anew after a failure.
    pub(crate) fn retry(&self) {
        self.0.borrow_mut().supervisor.retried();
        self.start();
    }

    fn on_message(&self, data: &JsValue) {
        // The loader script says in words why the engine cannot be fetched.
        if let Some(reason) = data.as_string() {
            self.fail(EngineError::Load(reason));
            return self.report_status();
        }
        match decode(&Uint8Array::new(data).to_vec()) {
            Ok(response) => self.on_response(response),
            Err(_) => self.on_death(),
        }
    }

    fn on_response(&self, response: Response) {
        match response {
            Response::NeedsModel => spawn_local(self.clone().give_model()),
            Response::Ready { engine } => {
                self.0.borrow_mut().name = engine;
                let requests = self.0.borrow_mut().supervisor.ready();
                self.ask(requests);
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
                let waiting = self.0.borrow_mut().drawn.take();
                // Whoever wanted them may have lost interest.
                let _ = waiting.map(|waiting| waiting.send(digits));
            }
            Response::Predictions {
                id,
                result,
                inference_ms,
            } => {
                let waiting = self.0.borrow_mut().supervisor.answered(id);
                if let Some(waiting) = waiting {
                    let cost = Cost {
                        inference: inference_ms,
                        ..Cost::default()
                    };
                    let answered = result.map(|predictions| Answered { predictions, cost });
                    // Whoever asked may have lost interest.
                    let _ = waiting.send(answered.map_err(EngineError::from));
                }
            }
        }
    }

    fn on_death(&self) {
        let death = self.0.borrow_mut().supervisor.died();
        match death {
            Death::Restart => self.start(),
            Death::Report(waiting) => {
                let error = match self.0.borrow().supervisor.status() {
                    Status::Failed(error) => error.clone(),
                    _ => EngineError::Died,
                };
                tell(waiting, &error);
                self.report_status();
            }
        }
    }

    fn fail(&self, error: EngineError) {
        let waiting = self.0.borrow_mut().supervisor.failed(error.clone());
        tell(waiting, &error);
    }

    async fn give_model(self) {
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
        // Another worker has been started meanwhile, and asks for its own.
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

    fn ask(&self, requests: impl IntoIterator<Item = Request>) {
        for request in requests {
            let question = self.0.borrow().program.question(request);
            self.post(question);
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

fn tell(waiting: Vec<oneshot::Sender<Outcome>>, error: &EngineError) {
    for sender in waiting {
        let _ = sender.send(Err(error.clone()));
    }
}

/// Starts the program, or takes over the worker that runs it already, with what that has said.
fn start_worker(engine: &LocalEngine) -> Result<(RunningWorker, Vec<JsValue>), JsValue> {
    let early = early::take(&engine.0.borrow().program);
    let (worker, said) = match early {
        Some(early) => early,
        None => (engine.0.borrow().program.start()?, Vec::new()),
    };
    // The worker must not keep its engine alive, which keeps the worker.
    let weak = Rc::downgrade(&engine.0);
    let engine = move || weak.upgrade().map(LocalEngine);
    let hear = engine.clone();
    let on_message = move |data: &JsValue| {
        if let Some(engine) = hear() {
            engine.on_message(data);
        }
    };
    let on_death = move || {
        if let Some(engine) = engine() {
            engine.on_death();
        }
    };
    Ok((RunningWorker::hear(worker, on_message, on_death), said))
}
