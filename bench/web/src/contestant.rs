//! Contestants: Inkling and its peers.

use serde::Serialize;
use std::path::{Path, PathBuf};

/// Page that reads digits.
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

    /// Name in the report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Inkling => "Inkling",
            Self::Onnxruntime => "onnxruntime-web",
            Self::Tensorflow => "TensorFlow.js",
            Self::Burn => "burn",
        }
    }

    /// Folder of the built page: `dist` for Inkling, a folder in `peers` for a peer.
    pub(crate) fn folder(self, dist: &Path, peers: &Path) -> PathBuf {
        match self {
            Self::Inkling => dist.to_owned(),
            Self::Onnxruntime => peers.join("onnxruntime"),
            Self::Tensorflow => peers.join("tensorflow"),
            Self::Burn => peers.join("burn"),
        }
    }
}
