//! Digit images to predictions.

use super::pool::{Answer, Pool, Trouble, Workers};
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

/// The network, behind a queue that is counted in images.
pub(crate) struct Digits {
    pool: Pool<Images, Predictions>,
    is_loaded: Arc<AtomicBool>,
    refused: Counter,
}

/// What the network says about each image: nothing about blank ones.
#[derive(Debug)]
pub(crate) struct Predicted {
    pub(crate) predictions: Vec<Option<Prediction>>,
    pub(crate) timings: Timings,
}

impl Digits {
    /// Loads the network in the background; what is asked meanwhile waits for it.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub(crate) fn start(
        options: &InferenceOptions,
        load: LoadEngine,
        batch_sizes: Histogram,
        refused: Counter,
    ) -> io::Result<Self> {
        let (pool, workers) = Pool::new(options.queue, options.batch);
        let is_loaded = Arc::<AtomicBool>::default();
        let digits = Self {
            pool,
            is_loaded: is_loaded.clone(),
            refused,
        };
        let threads = options.threads();
        let loading = thread::Builder::new().name("loading".to_owned());
        loading.spawn(move || match load() {
            Ok(engine) => match start(workers, threads, engine, batch_sizes) {
                Ok(()) => is_loaded.store(true, Ordering::Release),
                Err(error) => tracing::error!(%error, "no threads for inference"),
            },
            Err(error) => tracing::error!(%error, "the server answers without a model"),
        })?;
        Ok(digits)
    }

    /// Whether the network can be asked.
    pub(crate) fn is_loaded(&self) -> bool {
        self.is_loaded.load(Ordering::Acquire)
    }

    /// How many images wait.
    pub(crate) fn waiting(&self) -> usize {
        self.pool.waiting()
    }

    /// What the network says about each of these images, none of which may be blank.
    ///
    /// # Errors
    /// If too much is waiting, there is no network, or it fails.
    pub(crate) async fn classify(&self, images: Images) -> Result<Answer<Predictions>, ApiError> {
        let count = images.len();
        self.pool.run(images, count).await.map_err(|trouble| {
            if trouble == Trouble::Full {
                self.refused.inc();
            }
            trouble.into()
        })
    }

    /// What the network says about each of these images; it is not shown the blank ones.
    ///
    /// # Errors
    /// As [`Self::classify`].
    pub(crate) async fn predict(&self, mut images: Images) -> Result<Predicted, ApiError> {
        let is_inked: Vec<bool> = images.iter().map(|image| !image.is_blank()).collect();
        images.retain(|image| !image.is_blank());
        if images.is_empty() {
            return Ok(Predicted {
                predictions: vec![None; is_inked.len()],
                timings: Timings::default(),
            });
        }
        let answer = self.classify(images).await?;
        let timings = answer.timings();
        let mut said = answer.output.into_iter();
        let of_each = is_inked
            .into_iter()
            .map(|is_inked| is_inked.then(|| said.next()).flatten());
        Ok(Predicted {
            predictions: of_each.collect(),
            timings,
        })
    }
}

impl Predicted {
    /// How many images are no digit.
    pub(crate) fn rejected(&self) -> u64 {
        let each = self.predictions.iter().map(Option::as_ref);
        let rejected = each.filter(|it| it.is_none_or(Prediction::is_rejected));
        rejected.count() as u64
    }
}

impl<O> Answer<O> {
    /// As clients are told.
    pub(crate) fn timings(&self) -> Timings {
        let microseconds = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        Timings {
            queued_us: microseconds(self.queued),
            inference_us: microseconds(self.took),
        }
    }
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Full => Self::Busy,
            Trouble::NoWorkers => Self::NotLoaded,
            Trouble::Failed(why) => Self::Internal(why),
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
        classify_together(&*engine, requests)
    })
}

/// The images of several requests in one call of the network.
fn classify_together(
    engine: &dyn Classifier,
    requests: &[&Images],
) -> Result<Vec<Predictions>, String> {
    let predictions = match requests {
        [only] => engine.classify(only),
        _ => engine.classify(
            &requests
                .iter()
                .copied()
                .flatten()
                .cloned()
                .collect::<Images>(),
        ),
    };
    let mut predictions = predictions.map_err(|error| error.to_string())?;
    let count: usize = requests.iter().map(|images| images.len()).sum();
    if predictions.len() != count {
        let found = predictions.len();
        return Err(format!("{count} images got {found} predictions"));
    }
    let mut rest = predictions.drain(..);
    let of_each = requests
        .iter()
        .map(|images| rest.by_ref().take(images.len()).collect());
    Ok(of_each.collect())
}
