//! Thread pool that runs the network on digit images.

use super::job_pool::{Completed, JobPool, PoolError, Workers};
use crate::error::ApiError;
use crate::options::InferenceOptions;
use crate::{Engine, LoadEngine};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::histogram::Histogram;
use protocol::api::Timings;
use recognizer::{Classifier, DigitImage, Prediction};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

type Images = Vec<DigitImage>;
type Predictions = Vec<Prediction>;

/// Network behind a request queue whose capacity is counted in images.
pub(crate) struct InferencePool {
    pool: JobPool<Images, Predictions>,
    is_loaded: Arc<AtomicBool>,
    refused: Counter,
}

/// Predictions of one request, in order; `None` for blank images.
#[derive(Debug)]
pub(crate) struct TimedPredictions {
    pub(crate) predictions: Vec<Option<Prediction>>,
    pub(crate) timings: Timings,
}

impl InferencePool {
    /// Loads the network in the background; requests wait in the queue meanwhile.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub(crate) fn start(
        options: &InferenceOptions,
        load: LoadEngine,
        batch_sizes: Histogram,
        refused: Counter,
    ) -> io::Result<Self> {
        let (pool, workers) = JobPool::new(options.queue, options.batch);
        let is_loaded = Arc::<AtomicBool>::default();
        let inference = Self {
            pool,
            is_loaded: is_loaded.clone(),
            refused,
        };
        let threads = options.threads();
        let loader = thread::Builder::new().name("loading".to_owned());
        loader.spawn(move || match load() {
            Ok(engine) => match start(workers, threads, engine, batch_sizes) {
                Ok(()) => is_loaded.store(true, Ordering::Release),
                Err(error) => tracing::error!(%error, "cannot start inference threads"),
            },
            Err(error) => tracing::error!(%error, "cannot load the model"),
        })?;
        Ok(inference)
    }

    /// Whether the network is loaded.
    pub(crate) fn is_loaded(&self) -> bool {
        self.is_loaded.load(Ordering::Acquire)
    }

    /// Number of images in the queue.
    pub(crate) fn queued(&self) -> usize {
        self.pool.queued()
    }

    /// Classifies images, none of which may be blank.
    ///
    /// # Errors
    /// If the queue is full, the network is not loaded, or inference fails.
    pub(crate) async fn classify(
        &self,
        images: Images,
    ) -> Result<Completed<Predictions>, ApiError> {
        let count = images.len();
        self.pool.run(images, count).await.map_err(|error| {
            if error == PoolError::QueueFull {
                self.refused.inc();
            }
            error.into()
        })
    }

    /// Classifies images, skipping the blank ones.
    ///
    /// # Errors
    /// As [`Self::classify`].
    pub(crate) async fn predict(&self, mut images: Images) -> Result<TimedPredictions, ApiError> {
        let has_ink: Vec<bool> = images.iter().map(|image| !image.is_blank()).collect();
        images.retain(|image| !image.is_blank());
        if images.is_empty() {
            return Ok(TimedPredictions {
                predictions: vec![None; has_ink.len()],
                timings: Timings::default(),
            });
        }
        let completed = self.classify(images).await?;
        let timings = completed.timings();
        let mut predictions = completed.output.into_iter();
        let per_image = has_ink
            .into_iter()
            .map(|has_ink| has_ink.then(|| predictions.next()).flatten());
        Ok(TimedPredictions {
            predictions: per_image.collect(),
            timings,
        })
    }
}

impl TimedPredictions {
    /// Number of images that are blank or no digit.
    pub(crate) fn rejected(&self) -> u64 {
        let predictions = self.predictions.iter().map(Option::as_ref);
        let rejected = predictions.filter(|it| it.is_none_or(Prediction::is_rejected));
        rejected.count() as u64
    }
}

impl<O> Completed<O> {
    /// Times in the API's units, microseconds.
    pub(crate) fn timings(&self) -> Timings {
        let microseconds = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        Timings {
            queued_us: microseconds(self.queued),
            inference_us: microseconds(self.duration),
        }
    }
}

impl From<PoolError> for ApiError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::QueueFull => Self::Overloaded,
            PoolError::NoWorkers => Self::NotLoaded,
            PoolError::Failed(cause) => Self::Internal(cause),
        }
    }
}

fn start(
    workers: Workers<Images, Predictions>,
    threads: usize,
    engine: Engine,
    batch_sizes: Histogram,
) -> io::Result<()> {
    workers.start("inference", threads, move |requests| {
        let count: usize = requests.iter().map(|images| images.len()).sum();
        batch_sizes.observe(count as f64);
        classify_batch(&*engine, requests)
    })
}

/// Classifies the images of several requests in one call of the engine.
fn classify_batch(
    engine: &dyn Classifier,
    requests: &[&Images],
) -> Result<Vec<Predictions>, String> {
    let predictions = match requests {
        [only] => engine.classify(only),
        _ => {
            let images = requests.iter().copied().flatten().cloned();
            engine.classify(&images.collect::<Images>())
        }
    };
    let mut predictions = predictions.map_err(|error| error.to_string())?;
    let count: usize = requests.iter().map(|images| images.len()).sum();
    if predictions.len() != count {
        let found = predictions.len();
        return Err(format!("{count} images got {found} predictions"));
    }
    let mut rest = predictions.drain(..);
    let per_request = requests
        .iter()
        .map(|images| rest.by_ref().take(images.len()).collect());
    Ok(per_request.collect())
}
