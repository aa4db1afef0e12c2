//! What is counted, in the text format of Prometheus and OpenMetrics.

use axum::extract::MatchedPath;
use axum::http::StatusCode;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// The label of requests for addresses that the API does not have.
const OTHER: &str = "other";

pub(crate) struct Metrics {
    registry: Registry,
    routes: HashMap<String, Route>,
    other: Route,
    queued: Gauge,
    body_bytes: Gauge,
    /// Images in each batch that a thread took.
    pub(crate) batch_sizes: Histogram,
    /// Requests refused because a queue was full.
    pub(crate) refused: Counter,
    refusal_seconds: Histogram,
    /// Images and pictures answered as "not a digit" or blank.
    pub(crate) rejected: Counter,
}

/// The counters of one address.
pub(crate) struct Route {
    /// As the router knows it, so that what clients ask for cannot make new ones.
    name: Arc<String>,
    answers: Family<AnswerLabels, Counter>,
    seconds: Histogram,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: Arc<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    route: Arc<String>,
    status: u16,
}

type Latencies = Family<RouteLabel, Histogram, fn() -> Histogram>;

impl Metrics {
    /// Counters for these addresses.
    pub(crate) fn new(routes: impl IntoIterator<Item = String>) -> Self {
        let answers = Family::<AnswerLabels, Counter>::default();
        let latencies = Latencies::new_with_constructor(latency_buckets);
        let route = |name: &str| Route::new(name, &answers, &latencies);
        let mut metrics = Self {
            registry: Registry::with_prefix("inkling"),
            routes: routes
                .into_iter()
                .map(|name| (name.clone(), route(&name)))
                .collect(),
            other: route(OTHER),
            queued: Gauge::default(),
            body_bytes: Gauge::default(),
            // 1 to 256 images.
            batch_sizes: Histogram::new(exponential_buckets(1.0, 2.0, 9)),
            refused: Counter::default(),
            refusal_seconds: latency_buckets(),
            rejected: Counter::default(),
        };
        metrics.register(answers, latencies);
        metrics
    }

    fn register(&mut self, answers: Family<AnswerLabels, Counter>, latencies: Latencies) {
        let registry = &mut self.registry;
        let batch_sizes = self.batch_sizes.clone();
        registry.register("requests", "Requests answered", answers);
        registry.register(
            "request_seconds",
            "Time from a request's head to its answer",
            latencies,
        );
        registry.register("batch_images", "Images classified together", batch_sizes);
        registry.register("queued_images", "Images that wait", self.queued.clone());
        registry.register(
            "body_bytes",
            "Size of all bodies that are read",
            self.body_bytes.clone(),
        );
        registry.register(
            "refused",
            "Requests refused by a full queue",
            self.refused.clone(),
        );
        registry.register(
            "refusal_seconds",
            "Time from a request's head to the answer that it cannot be served now",
            self.refusal_seconds.clone(),
        );
        registry.register(
            "rejected",
            "Images that were no digit",
            self.rejected.clone(),
        );
    }

    /// Counts an answer from the address of these counters.
    pub(crate) fn count(&self, route: &Route, status: StatusCode, took: Duration) {
        route.count(status, took);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            self.refusal_seconds.observe(took.as_secs_f64());
        }
    }

    /// The counters of the address that a request was matched to.
    pub(crate) fn route(&self, path: Option<&MatchedPath>) -> &Route {
        path.and_then(|path| self.routes.get(path.as_str()))
            .unwrap_or(&self.other)
    }

    /// All counters as text, with as many images waiting and bytes of bodies held as given.
    pub(crate) fn text(&self, queued: usize, bytes: usize) -> Result<String, std::fmt::Error> {
        let now = [(&self.queued, queued), (&self.body_bytes, bytes)];
        for (gauge, count) in now {
            gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Route {
    fn new(name: &str, answers: &Family<AnswerLabels, Counter>, latencies: &Latencies) -> Self {
        let name = Arc::new(name.to_owned());
        let label = RouteLabel {
            route: name.clone(),
        };
        Self {
            seconds: latencies.get_or_create_owned(&label),
            answers: answers.clone(),
            name,
        }
    }

    fn count(&self, status: StatusCode, took: Duration) {
        self.seconds.observe(took.as_secs_f64());
        let labels = AnswerLabels {
            route: self.name.clone(),
            status: status.as_u16(),
        };
        self.answers.get_or_create(&labels).inc();
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// From 0.1 ms to the usual limit of 10 s, in steps of about three.
fn latency_buckets() -> Histogram {
    Histogram::new([1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0, 10.0])
}
