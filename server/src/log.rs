//! Where the server's log goes, and how it looks.

use clap::{Args, ValueEnum};
use std::io::{IsTerminal, stderr};
use std::panic;
use tracing::level_filters::LevelFilter;

/// The log, which goes to standard error.
#[derive(Args, Debug)]
#[command(next_help_heading = "Log")]
pub(crate) struct LogOptions {
    /// For people to read, or as JSON in lines.
    #[arg(long = "log", env = "INKLING_LOG", value_enum, default_value_t = Format::Human)]
    format: Format,

    /// What is logged: off, error, warn, info, debug (every request) or trace.
    #[arg(long = "log-level", env = "INKLING_LOG_LEVEL", default_value_t = LevelFilter::INFO)]
    level: LevelFilter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Human,
    Json,
}

impl LogOptions {
    /// Sends everything that is logged from now on there, panics too.
    pub(crate) fn start(&self) {
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
