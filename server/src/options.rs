//! Server configuration; field docs become `--help`.

use crate::memory_limit::memory_limit;
use crate::model_options::ModelOptions;
use axum::http::Uri;
use clap::Args;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Server configuration.
#[derive(Args, Clone, Debug)]
pub struct ServerOptions {
    /// Folder of the built page, as `cargo xtask build` writes it.
    #[arg(long, env = "INKLING_DIST", default_value = "dist")]
    pub dist: PathBuf,

    /// Origins whose pages may use the API, as in `https://example.org`; repeat the flag or separate
    /// them by commas. Default: origins of this machine (`localhost`, `127.0.0.1`, `[::1]`, any port).
    /// Pages from this server are always allowed.
    #[arg(
        long = "allow-origin",
        env = "INKLING_ALLOW_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ',',
        value_parser = parse_origin
    )]
    pub allowed_origins: Vec<String>,

    /// Served model.
    #[command(flatten)]
    pub model: ModelOptions,

    /// Threads, queues and batching.
    #[command(flatten)]
    pub inference: InferenceOptions,

    /// Limits per request, per connection and in total.
    #[command(flatten)]
    pub limits: Limits,
}

/// Threads, queues and batching.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Inference")]
pub struct InferenceOptions {
    /// Threads for inference, and as many again for decoding pictures. Default: number of cores.
    #[arg(long, env = "INKLING_WORKERS", value_parser = parse_positive)]
    pub workers: Option<usize>,

    /// Capacity of the inference queue; requests beyond it are refused at once with 503.
    #[arg(long, env = "INKLING_QUEUE", value_name = "IMAGES", value_parser = parse_positive, default_value_t = Self::default().queue)]
    pub queue: usize,

    /// Largest batch of queued images; a thread never waits to fill it.
    #[arg(long, env = "INKLING_BATCH", value_name = "IMAGES", value_parser = parse_positive, default_value_t = Self::default().batch)]
    pub batch: usize,

    /// Capacity of the picture queue; pictures beyond it are refused at once with 503.
    #[arg(long, env = "INKLING_PICTURE_QUEUE", value_name = "PICTURES", value_parser = parse_positive, default_value_t = Self::default().picture_queue)]
    pub picture_queue: usize,
}

/// Limits per request, per connection and in total.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// Largest body with images, in bytes.
    #[arg(long = "max-body", env = "INKLING_MAX_BODY", value_name = "BYTES", default_value_t = Self::default().body)]
    pub body: usize,

    /// Memory for all request bodies together, in bytes; bodies beyond it are refused with 503.
    /// Default: 256 MiB, or an eighth of the memory limit (of the container, of `ulimit -v`, of the
    /// machine) if that is less.
    #[arg(long = "max-bodies", env = "INKLING_MAX_BODIES", value_name = "BYTES", value_parser = parse_positive)]
    pub bodies: Option<usize>,

    /// Memory for all pictures that are decoded at once, in bytes, counted by their headers; others
    /// wait, and are refused with 503 when too many wait. Default: 320 MiB, or five eighths of the
    /// memory limit if that is less.
    #[arg(long, env = "INKLING_PICTURE_MEMORY", value_name = "BYTES", value_parser = parse_positive)]
    pub picture_memory: Option<usize>,

    /// Largest picture file, in bytes.
    #[arg(long = "max-picture", env = "INKLING_MAX_PICTURE", value_name = "BYTES", default_value_t = Self::default().picture)]
    pub picture: usize,

    /// Largest picture, in pixels.
    #[arg(long = "max-pixels", env = "INKLING_MAX_PIXELS", value_name = "PIXELS", default_value_t = Self::default().pixels)]
    pub pixels: u64,

    /// Timeout from the end of the request head to the response, as in 10s or 500ms.
    #[arg(long, env = "INKLING_REQUEST_TIMEOUT", value_name = "TIME", value_parser = parse_duration, default_value = "10s")]
    pub request_timeout: Duration,

    /// Timeout for the request head, on new and on kept-alive connections.
    #[arg(long, env = "INKLING_HEAD_TIMEOUT", value_name = "TIME", value_parser = parse_duration, default_value = "30s")]
    pub head_timeout: Duration,

    /// Timeout for a client that stops reading its response.
    #[arg(long, env = "INKLING_WRITE_TIMEOUT", value_name = "TIME", value_parser = parse_duration, default_value = "30s")]
    pub write_timeout: Duration,

    /// Open connections; further ones get a 503 and are closed.
    #[arg(long = "max-connections", env = "INKLING_MAX_CONNECTIONS", value_name = "COUNT", value_parser = parse_positive, default_value_t = Self::default().connections)]
    pub connections: usize,

    /// Time for open requests to finish when the server is stopped.
    #[arg(long, env = "INKLING_GRACE", value_name = "TIME", value_parser = parse_duration, default_value = "30s")]
    pub grace: Duration,
}

