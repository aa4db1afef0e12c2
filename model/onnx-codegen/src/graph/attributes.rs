//! Attributes of a node.

use crate::CodegenError;
use crate::onnx::{Attribute, Node};

/// Error for a form of an operator that its kernel does not support.
pub(super) fn unsupported(node: &Node, reason: impl Into<String>) -> CodegenError {
    CodegenError::Form {
        operator: node.op_type.clone(),
        node: node.name.clone(),
        reason: reason.into(),
    }
}

/// Rejects attributes other than the known ones.
pub(super) fn allow_only(node: &Node, known: &[&str]) -> Result<(), CodegenError> {
    let mut names = node.attribute.iter().map(|attribute| &attribute.name);
    match names.find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(unsupported(node, format!("the attribute {name}"))),
        None => Ok(()),
    }
}

/// Requires an attribute, or its default, to have this value.
pub(super) fn require(
    node: &Node,
    name: &str,
    default: i64,
    value: usize,
) -> Result<(), CodegenError> {
    let found = uniform(node, name, default)?;
    if found != value {
        return Err(unsupported(
            node,
            format!("{name} {found} instead of {value}"),
        ));
    }
    Ok(())
}

/// Value of an integer attribute; the elements of a list must be equal.
pub(super) fn uniform(node: &Node, name: &str, default: i64) -> Result<usize, CodegenError> {
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
        _ => Err(unsupported(node, format!("{name} {values:?}"))),
    }
}

/// Whether an attribute of Gemm scales its result.
pub(super) fn is_scaling(attribute: &Attribute) -> bool {
    ["alpha", "beta"].contains(&attribute.name.as_str()) && attribute.f != 1.0
}
