//! Checks of an ONNX file before tract loads it, so that each defect has an error of its own.

use std::collections::HashSet;

use tract_onnx::Onnx;
use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Dimension;
use tract_onnx::pb::type_proto::Value as Type;
use tract_onnx::pb::{GraphProto, ModelProto, ValueInfoProto};
use tract_onnx::prelude::Framework;

use super::error::ModelError;
use super::{foreign, outputs};
use crate::DigitImage;
use crate::model::MAX_BYTES;

/// First byte of an ONNX file: the tag of its IR version, field 1 of the protocol buffer.
const FIRST_BYTE: u8 = 0x08;

/// Size of a dimension; `None` if dynamic.
type Size = Option<i64>;

/// Parses an ONNX file, checks names, weights and operators, and drops outputs that are no scores.
pub(super) fn read(framework: &Onnx, onnx: &[u8]) -> Result<ModelProto, ModelError> {
    check_model_size(onnx.len() as u64)?;
    let has_onnx_tag = onnx.first() == Some(&FIRST_BYTE);
    let unreadable = |reason: String| {
        if has_onnx_tag {
            ModelError::Damaged(reason)
        } else {
            foreign::error(onnx)
        }
    };
    let mut model = framework
        .proto_model_for_read(&mut &*onnx)
        .map_err(|error| unreadable(error.root_cause().to_string()))?;
    let no_graph = || unreadable("it has no graph".to_owned());
    let graph = model.graph.as_mut().ok_or_else(no_graph)?;
    check_names(graph)?;
    check_weights(graph)?;
    outputs::drop_labels(graph)?;
    check_operators(framework, graph)?;
    Ok(model)
}

/// Checks the size of a model's file, in bytes, before it is read.
///
/// # Errors
/// If it exceeds [`MAX_BYTES`].
pub fn check_model_size(bytes: u64) -> Result<(), ModelError> {
    if bytes <= MAX_BYTES {
        Ok(())
    } else {
        Err(ModelError::TooLarge(bytes))
    }
}

/// Shapes that the model's only input may have, with batch size 1; open dimensions fit several.
pub(super) fn input_shapes(graph: &GraphProto) -> Result<Vec<[usize; 4]>, ModelError> {
    let input = only_input(graph)?;
    let Some(Type::TensorType(tensor)) = input.r#type.as_ref().and_then(|it| it.value.as_ref())
    else {
        return Err(ModelError::InputType("no tensor".to_owned()));
    };
    match DataType::try_from(tensor.elem_type) {
        Ok(DataType::Float) => {}
        Ok(other) => return Err(ModelError::InputType(format!("{other:?}"))),
        Err(_) => return Err(ModelError::InputType("an unknown type".to_owned())),
    }
    let dimensions = tensor.shape.as_ref().map(|shape| &shape.dim[..]);
    let dimensions = dimensions.ok_or_else(|| ModelError::InputShape("any shape".to_owned()))?;
    let sizes: Vec<Size> = dimensions
        .iter()
        .map(|dimension| match dimension.value {
            // Some exporters write a size below 1 for a dynamic dimension.
            Some(Dimension::DimValue(size)) if size > 0 => Some(size),
            _ => None,
        })
        .collect();
    let shapes = matching_shapes(&sizes);
    if shapes.is_empty() {
        return Err(ModelError::InputShape(format_shape(&sizes)));
    }
    Ok(shapes)
}

/// Input shapes of one digit image that match these sizes; NCHW before NHWC if both do.
fn matching_shapes(sizes: &[Size]) -> Vec<[usize; 4]> {
    const SIDE: usize = DigitImage::SIDE;
    let fits = |shape: &[usize; 4]| {
        let pairs = sizes.iter().zip(shape);
        let all = pairs.clone().count() == sizes.len() && sizes.len() == shape.len();
        all && pairs
            .into_iter()
            .all(|(size, &wanted)| size.is_none_or(|size| size == wanted as i64))
    };
    [[1, 1, SIDE, SIDE], [1, SIDE, SIDE, 1]]
        .into_iter()
        .filter(fits)
        .collect()
}

/// Formats a shape, as in 1×3×32×32; a dynamic size is N in front and ? elsewhere.
fn format_shape(sizes: &[Size]) -> String {
    let name = |(index, size): (usize, &Size)| match size {
        Some(size) => size.to_string(),
        None if index == 0 => "N".to_owned(),
        None => "?".to_owned(),
    };
    let names: Vec<String> = sizes.iter().enumerate().map(name).collect();
    if names.is_empty() {
        "a single number".to_owned()
    } else {
        names.join("×")
    }
}

