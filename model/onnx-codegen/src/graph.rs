//! An ONNX graph as a sequence of kernel calls.

mod attributes;
mod reader;

use crate::CodegenError;
use crate::onnx::Model;
use reader::Reader;

/// Shape of the activations of one image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) channels: usize,
    pub(crate) height: usize,
    pub(crate) width: usize,
}

/// Kernel calls in execution order; activations are indexed, with the image as 0.
pub(crate) struct Graph {
    /// Shape of each activation.
    pub(crate) shapes: Vec<Shape>,
    pub(crate) steps: Vec<Step>,
    /// Indices of the logits and the rejection.
    pub(crate) outputs: [usize; 2],
}

/// Call of a kernel.
pub(crate) struct Step {
    /// Name of the node in the graph.
    pub(crate) name: String,
    /// Index of the input activation.
    pub(crate) input: usize,
    /// Index of the output activation.
    pub(crate) output: usize,
    pub(crate) kernel: Kernel,
}

pub(crate) enum Kernel {
    Conv2d(Conv2d),
    /// Max pooling of 2×2 windows with stride 2.
    MaxPool,
}

/// Convolution; a dense layer is one whose kernel covers the whole input.
pub(crate) struct Conv2d {
    /// Rows and columns of the kernel.
    pub(crate) size: usize,
    pub(crate) stride: usize,
    /// Zero pixels on each side of the input.
    pub(crate) padding: usize,
    pub(crate) activation: Activation,
    /// `[out][in][kh][kw]`.
    pub(crate) weights: Vec<f32>,
    /// `[out]`.
    pub(crate) bias: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activation {
    Identity,
    Relu,
}

impl Graph {
    pub(crate) fn read(model: &Model) -> Result<Self, CodegenError> {
        let graph = model.graph.as_ref();
        let graph = graph.ok_or_else(|| CodegenError::Read("it has no graph".into()))?;
        let mut reader = Reader::new(graph)?;
        for node in &graph.node {
            reader.read(node)?;
        }
        reader.finish(graph)
    }
}
