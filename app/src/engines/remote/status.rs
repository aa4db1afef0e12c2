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

    /// Description for the user.
    pub(crate) fn sentence(&self) -> String {
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
            Self::Failed(error) => error.to_string(),
        }
    }

    /// Whether the server answers.
    pub(crate) fn answers(&self) -> bool {
        matches!(self, Self::Ready | Self::OtherModel(_))
    }
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
        assert!(status.sentence().contains("01234567…"));
    }
}
