//! What the explanation shows.

use protocol::{ExplainResponse, FeatureMaps};
use recognizer::Saliency;

use super::subject::Subject;

/// Content of the explanation.
#[derive(Clone, Default)]
pub(super) struct ExplanationState {
    /// Explained digit; `None` while the explanation is closed.
    pub(super) subject: Option<Subject>,
    /// Feature maps of each layer; those of the previous digit until the worker responds.
    pub(super) layers: Vec<FeatureMaps>,
    /// Saliency per pixel; that of the previous digit until the worker responds.
    pub(super) saliency: Saliency,
    pub(super) progress: Progress,
}

/// Progress of the worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Progress {
    #[default]
    Working,
    Done,
    Failed,
}

impl Progress {
    /// Name of the state in `data-state`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl ExplanationState {
    /// Applies a response of the worker; `None` if the worker failed.
    pub(super) fn receive(&mut self, response: Option<ExplainResponse>) {
        match response {
            Some(ExplainResponse::NeedsImage) => {}
            Some(ExplainResponse::Layers(layers)) => self.layers = layers,
            Some(ExplainResponse::Saliency(Ok(saliency))) => {
                self.saliency = saliency;
                self.progress = Progress::Done;
            }
            Some(ExplainResponse::Saliency(Err(_))) | None => self.progress = Progress::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_is_done_with_its_saliency() {
        let mut state = ExplanationState::default();
        for (response, expected) in [
            (Some(ExplainResponse::Layers(vec![])), Progress::Working),
            (
                Some(ExplainResponse::Saliency(Ok(vec![0.5]))),
                Progress::Done,
            ),
            (None, Progress::Failed),
        ] {
            state.receive(response);
            assert_eq!(state.progress, expected);
        }
        assert_eq!(state.saliency, [0.5]);
    }
}
