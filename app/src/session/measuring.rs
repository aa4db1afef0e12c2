//! The benchmark: both engines in turn, with the drawing that is on the pad.

use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::{DigitImage, Drawing, segment};

use super::Session;
use crate::benchmark::{Batch, Benchmark, Report, Setup};
use crate::clock;
use crate::engine::{
    Answered, Cost, Described, EngineError, LocalEngine, RemoteEngine, RemoteError,
};
use crate::timing::{Samples, Timing};

/// Recognitions at once that are not counted.
const WARM_UP: usize = 5;

/// What is measured, and how.
struct Course {
    /// Tells it from later ones.
    id: u32,
    drawing: Drawing,
    images: Vec<DigitImage>,
    batch: Batch,
}

/// What one recognition by each engine cost.
struct Round {
    preprocessing: f64,
    browser: Cost,
    server: Cost,
}

impl Session {
    /// Measures both engines this many times.
    pub(crate) fn measure(self, count: usize) {
        let drawing = self.sheet.with_untracked(|sheet| sheet.drawing().clone());
        let Some(segmentation) = segment(&drawing) else {
            return self.benchmark.set(Benchmark::NothingDrawn);
        };
        self.cancel_request();
        // It would ask both meanwhile.
        self.give_up();
        self.benchmark.set(Benchmark::Running { done: 0, count });
        let course = Course {
            id: self.measurement.get_value(),
            drawing,
            images: segmentation.images(),
            batch: Batch {
                preprocessing: WARM_UP,
                recognition: WARM_UP,
            },
        };
        spawn_local(self.run(course, count));
    }

    /// Ends the measurement, if there is one; what was measured of it is dropped.
    pub(super) fn stop_measuring(self) {
        self.measurement
            .update_value(|measurement| *measurement = measurement.wrapping_add(1));
        if self.benchmark.with_untracked(Benchmark::is_running) {
            self.benchmark.set(Benchmark::Idle);
        }
    }

    async fn run(self, course: Course, count: usize) {
        let id = course.id;
        let outcome = self.report(course, count).await;
        // A measurement that was stopped has nothing to say.
        if self.goes_on(id).is_ok() {
            self.benchmark.set(match outcome {
                Ok(report) => Benchmark::Done(Box::new(report)),
                Err(error) => Benchmark::Failed(error.to_string()),
            });
        }
    }

    async fn report(self, mut course: Course, count: usize) -> Result<Report, EngineError> {
        let described = self.describe_server().await?;
        let resolution = self.warm_up(&mut course).await?;
        let mut samples = Samples::default();
        let mut last = Cost::default();
        for done in 1..=count {
            let Round {
                preprocessing,
                browser,
                server,
            } = self.round(&course).await?;
            samples.push(
                Timing::new(preprocessing, &browser),
                Timing::new(preprocessing, &server),
            );
            last = server;
            self.benchmark.set(Benchmark::Running { done, count });
        }
        let setup = self.setup(&course, resolution, described, &last);
        Ok(Report { samples, setup })
    }

    /// Runs without counting, and finds out how much is to be done between two looks at the
    /// clock, whose resolution it returns.
    async fn warm_up(self, course: &mut Course) -> Result<f64, EngineError> {
        // Compilers, caches and connections get going.
        self.round(course).await?;
        let round = self.round(course).await?;
        let resolution = clock::resolution();
        let shortest = round.browser.inference.min(round.server.elapsed);
        course.batch = Batch::of(round.preprocessing, shortest, resolution);
        Ok(resolution)
    }

    /// Asks one engine after the other, so that what slows the machine for a while slows both.
    async fn round(self, course: &Course) -> Result<Round, EngineError> {
        let (images, times) = (&*course.images, course.batch.recognition);
        let preprocessing = course.preprocess();
        let browser = mean(times, async || self.ask_browser(images).await).await?;
        self.goes_on(course.id)?;
        let ask = async |engine: RemoteEngine| {
            mean(times, async || Ok(engine.classify(images).await?.0)).await
        };
        let server = self.request(ask).await?;
        self.goes_on(course.id)?;
        Ok(Round {
            preprocessing,
            browser,
            server,
        })
    }

    /// Whether nobody has stopped this measurement.
    fn goes_on(self, id: u32) -> Result<(), RemoteError> {
        match self.measurement.get_value() == id {
            true => Ok(()),
            false => Err(RemoteError::Canceled),
        }
    }

    fn setup(self, course: &Course, resolution: f64, server: Described, cost: &Cost) -> Setup {
        let navigator = window().navigator();
        let address = untrack(|| self.server_address());
        Setup {
            images: course.images.len(),
            batch: course.batch,
            resolution,
            sent: cost.sent,
            received: cost.received,
            browser: navigator.user_agent().unwrap_or_default(),
            processors: navigator.hardware_concurrency() as usize,
            engine: self.engine.with_value(LocalEngine::name),
            address: address.map_or_else(String::new, |address| address.as_str().to_owned()),
            server,
        }
    }
}

impl Course {
    /// Milliseconds from the drawing to the images.
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

/// What each of so many answers costs on the average, from the first question to the last answer.
async fn mean<E>(times: usize, ask: impl AsyncFn() -> Result<Answered, E>) -> Result<Cost, E> {
    let mut sum = Cost::default();
    let start = clock::now();
    for _ in 0..times {
        sum.add(&ask().await?.cost);
    }
    sum.elapsed = clock::now() - start;
    Ok(sum.each(times))
}