/// Missing build of the page.
#[derive(Debug, thiserror::Error)]
#[error("there is no page in {}; run `cargo xtask build`, or let --dist name its folder", .0.display())]
pub struct MissingPage(PathBuf);

impl ServerOptions {
    /// Default options for the page in this folder.
    pub fn new(dist: PathBuf) -> Self {
        Self {
            dist,
            allowed_origins: Vec::new(),
            model: ModelOptions::default(),
            inference: InferenceOptions::default(),
            limits: Limits::default(),
        }
    }

    /// Checks that the folder holds a page, so that a mistake shows at start-up.
    ///
    /// # Errors
    /// If the folder has no `index.html`.
    pub fn check(&self) -> Result<(), MissingPage> {
        if self.dist.join("index.html").is_file() {
            Ok(())
        } else {
            Err(MissingPage(self.dist.clone()))
        }
    }
}

impl Default for InferenceOptions {
    fn default() -> Self {
        Self {
            workers: None,
            queue: 4096,
            // Measured on one core (`cargo xtask bench server --only batching`), beside batches of
            // one: +18 % throughput at 50 connections with a p99 9 % longer; +20 % at 500
            // connections with a p99 17 % shorter.
            batch: 32,
            picture_queue: 16,
        }
    }
}

impl InferenceOptions {
    /// Number of threads per pool.
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.workers.unwrap_or_else(cores)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // 256 images in JSON: about 1 MiB as bytes, under 5 MiB as floats with all digits.
            body: 8 << 20,
            bodies: None,
            picture_memory: None,
            picture: 10 << 20,
            pixels: 40_000_000,
            request_timeout: Duration::from_secs(10),
            head_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            connections: 10_000,
            grace: Duration::from_secs(30),
        }
    }
}

impl Limits {
    /// Memory for all request bodies together, in bytes.
    pub(crate) fn bodies(&self) -> usize {
        let by_default = || (256 << 20).min(eighths_of_memory(1));
        self.bodies.unwrap_or_else(by_default)
    }

    /// Memory for decoding pictures, in bytes. The default leaves room for everything else in 512 MiB.
    pub(crate) fn picture_memory(&self) -> usize {
        let by_default = || (320 << 20).min(eighths_of_memory(5));
        self.picture_memory.unwrap_or_else(by_default)
    }
}

/// This many eighths of the memory limit, in bytes.
fn eighths_of_memory(count: u64) -> usize {
    let limit = memory_limit().unwrap_or(u64::MAX);
    usize::try_from(limit / 8 * count).unwrap_or(usize::MAX)
}

fn parse_positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=Semaphore::MAX_PERMITS) => Ok(number),
        _ => Err("it must be a whole number over 0".to_owned()),
    }
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| format!("{error}; write it as in 10s or 500ms"))
}

/// Normalizes an origin to the form that browsers send in the Origin header.
fn parse_origin(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let (scheme, host) = text.split_once("://").unwrap_or_default();
    let is_web = matches!(scheme, "http" | "https");
    let uri: Option<Uri> = text.parse().ok();
    let is_origin = uri.is_some_and(|uri| uri.authority().is_some_and(|it| it == host));
    if is_web && is_origin && !host.contains('@') {
        Ok(text)
    } else {
        Err("write an origin as in https://example.org or http://host:8080".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{InferenceOptions, Limits, ServerOptions, parse_duration, parse_origin};
    use clap::{Args, Command, FromArgMatches};

    #[test]
    fn origins_are_normalized_or_refused() {
        let cases = [
            ("https://example.org", Some("https://example.org")),
            ("https://Example.org/", Some("https://example.org")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("https://example.org/page", None),
            ("https://me@example.org", None),
            ("ftp://example.org", None),
            ("example.org", None),
            ("https://", None),
            ("*", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_origin(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn durations_need_units() {
        assert!(parse_duration("10s").is_ok_and(|time| time.as_secs() == 10));
        assert!(parse_duration("10").is_err());
    }

    #[test]
    fn defaults_of_flags_and_code_agree() {
        // Durations are the only defaults written twice.
        let matches =
            ServerOptions::augment_args(Command::new("server")).get_matches_from(["server"]);
        let flags = ServerOptions::from_arg_matches(&matches).expect("no flag is required");
        let code = ServerOptions::new("dist".into());
        assert_eq!(format!("{flags:?}"), format!("{code:?}"));
        assert!(InferenceOptions::default().threads() > 0);
        assert!(Limits::default().body > 1 << 20);
    }

    #[test]
    fn counts_of_zero_are_refused() {
        let command = ServerOptions::augment_args(Command::new("server"));
        for flag in ["--workers", "--queue", "--batch", "--max-connections"] {
            let arguments = ["server", flag, "0"];
            assert!(command.clone().try_get_matches_from(arguments).is_err());
        }
    }
}
