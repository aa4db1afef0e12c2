//! An ONNX graph as the calls of kernels that it comes down to.

mod attributes;
mod reader;

use crate::CompileError;
use crate::onnx::Model;
use reader::Reader;

/// The numbers of one image between two layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) channels: usize,
    pub(crate) height: usize,
    pub(crate) width: usize,
}

/// The kernels to call, in order. What they pass on is numbered, beginning with the image.
pub(crate) struct Graph {
    pub(crate) shapes: Vec<Shape>,
    pub(crate) steps: Vec<Step>,
    pub(crate) outputs: [usize; 2],
}

/// One call.
pub(crate) struct Step {
    /// The node's name in the graph.
    pub(crate) name: String,
    pub(crate) input: usize,
    pub(crate) output: usize,
    pub(crate) kernel: Kernel,
}

pub(crate) enum Kernel {
    Convolve(Convolution),
    /// The maximum of every 2×2 pixels.
    MaxPool,
}

/// A dense layer is one whose window is the whole input.
pub(crate) struct Convolution {
    /// Rows and columns of the window.
    pub(crate) size: usize,
    pub(crate) stride: usize,
    /// Zeros on each side of the input.
    pub(crate) padding: usize,
    pub(crate) activation: Activation,
    /// `[channels out, channels in, size, size]`.
    pub(crate) weights: Vec<f32>,
    /// One a channel out.
    pub(crate) bias: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activation {
    Identity,
    Relu,
}

impl Graph {
    pub(crate) fn read(model: &Model) -> Result<Self, CompileError> {
        let graph = model.graph.as_ref();
        let graph = graph.ok_or_else(|| CompileError::Read("it has no graph".into()))?;
        let mut reader = Reader::new(graph)?;
        for node in &graph.node {
            reader.read(node)?;
        }
        reader.finish(graph)
    }
}
