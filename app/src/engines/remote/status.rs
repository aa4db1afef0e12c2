//! State of the selected server.

use protocol::api::ModelIdentity;
use recognizer::model;

use super::RemoteError;

/// Last known state of a server.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum ServerStatus {
    /// It has not been checked.
    #[default]
    Unknown,
    /// It is being checked.
    Checking,
    /// It answers with the model of this page.
    Ready,
    /// It answers with a model of this SHA-256.
    OtherModel(String),
    /// It does not answer.
    Failed(RemoteError),
}

impl ServerStatus {
    /// State of a server that answers with this model.
    pub(crate) fn answering(identity: &ModelIdentity) -> Self {
        match &*identity.fingerprint {
            model::FINGERPRINT => Self::Ready,
            other => Self::OtherModel(other.to_owned()),
        }
    }

    /// Name for styles and tests: "unknown", "checking", "ready", "other-model" or that of the error.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Checking => "checking",
            Self::Ready => "ready",
            Self::OtherModel(_) => "other-model",
            Self::Failed(error) => error.state(),
        }
    }

    /// Description for the user. `is_own`: it is the server of this page; `has_answered`: it answered
    /// before.
    pub(crate) fn sentence(&self, is_own: bool, has_answered: bool) -> String {
        use RemoteError::{NotInkling, Unreachable};
        match self {
            Self::Unknown => tr!("This server was not asked yet."),
            Self::Checking => tr!("Asking the server…"),
            Self::Ready => tr!("The server is ready, with the model of this page."),
            Self::OtherModel(fingerprint) => tr!(
                "The server has another model ({theirs}…, here it is {ours}…): answers may differ for \
                 that reason alone.",
                theirs = abbreviated(fingerprint),
                ours = abbreviated(model::FINGERPRINT)
            ),
            // The host of this page has sent the page.
            Self::Failed(Unreachable) if is_own || has_answered => stopped(),
            Self::Failed(NotInkling) if has_answered => stopped(),
            Self::Failed(NotInkling) if is_own => tr!(
                "The host of this page reads no digits. Enter the address of an Inkling server, as in \
                 http://localhost:3000."
            ),
            Self::Failed(error) => error.to_string(),
        }
    }

    /// Whether the server answers.
    pub(crate) fn answers(&self) -> bool {
        matches!(self, Self::Ready | Self::OtherModel(_))
    }
}

fn stopped() -> String {
    tr!(
        "The server has stopped answering: it ended, or the connection to it is lost. Start it, then ask \
         again."
    )
}

/// First eight characters of a fingerprint.
fn abbreviated(fingerprint: &str) -> String {
    fingerprint.chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_with_another_model_is_distinguished() {
        let ours = ModelIdentity::embedded();
        assert_eq!(ServerStatus::answering(&ours), ServerStatus::Ready);
        let theirs = ModelIdentity {
            fingerprint: "0123456789".into(),
            ..ours
        };
        let status = ServerStatus::answering(&theirs);
        assert_eq!((status.state(), status.answers()), ("other-model", true));
        assert!(status.sentence(true, true).contains("01234567…"));
    }

    #[test]
    fn a_server_that_died_is_distinguished_from_a_host_without_one() {
        let (stopped, no_digits) = ("has stopped answering", "reads no digits");
        for (error, is_own, has_answered, expected) in [
            (RemoteError::Unreachable, true, false, stopped),
            (RemoteError::Unreachable, true, true, stopped),
            (RemoteError::Unreachable, false, true, stopped),
            (
                RemoteError::Unreachable,
                false,
                false,
                "the address is wrong",
            ),
            (RemoteError::NotInkling, true, false, no_digits),
            (RemoteError::NotInkling, true, true, stopped),
            (RemoteError::NotInkling, false, true, stopped),
            (RemoteError::NotInkling, false, false, "no Inkling server"),
        ] {
            let sentence = ServerStatus::Failed(error.clone()).sentence(is_own, has_answered);
            assert!(sentence.contains(expected), "{error:?}: {sentence}");
        }
    }
}
