//! Benchmark of both engines in turn, with the drawing on the pad.

mod export;
mod panel;
mod report;
mod save;

use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::{DigitImage, Drawing, segment};

use crate::drawing::Pad;
use crate::engines::{
    Cost, EngineError, Engines, Inference, RemoteEngine, RemoteError, ServerDescription,
};
use crate::platform::clock;
use crate::platform::latest::{Latest, Ticket};
use crate::recognition::Recognition;
use crate::recognition::timing::{Samples, Timing};
pub(crate) use panel::BenchmarkPanel;
use report::{Batch, Report, Setup};

/// Recognitions in the first round, which only warms up.
const WARM_UP: usize = 5;

/// Handle to the benchmark. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Benchmark {
    pad: Pad,
    engines: Engines,
    recognition: Recognition,
    state: RwSignal<BenchmarkState>,
    runs: Latest,
}

/// State of the benchmark.
#[derive(Clone, Debug, Default, PartialEq)]
enum BenchmarkState {
    #[default]
    Idle,
    /// Blank pad: there is nothing to measure with.
    NothingDrawn,
    /// Number of recognitions measured so far, and in all.
    Running {
        done: usize,
        count: usize,
    },
    Done(Box<Report>),
    /// Reason, as a sentence.
    Failed(String),
}

/// Input and settings of a run.
struct Run {
    ticket: Ticket,
    drawing: Drawing,
    images: Vec<DigitImage>,
    batch: Batch,
}

/// Cost of one recognition by each engine, in milliseconds and bytes.
struct Round {
    preprocessing: f64,
    browser: Cost,
    server: Cost,
}

impl Benchmark {
    /// Idle benchmark of these engines.
    pub(crate) fn new(pad: Pad, engines: Engines, recognition: Recognition) -> Self {
        Self {
            pad,
            engines,
            recognition,
            state: RwSignal::default(),
            runs: Latest::new(),
        }
    }

    /// Whether a run is under way.
    pub(crate) fn is_running(self) -> bool {
        self.state.with(BenchmarkState::is_running)
    }

    /// Measures both engines this many times with the drawing on the pad.
    fn start(self, count: usize) {
        let drawing = self.pad.strokes();
        let Some(segmentation) = segment(&drawing) else {
            return self.state.set(BenchmarkState::NothingDrawn);
        };
        self.engines.cancel_request();
        // An open question would occupy both engines meanwhile.
        self.recognition.give_up();
        self.state.set(BenchmarkState::Running { done: 0, count });
        let run = Run {
            ticket: self.runs.next(),
            drawing,
            images: segmentation.images(),
            batch: Batch {
                preprocessing: WARM_UP,
                recognition: WARM_UP,
            },
        };
        spawn_local(self.run(run, count));
    }

    /// Stops the run, if there is one, and drops its samples.
    pub(crate) fn stop(self) {
        self.runs.cancel();
        if self.state.with_untracked(BenchmarkState::is_running) {
            self.state.set(BenchmarkState::Idle);
        }
    }

    async fn run(self, run: Run, count: usize) {
        let ticket = run.ticket;
        let outcome = self.measure(run, count).await;
        if self.runs.is_current(ticket) {
            self.state.set(match outcome {
                Ok(report) => BenchmarkState::Done(Box::new(report)),
                Err(error) => BenchmarkState::Failed(error.to_string()),
            });
        }
    }

    async fn measure(self, mut run: Run, count: usize) -> Result<Report, EngineError> {
        let description = self.engines.describe_server().await?;
        let resolution = self.warm_up(&mut run).await?;
        let mut samples = Samples::default();
        let mut last = Cost::default();
        for done in 1..=count {
            let Round {
                preprocessing,
                browser,
                server,
            } = self.round(&run).await?;
            samples.push(
                Timing::new(preprocessing, &browser),
                Timing::new(preprocessing, &server),
            );
            last = server;
            self.state.set(BenchmarkState::Running { done, count });
        }
        let setup = self.setup(&run, resolution, description, &last);
        Ok(Report { samples, setup })
    }

    /// Runs two rounds without counting them and sizes the batch by the second; returns the clock's
    /// resolution in milliseconds.
    async fn warm_up(self, run: &mut Run) -> Result<f64, EngineError> {
        // The first round pays for compilation, cold caches and the connection.
        self.round(run).await?;
        let round = self.round(run).await?;
        let resolution = clock::resolution();
        let shortest = round.browser.inference.min(round.server.elapsed);
        run.batch = Batch::sized(round.preprocessing, shortest, resolution);
        Ok(resolution)
    }

    /// Asks the engines alternately, so that a temporarily slow machine slows both.
    async fn round(self, run: &Run) -> Result<Round, EngineError> {
        let (images, times) = (&*run.images, run.batch.recognition);
        let preprocessing = run.preprocess();
        let browser = mean(times, async || {
            self.engines.classify_in_browser(images).await
        })
        .await?;
        self.check(run.ticket)?;
        let ask = async |engine: RemoteEngine| {
            mean(times, async || Ok(engine.classify(images).await?.0)).await
        };
        let server = self.engines.request(ask).await?;
        self.check(run.ticket)?;
        Ok(Round {
            preprocessing,
            browser,
            server,
        })
    }

    /// Fails if the run has been stopped.
    fn check(self, ticket: Ticket) -> Result<(), RemoteError> {
        if self.runs.is_current(ticket) {
            Ok(())
        } else {
            Err(RemoteError::Canceled)
        }
    }

    fn setup(self, run: &Run, resolution: f64, server: ServerDescription, cost: &Cost) -> Setup {
        let navigator = window().navigator();
        let address = untrack(|| self.engines.server_address());
        Setup {
            images: run.images.len(),
            batch: run.batch,
            resolution,
            sent: cost.sent,
            received: cost.received,
            browser: navigator.user_agent().unwrap_or_default(),
            processors: navigator.hardware_concurrency() as usize,
            engine: self.engines.name(),
            address: address.map_or_else(String::new, |address| address.as_str().to_owned()),
            server,
        }
    }
}

impl BenchmarkState {
    /// Name of the state in `data-state`.
    fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::NothingDrawn => "nothing-drawn",
            Self::Running { .. } => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }

    /// Report of a finished run.
    fn report(&self) -> Option<&Report> {
        match self {
            Self::Done(report) => Some(report),
            _ => None,
        }
    }
}

impl Run {
    /// Mean milliseconds from the drawing to its images, over a batch.
    fn preprocess(&self) -> f64 {
        let times = self.batch.preprocessing;
        let start = clock::now();
        for _ in 0..times {
            let segmentation = segment(&self.drawing);
            std::hint::black_box(segmentation.map(|segmentation| segmentation.images()));
        }
        (clock::now() - start) / times as f64
    }
}

/// Mean cost of so many answers; the elapsed time is from the first question to the last answer.
async fn mean<E>(times: usize, ask: impl AsyncFn() -> Result<Inference, E>) -> Result<Cost, E> {
    let mut sum = Cost::default();
    let start = clock::now();
    for _ in 0..times {
        sum.add(&ask().await?.cost);
    }
    sum.elapsed = clock::now() - start;
    Ok(sum.mean(times))
}
