use thiserror::Error;

use crate::model::{ENGINE, MAX_BYTES};

/// Error of loading an ONNX model; the message includes a remedy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The file has this many bytes, more than [`MAX_BYTES`].
    #[error("the file has {} MB, and at most {} can be loaded: choose a smaller model", .0.div_ceil(1_000_000), MAX_BYTES / 1_000_000)]
    TooLarge(u64),
    /// The file is not an ONNX model.
    #[error("this is no ONNX model: choose the .onnx file that your framework has exported")]
    NotOnnx,
    /// The file has another format.
    #[error("this file is {format}, no ONNX model: {remedy}")]
    OtherFormat {
        /// Name of the format, with its article.
        format: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// The file starts like an ONNX model but cannot be parsed.
    #[error("this ONNX file is damaged ({0}): export or copy it again")]
    Damaged(String),
    /// The weights are stored outside the file.
    #[error(
        "the model's weights are in another file: export it as one .onnx file with the weights inside"
    )]
    WeightsElsewhere,
    /// The engine has no such operator.
    #[error(
        "the operator {0} is unknown to {ENGINE}: export the model without it, or for an older opset"
    )]
    Operator(String),
    /// The number of inputs is not one; their names.
    #[error("the model has {}: export it with one, the image", inputs(.0))]
    Inputs(Vec<String>),
    /// The input's shape does not fit a digit image.
    #[error("the model takes {0}: export it to take one image as 1×1×28×28 or 1×28×28×1")]
    InputShape(String),
    /// The input's element type is not `f32`.
    #[error("the model takes pixels as {0}: export it to take 32-bit floating-point numbers")]
    InputType(String),
    /// No output has ten scores.
    #[error("the model gives {0}: export it to give ten numbers for an image, one for each digit")]
    OutputShape(String),
    /// Several outputs have ten scores, and none is called logits; their names.
    #[error(
        "the model gives ten numbers several times ({}): export it with one of these outputs, or call one logits",
        .0.join(", ")
    )]
    ManyScores(Vec<String>),
    /// An output is NaN or infinite.
    #[error(
        "the model answers with what is no number (NaN or infinity): check its weights, then export it again"
    )]
    NotFinite,
    /// The engine cannot run the graph.
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
