//! Metrics in the text format of Prometheus and OpenMetrics.

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

/// Route label of requests for unknown paths.
const OTHER: &str = "other";

/// Registry of all metrics.
pub(crate) struct Metrics {
    registry: Registry,
    routes: HashMap<String, RouteMetrics>,
    other: RouteMetrics,
    queued: Gauge,
    body_bytes: Gauge,
    picture_bytes: Gauge,
    /// Images per batch.
    pub(crate) batch_sizes: Histogram,
    /// Requests refused by a full queue.
    pub(crate) refused: Counter,
    refusal_seconds: Histogram,
    /// Images and pictures found to be blank or no digit.
    pub(crate) rejected: Counter,
}

/// Values that are read when the metrics are asked for.
pub(crate) struct Gauges {
    /// Images in the queue.
    pub(crate) queued: usize,
    /// Bytes of request bodies in memory.
    pub(crate) body_bytes: usize,
    /// Bytes set apart for decoding pictures.
    pub(crate) picture_bytes: usize,
}

/// Metrics of one route.
pub(crate) struct RouteMetrics {
    /// Route pattern: labels from request paths would let clients create any number of series.
    name: Arc<String>,
    responses: Family<ResponseLabels, Counter>,
    latency: Histogram,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: Arc<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResponseLabels {
    route: Arc<String>,
    status: u16,
}

type Latencies = Family<RouteLabel, Histogram, fn() -> Histogram>;

impl Metrics {
    /// Metrics for these route patterns.
    pub(crate) fn new(routes: impl IntoIterator<Item = String>) -> Self {
        let responses = Family::<ResponseLabels, Counter>::default();
        let latencies = Latencies::new_with_constructor(latency_buckets);
        let route = |name: &str| RouteMetrics::new(name, &responses, &latencies);
        let mut metrics = Self {
            registry: Registry::with_prefix("inkling"),
            routes: routes
                .into_iter()
                .map(|name| (name.clone(), route(&name)))
                .collect(),
            other: route(OTHER),
            queued: Gauge::default(),
            body_bytes: Gauge::default(),
            picture_bytes: Gauge::default(),
            // 1 to 256 images.
            batch_sizes: Histogram::new(exponential_buckets(1.0, 2.0, 9)),
            refused: Counter::default(),
            refusal_seconds: latency_buckets(),
            rejected: Counter::default(),
        };
        metrics.register(responses, latencies);
        metrics
    }

    fn register(&mut self, responses: Family<ResponseLabels, Counter>, latencies: Latencies) {
        let registry = &mut self.registry;
        let batch_sizes = self.batch_sizes.clone();
        registry.register("requests", "Requests served", responses);
        registry.register(
            "request_seconds",
            "Latency from the end of the request head to the response",
            latencies,
        );
        registry.register("batch_images", "Images per batch of inference", batch_sizes);
        registry.register("queued_images", "Images in the queue", self.queued.clone());
        registry.register(
            "body_bytes",
            "Bytes of request bodies in memory",
            self.body_bytes.clone(),
        );
        registry.register(
            "picture_bytes",
            "Bytes set apart for decoding pictures",
            self.picture_bytes.clone(),
        );
        registry.register(
            "refused",
            "Requests refused by a full queue",
            self.refused.clone(),
        );
        registry.register(
            "refusal_seconds",
            "Latency of responses with status 503",
            self.refusal_seconds.clone(),
        );
        registry.register(
            "rejected",
            "Images and pictures that were blank or no digit",
            self.rejected.clone(),
        );
    }

    /// Records a response of this route.
    pub(crate) fn observe(&self, route: &RouteMetrics, status: StatusCode, duration: Duration) {
        route.observe(status, duration);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            self.refusal_seconds.observe(duration.as_secs_f64());
        }
    }

    /// Metrics of the route that a request matched.
    pub(crate) fn route(&self, path: Option<&MatchedPath>) -> &RouteMetrics {
        path.and_then(|path| self.routes.get(path.as_str()))
            .unwrap_or(&self.other)
    }

    /// Exposition text, after setting the gauges.
    pub(crate) fn text(&self, values: Gauges) -> Result<String, std::fmt::Error> {
        let gauges = [
            (&self.queued, values.queued),
            (&self.body_bytes, values.body_bytes),
            (&self.picture_bytes, values.picture_bytes),
        ];
        for (gauge, value) in gauges {
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl RouteMetrics {
    fn new(name: &str, responses: &Family<ResponseLabels, Counter>, latencies: &Latencies) -> Self {
        let name = Arc::new(name.to_owned());
        let label = RouteLabel {
            route: name.clone(),
        };
        Self {
            latency: latencies.get_or_create_owned(&label),
            responses: responses.clone(),
            name,
        }
    }

    fn observe(&self, status: StatusCode, duration: Duration) {
        self.latency.observe(duration.as_secs_f64());
        let labels = ResponseLabels {
            route: self.name.clone(),
            status: status.as_u16(),
        };
        self.responses.get_or_create(&labels).inc();
    }

    /// Route pattern.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// Buckets in seconds: 0.1 ms to the default request timeout of 10 s, by factors of about three.
fn latency_buckets() -> Histogram {
    Histogram::new([1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0, 10.0])
}
