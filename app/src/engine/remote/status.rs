use protocol::api::ModelIdentity;
use recognizer::model;

use super::RemoteError;

/// How a server is doing, as far as this page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum ServerStatus {
    /// It was not asked.
    #[default]
    Unknown,
    /// It is being asked.
    Checking,
    /// It answers, by the model of this page.
    Ready,
    /// It answers, by a model with this fingerprint.
    OtherModel(String),
    /// It does not answer.
    Failed(RemoteError),
}

impl ServerStatus {
    /// Of a server that answers by this model.
    pub(crate) fn answering(identity: &ModelIdentity) -> Self {
        match &*identity.fingerprint {
            model::FINGERPRINT => Self::Ready,
            other => Self::OtherModel(other.to_owned()),
        }
    }

    /// The state's name, for styles and for tests: "unknown", "checking", "ready", "other-model"
    /// or what the error is called.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Checking => "checking",
            Self::Ready => "ready",
            Self::OtherModel(_) => "other-model",
            Self::Failed(error) => error.state(),
        }
    }

    /// What people are told.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Unknown => tr!("This server was not asked yet."),
            Self::Checking => tr!("Asking the server…"),
            Self::Ready => tr!("The server is ready, with the model of this page."),
            Self::OtherModel(fingerprint) => tr!(
                "The server has another model ({theirs}…, here it is {ours}…): answers may differ for \
                 that reason alone.",
                theirs = start(fingerprint),
                ours = start(model::FINGERPRINT)
            ),
            Self::Failed(error) => error.to_string(),
        }
    }

    /// Whether the server answers.
    pub(crate) fn answers(&self) -> bool {
        matches!(self, Self::Ready | Self::OtherModel(_))
    }
}

/// As much of a fingerprint as people compare.
fn start(fingerprint: &str) -> String {
    fingerprint.chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_with_another_model_is_told_from_one_with_ours() {
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
