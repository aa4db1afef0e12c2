//! What a node is told to do.

use crate::CompileError;
use crate::onnx::{Attribute, Node};

pub(super) fn form(node: &Node, reason: impl Into<String>) -> CompileError {
    CompileError::Form {
        operator: node.op_type.clone(),
        node: node.name.clone(),
        reason: reason.into(),
    }
}

/// Refuses attributes that nobody here has thought of.
pub(super) fn allow(node: &Node, known: &[&str]) -> Result<(), CompileError> {
    let mut names = node.attribute.iter().map(|attribute| &attribute.name);
    match names.find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(form(node, format!("the attribute {name}"))),
        None => Ok(()),
    }
}

pub(super) fn demand(
    node: &Node,
    name: &str,
    default: i64,
    value: usize,
) -> Result<(), CompileError> {
    match uniform(node, name, default)? {
        found if found == value => Ok(()),
        found => Err(form(node, format!("{name} {found} instead of {value}"))),
    }
}

/// The attribute's value; of several, the one that they all have.
pub(super) fn uniform(node: &Node, name: &str, default: i64) -> Result<usize, CompileError> {
    let attribute = node
        .attribute
        .iter()
        .find(|attribute| attribute.name == name);
    let values = match attribute {
        None => vec![default],
        Some(attribute) if attribute.ints.is_empty() => vec![attribute.i],
        Some(attribute) => attribute.ints.clone(),
    };
    let value = values[0];
    match usize::try_from(value) {
        Ok(size) if values.iter().all(|&other| other == value) => Ok(size),
        _ => Err(form(node, format!("{name} {values:?}"))),
    }
}

pub(super) fn is_scaling(attribute: &Attribute) -> bool {
    ["alpha", "beta"].contains(&attribute.name.as_str()) && attribute.f != 1.0
}