/// Number of floating-point parameters.
pub(super) fn parameters(graph: &GraphProto) -> u64 {
    let floats = [DataType::Float, DataType::Float16, DataType::Double].map(|it| it as i32);
    let weights = graph
        .initializer
        .iter()
        .filter(|tensor| floats.contains(&tensor.data_type));
    let sizes = weights.map(|tensor| {
        tensor
            .dims
            .iter()
            .map(|&size| size.unsigned_abs())
            .product()
    });
    sizes.fold(0, |sum: u64, size: u64| sum.saturating_add(size))
}

fn only_input(graph: &GraphProto) -> Result<&ValueInfoProto, ModelError> {
    // Old exporters list the weights as inputs, too.
    let weights: HashSet<&str> = graph.initializer.iter().map(|it| &*it.name).collect();
    let inputs = graph.input.iter();
    let inputs: Vec<_> = inputs
        .filter(|input| !weights.contains(&*input.name))
        .collect();
    match inputs[..] {
        [input] => Ok(input),
        _ => {
            let names = inputs.iter().map(|input| input.name.clone());
            Err(ModelError::Inputs(names.collect()))
        }
    }
}

/// Rejects a graph that uses a value without a definition.
fn check_names(graph: &GraphProto) -> Result<(), ModelError> {
    let inputs = graph.input.iter().map(|input| &*input.name);
    let weights = graph.initializer.iter().map(|weight| &*weight.name);
    let outputs = graph.node.iter().flat_map(|node| &node.output);
    let known: HashSet<&str> = inputs
        .chain(weights)
        .chain(outputs.map(|it| &**it))
        .collect();
    let used = graph.node.iter().flat_map(|node| &node.input);
    let used = used.chain(graph.output.iter().map(|output| &output.name));
    let unknown = used
        .into_iter()
        .find(|name| !name.is_empty() && !known.contains(&***name));
    match unknown {
        Some(name) => Err(ModelError::Damaged(format!("no node computes {name}"))),
        None => Ok(()),
    }
}

fn check_weights(graph: &GraphProto) -> Result<(), ModelError> {
    let external = Some(DataLocation::External as i32);
    let mut weights = graph.initializer.iter();
    if weights.any(|weight| weight.data_location == external) {
        return Err(ModelError::WeightsElsewhere);
    }
    Ok(())
}

fn check_operators(framework: &Onnx, graph: &GraphProto) -> Result<(), ModelError> {
    let known = &framework.op_register.0;
    let mut nodes = graph.node.iter();
    match nodes.find(|node| !known.contains_key(&node.op_type)) {
        Some(node) => Err(ModelError::Operator(node.op_type.clone())),
        None => Ok(()),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_input_shapes_match_a_digit_image() {
        const NCHW: [usize; 4] = [1, 1, 28, 28];
        const NHWC: [usize; 4] = [1, 28, 28, 1];
        let dynamic = None;
        for (sizes, expected, name) in [
            (
                &[Some(1), Some(1), Some(28), Some(28)][..],
                Some(NCHW),
                "1×1×28×28",
            ),
            (
                &[dynamic, Some(1), Some(28), Some(28)],
                Some(NCHW),
                "N×1×28×28",
            ),
            (
                &[Some(1), Some(28), Some(28), Some(1)],
                Some(NHWC),
                "1×28×28×1",
            ),
            (
                &[dynamic, Some(28), dynamic, Some(1)],
                Some(NHWC),
                "N×28×?×1",
            ),
            (&[dynamic, dynamic, dynamic, dynamic], Some(NCHW), "N×?×?×?"),
            (&[dynamic, Some(3), Some(32), Some(32)], None, "N×3×32×32"),
            (&[Some(64), Some(1), Some(28), Some(28)], None, "64×1×28×28"),
            (&[Some(1), Some(784)], None, "1×784"),
            (
                &[dynamic, Some(1), Some(28), Some(28), Some(1)],
                None,
                "N×1×28×28×1",
            ),
            (&[], None, "a single number"),
        ] {
            let shapes = matching_shapes(sizes);
            assert_eq!(shapes.first().copied(), expected, "{sizes:?}");
            assert_eq!(format_shape(sizes), name);
        }
    }

    proptest! {
        #[test]
        fn a_matching_shape_holds_one_image(sizes in prop::collection::vec(
            prop::option::of(prop_oneof![Just(1_i64), Just(28), 2_i64..100]), 0..6,
        )) {
            for shape in matching_shapes(&sizes) {
                prop_assert_eq!(shape.iter().product::<usize>(), DigitImage::PIXELS);
                for (size, found) in sizes.iter().zip(shape) {
                    prop_assert!(size.is_none_or(|size| size == found as i64));
                }
            }
        }
    }
}
