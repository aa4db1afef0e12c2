//! The benchmark: both engines in turn, with the drawing that is on the pad.

use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::{DigitImage, Drawing, segment};

use super::Session;
use crate::benchmark::{Batch, Benchmark, Report, Setup, batch};
use crate::clock;
use crate::engine::{Answered, Cost, EngineError, RemoteError};
use crate::timing::{Samples, Timing};

/// Recognitions that are not counted: compilers, caches and connections get going.
const WARM_UP: usize = 5;

/// What one question to both engines cost.
struct Round {
    browser: Cost,
    server: Cost,
}

/// What is measured, and with what.
struct Course {
    drawing: Drawing,
    images: Vec<DigitImage>,
    resolution: f64,
    batch: Batch,
}

impl Session {
    /// Measures both engines this many times.
    pub(crate) fn measure(self, count: usize) {
        let drawing = self.sheet.with_untracked(|sheet| sheet.drawing().clone());
        let Some(segmentation) = segment(&drawing) else {
            return self.benchmark.set(Benchmark::NothingDrawn);
        };
        self.cancel_request();
        self.benchmark.set(Benchmark::Running { done: 0, count });
        let (id, images) = (self.measurement.get_value(), segmentation.images());
        spawn_local(async move {
            let outcome = self.samples(id, drawing, images, count).await;
            // A measurement that was stopped has nothing to say.
            if self.measurement.get_value() == id {
                let failed = |error: EngineError| Benchmark::Failed(error.to_string());
                let done = |report| Benchmark::Done(Box::new(report));
                self.benchmark.set(outcome.map_or_else(failed, done));
            }
        });
    }

    /// Ends the measurement, if there is one; what was measured of it is dropped.
    pub(super) fn stop_measuring(self) {
        self.measurement
            .update_value(|measurement| *measurement = measurement.wrapping_add(1));
        if self.benchmark.with_untracked(Benchmark::is_running) {
            self.benchmark.set(Benchmark::Idle);
        }
    }

    async fn samples(
        self,
        id: u32,
        drawing: Drawing,
        images: Vec<DigitImage>,
        count: usize,
    ) -> Result<Report, EngineError> {
        let course = self.warm_up(drawing, images).await?;
        let mut samples = Samples::default();
        let mut last = Cost::default();
        for done in 1..=count {
            let preprocessing = course.preprocess();
            let Round { browser, server } =
                self.round(&course.images, course.batch.recognition).await?;
            if self.measurement.get_value() != id {
                return Err(RemoteError::Canceled.into());
            }
            samples.push(
                Timing::new(preprocessing, &browser),
                Timing::new(preprocessing, &server),
            );
            last = server;
            self.benchmark.set(Benchmark::Running { done, count });
        }
        let setup = self.setup(&course, &last);
        Ok(Report { samples, setup })
    }

    /// Runs without counting, and finds out how long what takes by this clock.
    async fn warm_up(
        self,
        drawing: Drawing,
        images: Vec<DigitImage>,
    ) -> Result<Course, EngineError> {
        let mut shortest = f64::INFINITY;
        for _ in 0..WARM_UP {
            let Round { browser, server } = self.round(&images, 1).await?;
            shortest = shortest.min(browser.elapsed).min(server.elapsed);
        }
        let resolution = clock::resolution();
        let mut course = Course {
            drawing,
            images,
            resolution,
            batch: Batch::default(),
        };
        course.batch = Batch {
            recognition: batch(shortest, resolution),
            preprocessing: batch(course.preprocess(), resolution),
        };
        Ok(course)
    }

    /// Asks both this many times, one engine after the other, so that what slows the machine for
    /// a while slows both.
    async fn round(self, images: &[DigitImage], times: usize) -> Result<Round, EngineError> {
        let mut browser = Mean::default();
        let mut server = Mean::default();
        for _ in 0..times {
            browser.add(&self.ask_browser(images).await?);
        }
        for _ in 0..times {
            server.add(&self.ask_server(images).await?);
        }
        Ok(Round {
            browser: browser.cost(),
            server: server.cost(),
        })
    }

    fn setup(self, course: &Course, cost: &Cost) -> Setup {
        let navigator = window().navigator();
        let address = untrack(|| self.server_address());
        Setup {
            images: course.images.len(),
            batch: course.batch,
            resolution: course.resolution,
            sent: cost.sent,
            received: cost.received,
            browser: navigator.user_agent().unwrap_or_default(),
            processors: navigator.hardware_concurrency() as usize,
            address: address.map_or_else(String::new, |address| address.as_str().to_owned()),
            server_model: self
                .server
                .with_untracked(|server| server.model().to_owned()),
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

/// What several answers cost on the average.
#[derive(Default)]
struct Mean {
    sum: Cost,
    count: usize,
}

impl Mean {
    fn add(&mut self, Answered { cost, .. }: &Answered) {
        self.sum.elapsed += cost.elapsed;
        self.sum.inference += cost.inference;
        self.sum.queue += cost.queue;
        self.sum.sent += cost.sent;
        self.sum.received += cost.received;
        self.count += 1;
    }

    fn cost(&self) -> Cost {
        let count = self.count.max(1);
        let each = |sum: f64| sum / count as f64;
        Cost {
            elapsed: each(self.sum.elapsed),
            inference: each(self.sum.inference),
            queue: each(self.sum.queue),
            sent: self.sum.sent / count,
            received: self.sum.received / count,
        }
    }
}
