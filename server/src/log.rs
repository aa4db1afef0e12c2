//! Log options and set-up.

use clap::{Args, ValueEnum};
use std::io::{IsTerminal, stderr};
use std::panic;
use tracing::level_filters::LevelFilter;

/// Log options; the log goes to standard error.
#[derive(Args, Debug)]
#[command(next_help_heading = "Log")]
pub(crate) struct LogOptions {
    /// Format: human-readable, or one JSON object per line.
    #[arg(long = "log", env = "INKLING_LOG", value_enum, ignore_case = true, default_value_t = Format::Human)]
    format: Format,

    /// Lowest level: off, error, warn, info, debug (every request) or trace.
    #[arg(long = "log-level", env = "INKLING_LOG_LEVEL", default_value_t = LevelFilter::INFO)]
    level: LevelFilter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Human,
    Json,
}

impl LogOptions {
    /// Installs the global log subscriber, and logs panics through it.
    pub(crate) fn init(&self) {
        let log = tracing_subscriber::fmt()
            .with_max_level(self.level)
            .with_ansi(stderr().is_terminal())
            .with_writer(stderr);
        match self.format {
            Format::Human => log.init(),
            Format::Json => log.json().flatten_event(true).init(),
        }
        panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panicked")));
    }
}
