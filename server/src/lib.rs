//! Serves Inkling's page, and the model as an API beside it.

mod api;
mod body;
mod connections;
mod content_policy;
mod cors;
mod error;
mod inference;
mod metrics;
mod model_options;
mod openapi;
mod options;
mod own_model;
mod picture;
mod request_id;
mod router;
mod security_headers;
mod served_model;
mod static_files;
mod v2;
mod watch;

pub use model_options::ModelOptions;
pub use options::{InferenceOptions, Limits, MissingPage, ServerOptions};
pub use own_model::{OwnModel, OwnModelError};

use axum::Router;
use axum::body::Bytes;
use body::Budget;
use digits_net::CompiledClassifier;
use inference::Digits;
use metrics::Metrics;
use picture::Pictures;
use recognizer::{Classifier, ClassifyError};
use served_model::ServedModel;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// What runs the network.
pub type Engine = Box<dyn Classifier + Send + Sync>;

type LoadEngine = Box<dyn FnOnce() -> Result<Engine, ClassifyError> + Send>;

/// A server that is ready to be put behind an address.
pub struct Server {
    app: Arc<App>,
    router: Router,
}

/// What the API's handlers share.
struct App {
    model: ServedModel,
    digits: Digits,
    pictures: Pictures,
    metrics: Metrics,
    limits: Limits,
    bodies: Budget,
    is_stopping: AtomicBool,
    /// The OpenAPI document, in JSON.
    document: Bytes,
}

impl Server {
    /// Starts the threads that run the committed model, which is loaded meanwhile.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub fn new(options: &ServerOptions) -> io::Result<Self> {
        Self::with_engine(options, || Ok(Box::new(CompiledClassifier::new())))
    }

    /// Starts the threads that run this model.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub fn with_model(options: &ServerOptions, model: OwnModel) -> io::Result<Self> {
        let OwnModel { served, engine } = model;
        Self::start(options, served, Box::new(|| Ok(engine)))
    }

    /// Starts the threads that run what `load` gives; until then requests wait for it.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub fn with_engine(
        options: &ServerOptions,
        load: impl FnOnce() -> Result<Engine, ClassifyError> + Send + 'static,
    ) -> io::Result<Self> {
        Self::start(options, ServedModel::embedded(), Box::new(load))
    }

    fn start(options: &ServerOptions, model: ServedModel, load: LoadEngine) -> io::Result<Self> {
        let (api, v2, document) = router::routes();
        let metrics = Metrics::new(document.paths.paths.keys().cloned());
        let (batch_sizes, refused) = (metrics.batch_sizes.clone(), metrics.refused.clone());
        let (inference, limits) = (&options.inference, &options.limits);
        let app = Arc::new(App {
            model,
            digits: Digits::start(inference, load, batch_sizes, refused.clone())?,
            pictures: Pictures::start(inference, limits.pixels, refused)?,
            metrics,
            bodies: Arc::new(Semaphore::new(limits.bodies)),
            limits: limits.clone(),
            is_stopping: AtomicBool::new(false),
            document: document.to_json().map_err(io::Error::other)?.into(),
        });
        let router = router::assemble(&app, api, v2, options);
        Ok(Self { app, router })
    }

    /// Everything the server answers, for one that accepts connections itself.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Answers on `listener` until `shutdown` completes and the open requests are done.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = ()> + Send) {
        let Self { app, router } = self;
        let stopping = || app.is_stopping.store(true, Ordering::Release);
        connections::serve(listener, router, &app.limits, shutdown, stopping).await;
    }
}

impl App {
    fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    /// Size of all bodies that have come and are not read yet.
    fn body_bytes(&self) -> usize {
        self.limits.bodies - self.bodies.available_permits()
    }

    /// Whether requests should be sent here.
    fn readiness(&self) -> Result<(), error::ApiError> {
        match (self.is_stopping(), self.digits.is_loaded()) {
            (true, _) => Err(error::ApiError::Stopping),
            (false, false) => Err(error::ApiError::NotLoaded),
            (false, true) => Ok(()),
        }
    }
}
