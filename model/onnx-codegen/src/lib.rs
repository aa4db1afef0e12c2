//! Compiles an ONNX graph into Rust, when the workspace is built.
//!
//! ```text
//! digits.onnx ─ graph ─► calls of kernels ─ generator ─► network.rs, weights.bin
//! ```
//!
//! ONNX is read as it is, not through tract: its operators are a standard, and those that tract
//! makes of them change with tract; and building the page takes minutes less without.

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

/// Why a model cannot be compiled.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum CompileError {
    /// The bytes are no ONNX graph.
    #[error("this is no ONNX model: {0}")]
    Read(String),
    /// The graph needs a kernel that does not exist.
    #[error(
        "the operator {operator} of the node {node} is unknown: train a network without it, or \
         translate it in model/onnx-codegen/src/graph.rs, with a kernel for it in \
         model/digits-net/src/kernels.rs"
    )]
    Operator {
        /// Its name in ONNX.
        operator: String,
        /// The node's name in the graph.
        node: String,
    },
    /// A kernel does not cover what an operator is told to do.
    #[error("{operator} of the node {node} is only known in other forms: {reason}")]
    Form {
        /// The operator's name in ONNX.
        operator: String,
        /// The node's name in the graph.
        node: String,
        /// What is not covered.
        reason: String,
    },
    /// The graph does not map 1×28×28 intensities to ten logits and one rejection.
    #[error("expected 1×28×28 intensities → ten logits, one rejection; {0}")]
    Contract(String),
    /// A weight that the 12 bits of the compiled network cannot hold.
    #[error(
        "the weight {0} does not fit into the 12 bits in which the compiled network keeps it: export \
         the model with `cargo xtask train`, which rounds weights"
    )]
    Weight(String),
}

/// A network as Rust.
pub struct Compiled {
    source: String,
    weights: Vec<u8>,
}

impl Compiled {
    /// Name and content of each file, to be written into one folder.
    pub fn files(&self) -> [(&'static str, &[u8]); 2] {
        [
            ("network.rs", self.source.as_bytes()),
            (generator::WEIGHTS_FILE, &self.weights),
        ]
    }
}

/// Compiles an ONNX graph that maps `[N, 1, 28, 28]` intensities to `logits` `[N, 10]` and
/// `rejection` `[N]`.
///
/// # Errors
/// If the bytes are no such graph, or no kernel does what an operator asks for.
pub fn compile(onnx: &[u8]) -> Result<Compiled, CompileError> {
    let model = read(&Bytes::copy_from_slice(onnx))?;
    let graph = Graph::read(&model)?;
    let fingerprint = Sha256::digest(onnx);
    let fingerprint: String = fingerprint
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(Compiled {
        source: generator::source(&graph, &fingerprint),
        weights: generator::weights(&graph)?,
    })
}

fn read(file: &Bytes) -> Result<Model, CompileError> {
    Model::decode(file.clone()).map_err(|error| CompileError::Read(error.to_string()))
}

#[cfg(test)]
mod tests;
