//! Identity of the served model, as clients see it.

use digits_net::CompiledClassifier;
use protocol::api::ModelIdentity;
use recognizer::model;

/// Description of the served model.
#[derive(Clone, Debug)]
pub(crate) struct ServedModel {
    pub(crate) identity: ModelIdentity,
    /// Number of trained parameters.
    pub(crate) parameters: u64,
    /// Name and version of the engine.
    pub(crate) engine: &'static str,
    /// Engine and file format, as the Open Inference Protocol names them.
    pub(crate) platform: &'static str,
}

impl ServedModel {
    /// Built-in model.
    pub(crate) fn embedded() -> Self {
        Self {
            identity: ModelIdentity::embedded(),
            parameters: model::PARAMETERS,
            engine: CompiledClassifier::NAME,
            platform: "inkling_onnx",
        }
    }
}
