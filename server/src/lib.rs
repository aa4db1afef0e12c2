//! Inkling's server: the built page, and the model behind an HTTP API.
//!
//! ```
//! use axum::body::Body;
//! use axum::http::Request;
//! use server::{Server, ServerOptions};
//! use tower::ServiceExt;
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::new(&ServerOptions::new("dist".into()))?;
//! let request = Request::get("/api/health").body(Body::empty())?;
//! let response = server.router().oneshot(request).await?;
//! assert_eq!(response.status(), 200);
//! # Ok(())
//! # }
//! ```

mod api;
mod body;
mod connections;
mod content_policy;
mod cors;
mod error;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod inference;
mod memory_limit;
mod metrics;
mod middleware;
mod model_options;
mod openapi;
mod options;
mod own_model;
mod picture_memory;
mod picture_pool;
mod request_id;
mod router;
mod security_headers;
mod served_model;
mod static_files;
mod tagged_files;
mod v2;

pub use model_options::ModelOptions;
pub use options::{InferenceOptions, Limits, MissingPage, ServerOptions};
pub use own_model::{OwnModel, OwnModelError};

use axum::Router;
use axum::body::Bytes;
use body::BodyBudget;
use digits_net::CompiledClassifier;
use error::ApiError;
use inference::InferencePool;
use metrics::Metrics;
use picture_pool::PicturePool;
use recognizer::{Classifier, ClassifyError};
use served_model::ServedModel;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::TcpListener;

/// Inference engine, shared by all inference threads.
pub type Engine = Box<dyn Classifier + Send + Sync>;

type LoadEngine = Box<dyn FnOnce() -> Result<Engine, ClassifyError> + Send>;

/// Server with running thread pools, not yet bound to an address.
pub struct Server {
    state: Arc<AppState>,
    router: Router,
}

/// Shared application state.
struct AppState {
    model: ServedModel,
    inference: InferencePool,
    pictures: PicturePool,
    metrics: Metrics,
    limits: Limits,
    bodies: BodyBudget,
    is_stopping: AtomicBool,
    /// OpenAPI document as JSON.
    openapi_json: Bytes,
}

impl Server {
    /// Starts the thread pools for the built-in model, which loads in the background.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub fn new(options: &ServerOptions) -> io::Result<Self> {
        Self::with_engine(options, || Ok(Box::new(CompiledClassifier::new())))
    }

    /// Starts the thread pools for a model of the user's own.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub fn with_model(options: &ServerOptions, model: OwnModel) -> io::Result<Self> {
        let OwnModel { served, engine } = model;
        Self::start(options, served, Box::new(|| Ok(engine)))
    }

    /// Starts the thread pools for the engine that `load` returns; requests wait until then.
    ///
    /// # Errors
    /// If the system cannot start a thread.
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
        let state = Arc::new(AppState {
            model,
            inference: InferencePool::start(inference, load, batch_sizes, refused.clone())?,
            pictures: PicturePool::start(inference, limits, refused)?,
            metrics,
            bodies: BodyBudget::new(limits.bodies()),
            limits: limits.clone(),
            is_stopping: AtomicBool::new(false),
            openapi_json: document.to_json().map_err(io::Error::other)?.into(),
        });
        let router = router::assemble(&state, api, v2, options);
        Ok(Self { state, router })
    }

    /// Router with all routes, for embedding and for tests without a socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Serves `listener` until `shutdown` completes, then drains open requests.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = ()> + Send) {
        let Self { state, router } = self;
        let on_shutdown = || state.is_stopping.store(true, Ordering::Release);
        connections::serve(listener, router, &state.limits, shutdown, on_shutdown).await;
    }
}

impl AppState {
    fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    /// Readiness for requests: model loaded, not shutting down.
    fn check_ready(&self) -> Result<(), ApiError> {
        if self.is_stopping() {
            Err(ApiError::Stopping)
        } else if self.inference.is_loaded() {
            Ok(())
        } else {
            Err(ApiError::NotLoaded)
        }
    }
}
