//! Errors of requests to a server.

use thiserror::Error;

/// Why a server gives no answer; the message also names a remedy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum RemoteError {
    #[error("{}", tr!("Enter the address of an Inkling server, as in http://localhost:3000."))]
    NoAddress,
    #[error("{}", tr!("This page came over HTTPS, and from such a page browsers ask no plain HTTP address but \
         this machine's. Enter an address that begins with https://."))]
    Mixed,
    #[error("{}", tr!("The browser does not let this page reach your machine or your local network. Allow it in \
         the settings of this site, beside the address bar, then ask again."))]
    Permission,
    #[error("{}", tr!("Couldn't reach the server: it is off, the address is wrong, or something between \
         blocks it. Check the address, start the server, then ask again."))]
    Unreachable,
    #[error("{}", tr!("A server answers there, but it does not let pages of {origin} read its answers. If it is \
         an Inkling server, start it with --allow-origin {origin}.", origin = .origin))]
    Refused { origin: String },
    #[error("{}", tr!("The server has not answered within {seconds} seconds. Ask again.", seconds = .seconds))]
    Slow { seconds: u64 },
    #[error(
        "{} {}",
        tr!("The server cannot take this now: it has too much to do, or it is starting or stopping."),
        retry_hint(*.seconds)
    )]
    Busy { seconds: Option<u32> },
    #[error("{}", tr!("What answers there is no Inkling server. Check the address."))]
    NotInkling,
    #[error("{}", tr!("The server refuses the question: {reason}.", reason = .0))]
    Rejected(String),
    #[error("{}", tr!("Stopped. Your drawing is still here: press Predict to ask again."))]
    Canceled,
}

fn retry_hint(seconds: Option<u32>) -> String {
    match seconds {
        None | Some(0) => tr!("Ask again in a moment."),
        Some(seconds) => {
            tr!("Ask again in a second." | "Ask again in {n} seconds." % seconds as usize)
        }
    }
}

impl RemoteError {
    /// Name of the server's status after it, for styles and tests.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::Mixed => "mixed",
            Self::Permission => "permission",
            Self::Unreachable => "unreachable",
            Self::Refused { .. } => "refused",
            Self::Slow { .. } => "slow",
            Self::Busy { .. } => "busy",
            Self::NotInkling => "not-inkling",
            Self::Rejected(_) => "failed",
            Self::Canceled => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_server_gives_the_time_of_the_next_try() {
        for (seconds, expected) in [
            (None, "in a moment."),
            (Some(1), "in a second."),
            (Some(30), "in 30 seconds."),
        ] {
            let sentence = RemoteError::Busy { seconds }.to_string();
            assert!(sentence.ends_with(expected), "{sentence}");
        }
    }

    #[test]
    fn a_refusal_names_the_flag_that_allows_the_origin() {
        let origin = "https://inkling.example".to_owned();
        let sentence = RemoteError::Refused { origin }.to_string();
        assert!(sentence.contains("--allow-origin https://inkling.example"));
    }
}
