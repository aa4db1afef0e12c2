//! What the server can be told; every field's text is its flag's help.

use crate::model_options::ModelOptions;
use axum::http::Uri;
use clap::Args;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What the server needs to know.
#[derive(Args, Clone, Debug)]
pub struct ServerOptions {
    /// Folder of the built page, as `cargo xtask build` writes it.
    #[arg(long, env = "INKLING_DIST", default_value = "dist")]
    pub dist: PathBuf,

    /// Origins whose pages may use the API, as in https://example.org; repeat it or separate them
    /// by commas. Without it: pages of this machine (localhost, 127.0.0.1, [::1], any port). Pages
    /// that this server serves always may.
    #[arg(
        long = "allow-origin",
        env = "INKLING_ALLOW_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ',',
        value_parser = origin
    )]
    pub allowed_origins: Vec<String>,

    /// Which model is served.
    #[command(flatten)]
    pub model: ModelOptions,

    /// How inference is done.
    #[command(flatten)]
    pub inference: InferenceOptions,

    /// What a client may take.
    #[command(flatten)]
    pub limits: Limits,
}

/// How inference is done.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Inference")]
pub struct InferenceOptions {
    /// Threads that run the network, and as many again that decode pictures; without it as many
    /// as there are cores.
    #[arg(long, env = "INKLING_WORKERS", value_parser = positive)]
    pub workers: Option<usize>,

    /// Images that may wait for the network; a request beyond it is refused at once with 503.
    #[arg(long, env = "INKLING_QUEUE", value_name = "IMAGES", value_parser = positive, default_value_t = Self::default().queue)]
    pub queue: usize,

    /// Images that a thread takes from the queue at once; it never waits for them to come.
    #[arg(long, env = "INKLING_BATCH", value_name = "IMAGES", value_parser = positive, default_value_t = Self::default().batch)]
    pub batch: usize,

    /// Pictures that may wait to be decoded; one beyond it is refused at once with 503.
    #[arg(long, env = "INKLING_PICTURE_QUEUE", value_name = "PICTURES", value_parser = positive, default_value_t = Self::default().picture_queue)]
    pub picture_queue: usize,
}

/// What a client may take.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// Largest body with images, in bytes.
    #[arg(long = "max-body", env = "INKLING_MAX_BODY", value_name = "BYTES", default_value_t = Self::default().body)]
    pub body: usize,

    /// All bodies together while they come, in bytes; one beyond it is refused with 503.
    #[arg(long = "max-bodies", env = "INKLING_MAX_BODIES", value_name = "BYTES", value_parser = positive, default_value_t = Self::default().bodies)]
    pub bodies: usize,

    /// Largest file with a picture, in bytes.
    #[arg(long = "max-picture", env = "INKLING_MAX_PICTURE", value_name = "BYTES", default_value_t = Self::default().picture)]
    pub picture: usize,

    /// Largest picture, in pixels.
    #[arg(long = "max-pixels", env = "INKLING_MAX_PIXELS", value_name = "PIXELS", default_value_t = Self::default().pixels)]
    pub pixels: u64,

    /// Time for a request from the end of its head until its answer, as in 10s or 500ms.
    #[arg(long, env = "INKLING_REQUEST_TIMEOUT", value_name = "TIME", value_parser = duration, default_value = "10s")]
    pub request_timeout: Duration,

    /// Time until the head of a request has come, for a new connection and for one that is kept
    /// open after an answer.
    #[arg(long, env = "INKLING_HEAD_TIMEOUT", value_name = "TIME", value_parser = duration, default_value = "30s")]
    pub head_timeout: Duration,

    /// Time that a client may leave an answer untouched before it is cut off.
    #[arg(long, env = "INKLING_WRITE_TIMEOUT", value_name = "TIME", value_parser = duration, default_value = "30s")]
    pub write_timeout: Duration,

    /// Connections at once; one beyond it is answered with 503 and closed.
    #[arg(long = "max-connections", env = "INKLING_MAX_CONNECTIONS", value_name = "COUNT", value_parser = positive, default_value_t = Self::default().connections)]
    pub connections: usize,

    /// Time for open requests to end when the server is stopped.
    #[arg(long, env = "INKLING_GRACE", value_name = "TIME", value_parser = duration, default_value = "30s")]
    pub grace: Duration,
}

/// There is no built page to serve.
#[derive(Debug, thiserror::Error)]
#[error("there is no page in {}; run `cargo xtask build`", .0.display())]
pub struct MissingPage(PathBuf);

impl ServerOptions {
    /// The usual options, for the page in this folder.
    pub fn new(dist: PathBuf) -> Self {
        Self {
            dist,
            allowed_origins: Vec::new(),
            model: ModelOptions::default(),
            inference: InferenceOptions::default(),
            limits: Limits::default(),
        }
    }

    /// Refuses a folder without a page, so that this shows at start and not at the first visit.
    ///
    /// # Errors
    /// If the folder has no `index.html`.
    pub fn check(&self) -> Result<(), MissingPage> {
        match self.dist.join("index.html").is_file() {
            true => Ok(()),
            false => Err(MissingPage(self.dist.clone())),
        }
    }
}

impl Default for InferenceOptions {
    fn default() -> Self {
        Self {
            workers: None,
            queue: 4096,
            // Measured on one core (`cargo xtask bench server --only batching`): 18 % more answers
            // than one by one at 50 connections, for a p99 9 % longer; 20 % at 500, 17 % shorter.
            batch: 32,
            picture_queue: 16,
        }
    }
}

impl InferenceOptions {
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.workers.unwrap_or_else(cores)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // 256 images in JSON: about 1 MiB as bytes, under 5 MiB as floats with all their digits.
            body: 8 << 20,
            bodies: 256 << 20,
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

fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=Semaphore::MAX_PERMITS) => Ok(number),
        _ => Err("it must be a whole number over 0".to_owned()),
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| format!("{error}; write it as in 10s or 500ms"))
}

/// As a browser writes it in the Origin header.
fn origin(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let (scheme, host) = text.split_once("://").unwrap_or_default();
    let is_web = matches!(scheme, "http" | "https");
    let parsed: Option<Uri> = text.parse().ok();
    let is_origin = parsed.is_some_and(|uri| uri.authority().is_some_and(|found| found == host));
    match is_web && is_origin && !host.contains('@') {
        true => Ok(text),
        false => Err("write an origin as in https://example.org or http://host:8080".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{InferenceOptions, Limits, ServerOptions, duration, origin};
    use clap::{Args, Command, FromArgMatches};

    #[test]
    fn origins_are_written_as_browsers_write_them() {
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
            assert_eq!(origin(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn durations_have_units() {
        assert!(duration("10s").is_ok_and(|time| time.as_secs() == 10));
        assert!(duration("10").is_err());
    }

    #[test]
    fn the_defaults_of_flags_and_code_are_the_same() {
        // Only the durations are written twice.
        let matches =
            ServerOptions::augment_args(Command::new("server")).get_matches_from(["server"]);
        let flags = ServerOptions::from_arg_matches(&matches).expect("no flag is required");
        let code = ServerOptions::new("dist".into());
        assert_eq!(format!("{flags:?}"), format!("{code:?}"));
        assert!(InferenceOptions::default().threads() > 0);
        assert!(Limits::default().body > 1 << 20);
    }

    #[test]
    fn zero_is_no_number_of_workers() {
        let command = ServerOptions::augment_args(Command::new("server"));
        for flag in ["--workers", "--queue", "--batch", "--max-connections"] {
            let arguments = ["server", flag, "0"];
            assert!(command.clone().try_get_matches_from(arguments).is_err());
        }
    }
}
