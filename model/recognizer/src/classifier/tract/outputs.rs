//! Roles of a model's outputs, by their names, types and shapes: exporters add labels, losses and features
//! to the scores, in any order.

use std::collections::HashSet;

use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::type_proto::Value as Type;
use tract_onnx::pb::{GraphProto, NodeProto, ValueInfoProto};
use tract_onnx::prelude::*;

use super::error::ModelError;

/// Part of the name of an output that is a rejection logit; others of its shape are losses and the like.
const REJECTION: &str = "reject";

/// Parts of names by which one of several sets of scores is chosen, the best first.
const SCORES: [&str; 4] = ["logit", "prob", "softmax", "score"];

/// Indices of the outputs that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Roles {
    pub(super) scores: usize,
    pub(super) rejection: Option<usize>,
}

/// An output of the model for one image.
pub(super) struct Output {
    pub(super) name: String,
    /// `None` for a shape that depends on the pixels.
    pub(super) shape: Option<Vec<usize>>,
    pub(super) is_float: bool,
}

/// Removes outputs of other types than floating-point tensors, and the nodes that only they need.
///
/// # Errors
/// If nothing remains.
pub(super) fn drop_labels(graph: &mut GraphProto) -> Result<(), ModelError> {
    graph.output.retain(may_be_float);
    if graph.output.is_empty() {
        let none = "no floating-point numbers, only labels or maps (ZipMap)";
        return Err(ModelError::OutputShape(none.to_owned()));
    }
    let mut needed: HashSet<String> = graph.output.iter().map(|it| it.name.clone()).collect();
    let mut count = 0;
    // One pass suffices if each node follows those that it needs, as ONNX demands.
    while count < needed.len() {
        count = needed.len();
        for node in graph.node.iter().rev() {
            if is_needed(node, &needed) {
                let inputs = node.input.iter().filter(|name| !name.is_empty());
                needed.extend(inputs.cloned());
            }
        }
    }
    graph.node.retain(|node| is_needed(node, &needed));
    Ok(())
}

fn is_needed(node: &NodeProto, needed: &HashSet<String>) -> bool {
    // Bodies of loops and branches use values of the graph around them without naming them as inputs.
    let has_body = node.attribute.iter().any(|it| it.g.is_some());
    has_body || node.output.iter().any(|name| needed.contains(name))
}

fn may_be_float(output: &ValueInfoProto) -> bool {
    let Some(declared) = &output.r#type else {
        return true;
    };
    // Sequences and maps have no value here.
    let Some(Type::TensorType(tensor)) = &declared.value else {
        return false;
    };
    use DataType::{Bfloat16, Double, Float, Float16, Undefined};
    [Undefined, Float, Float16, Double, Bfloat16]
        .map(|it| it as i32)
        .contains(&tensor.elem_type)
}

impl Output {
    /// Outputs with these names of a model in tract, in its order.
    pub(super) fn all(names: Vec<String>, model: &TypedModel) -> TractResult<Vec<Self>> {
        let output = |(name, outlet): (String, &OutletId)| {
            let fact = model.outlet_fact(*outlet)?;
            Ok(Self {
                name,
                shape: fact.shape.as_concrete().map(<[usize]>::to_vec),
                is_float: fact.datum_type.is_float(),
            })
        };
        names.into_iter().zip(&model.outputs).map(output).collect()
    }

    /// Whether it has so many numbers in one row: 10 and 1×10 are accepted, 2×5 is not.
    fn has(&self, count: usize) -> bool {
        let is_row = |shape: &Vec<usize>| {
            let rows = shape.iter().filter(|&&size| size != 1).count();
            rows <= 1 && shape.iter().product::<usize>() == count
        };
        self.is_float && self.shape.as_ref().is_some_and(is_row)
    }

    fn is_called(&self, part: &str) -> bool {
        self.name.to_lowercase().contains(part)
    }

    fn format(&self) -> String {
        match self.shape.as_deref() {
            None => "any number of values".to_owned(),
            Some([]) => "a single number".to_owned(),
            Some(sizes) => {
                let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
                sizes.join("×")
            }
        }
    }
}

impl Roles {
    /// Roles of these outputs.
    ///
    /// # Errors
    /// If none or several of them may be the scores.
    pub(super) fn of(outputs: &[Output]) -> Result<Self, ModelError> {
        let indices = 0..outputs.len();
        let is_rejection = |&index: &usize| outputs[index].is_called(REJECTION);
        let scores = indices.clone().filter(|&index| outputs[index].has(10));
        let scores: Vec<usize> = scores.filter(|index| !is_rejection(index)).collect();
        Ok(Self {
            scores: choose(outputs, &scores)?,
            rejection: indices
                .filter(is_rejection)
                .find(|&index| outputs[index].has(1)),
        })
    }
}

/// The only one of these outputs, or the one whose name says most clearly that it has the scores.
fn choose(outputs: &[Output], scores: &[usize]) -> Result<usize, ModelError> {
    match scores {
        [] => {
            let shapes: Vec<String> = outputs.iter().map(Output::format).collect();
            return Err(ModelError::OutputShape(shapes.join(" and ")));
        }
        [only] => return Ok(*only),
        _ => {}
    }
    for part in SCORES {
        let mut called = scores
            .iter()
            .filter(|&&index| outputs[index].is_called(part));
        if let (Some(index), None) = (called.next(), called.next()) {
            return Ok(*index);
        }
    }
    let names = scores.iter().map(|&index| outputs[index].name.clone());
    Err(ModelError::ManyScores(names.collect()))
}
