use thiserror::Error;

use crate::model::{ENGINE, MAX_BYTES};

/// Why a file is no model that reads digits, and what its maker can do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// More bytes than anybody needs for digits.
    #[error("the file has {} MB, and at most {} can be loaded: choose a smaller model", .0.div_ceil(1_000_000), MAX_BYTES / 1_000_000)]
    TooLarge(u64),
    /// Something else.
    #[error("this is no ONNX model: choose the .onnx file that your framework has exported")]
    NotOnnx,
    /// It begins as a model and does not go on as one.
    #[error("this ONNX file is damaged ({0}): export or copy it again")]
    Damaged(String),
    /// Weights that did not come with the graph.
    #[error(
        "the model's weights are in another file: export it as one .onnx file with the weights inside"
    )]
    WeightsElsewhere,
    /// What the engine lacks.
    #[error(
        "the operator {0} is unknown to {ENGINE}: export the model without it, or for an older opset"
    )]
    Operator(String),
    /// Another number of inputs than one.
    #[error("the model has {}: export it with one, the image", inputs(.0))]
    Inputs(Vec<String>),
    /// An input that a digit image does not fit.
    #[error("the model takes {0}: export it to take one image as 1×1×28×28 or 1×28×28×1")]
    InputShape(String),
    /// Pixels that are no floating-point numbers.
    #[error("the model takes pixels as {0}: export it to take 32-bit floating-point numbers")]
    InputType(String),
    /// Something else than ten scores, and at most a rejection.
    #[error("the model gives {0}: export it to give ten numbers for an image, one for each digit")]
    OutputShape(String),
    /// An answer that says nothing.
    #[error(
        "the model answers with what is no number (NaN or infinity): check its weights, then export it again"
    )]
    NotFinite,
    /// A graph that cannot be run.
    #[error(
        "{ENGINE} cannot run this model ({0}): export it anew for inference, with opset 17 or older"
    )]
    Graph(String),
}

fn inputs(names: &[String]) -> String {
    match names {
        [] => "no input".to_owned(),
        names => format!("{} inputs ({})", names.len(), names.join(", ")),
    }
}
