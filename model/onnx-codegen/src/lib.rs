//! Generates Rust from an ONNX graph, at build time.
//!
//! ```text
//! digits.onnx ─ graph ─► calls of kernels ─ generator ─► network.rs, weights.bin
//! ```
//!
//! ONNX is parsed directly, not by tract: ONNX operators are a standard, tract's change with its
//! version; and the page builds minutes faster without tract.
//!
//! ```
//! let onnx = std::fs::read("../weights/digits.onnx")?;
//! let network = onnx_codegen::generate(&onnx)?;
//! let [(source_name, source), (weights_name, weights)] = network.files();
//! assert_eq!([source_name, weights_name], ["network.rs", "weights.bin"]);
//! assert!(std::str::from_utf8(source)?.contains("pub(crate) fn run"));
//! assert!(weights.len() < onnx.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod generator;
mod graph;
mod onnx;
mod weights;

use bytes::Bytes;
use prost::Message;
use sha2::{Digest, Sha256};
use thiserror::Error;

pub use generator::{LANES, pack};
pub use weights::encode;

use graph::Graph;
use onnx::Model;

/// Error of code generation.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum CodegenError {
    /// The bytes are not an ONNX graph.
    #[error("this is no ONNX model: {0}")]
    Read(String),
    /// No kernel exists for an operator.
    #[error(
        "the operator {operator} of the node {node} is unknown: train a network without it, or \
         translate it in model/onnx-codegen/src/graph/reader.rs, with a kernel for it in \
         model/digits-net/src/kernels.rs"
    )]
    Operator {
        /// ONNX name of the operator.
        operator: String,
        /// Name of the node in the graph.
        node: String,
    },
    /// The kernel does not support these attributes or shapes.
    #[error("{operator} of the node {node} is not supported in this form: {reason}")]
    Form {
        /// ONNX name of the operator.
        operator: String,
        /// Name of the node in the graph.
        node: String,
        /// Unsupported attribute or shape.
        reason: String,
    },
    /// The graph does not map 1×28×28 intensities to ten logits and one rejection.
    #[error("expected 1×28×28 intensities → ten logits, one rejection; {0}")]
    Contract(String),
    /// A weight is not representable in the 12 bits of the generated network.
    #[error(
        "the weight {0} does not fit into the 12 bits of the generated network: export the model \
         with `cargo xtask train`, which rounds weights"
    )]
    Weight(String),
}

/// Source and weights of a generated network.
pub struct GeneratedNetwork {
    source: String,
    weights: Vec<u8>,
}

impl GeneratedNetwork {
    /// Name and content of each file, to be written to one folder.
    pub fn files(&self) -> [(&'static str, &[u8]); 2] {
        [
            ("network.rs", self.source.as_bytes()),
            (generator::WEIGHTS_FILE, &self.weights),
        ]
    }
}

/// Generates a network from an ONNX graph that maps `[N, 1, 28, 28]` intensities to `logits` `[N, 10]`
/// and `rejection` `[N]`.
///
/// # Errors
/// If the bytes are not such a graph, or no kernel supports an operator.
pub fn generate(onnx: &[u8]) -> Result<GeneratedNetwork, CodegenError> {
    let model = read(&Bytes::copy_from_slice(onnx))?;
    let graph = Graph::read(&model)?;
    let fingerprint = format!("{:x}", Sha256::digest(onnx));
    Ok(GeneratedNetwork {
        source: generator::source(&graph, &fingerprint),
        weights: generator::weights(&graph)?,
    })
}

fn read(file: &Bytes) -> Result<Model, CodegenError> {
    Model::decode(file.clone()).map_err(|error| CodegenError::Read(error.to_string()))
}

#[cfg(test)]
mod tests;
