//! Who is compared.

use serde::Serialize;
use std::path::{Path, PathBuf};

/// A page that reads digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contestant {
    Inkling,
    Onnxruntime,
    Tensorflow,
    Burn,
}

impl Contestant {
    pub(crate) const ALL: [Self; 4] = [
        Self::Inkling,
        Self::Onnxruntime,
        Self::Tensorflow,
        Self::Burn,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Inkling => "Inkling",
            Self::Onnxruntime => "onnxruntime-web",
            Self::Tensorflow => "TensorFlow.js",
            Self::Burn => "burn",
        }
    }

    /// Where its page lies: Inkling's in `dist`, a peer's in a folder of `peers`.
    pub(crate) fn folder(self, dist: &Path, peers: &Path) -> PathBuf {
        match self {
            Self::Inkling => dist.to_owned(),
            Self::Onnxruntime => peers.join("onnxruntime"),
            Self::Tensorflow => peers.join("tensorflow"),
            Self::Burn => peers.join("burn"),
        }
    }
}
