//! What a file must be before tract is given it, so that each fault has a name.

use std::collections::HashSet;

use tract_onnx::Onnx;
use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Dimension;
use tract_onnx::pb::type_proto::Value as Type;
use tract_onnx::pb::{GraphProto, ModelProto, ValueInfoProto};
use tract_onnx::prelude::Framework;

use super::error::ModelError;
use crate::DigitImage;
use crate::model::MAX_BYTES;

/// Every ONNX file begins with the version of its format, field 1 of the protocol buffer.
const FIRST_BYTE: u8 = 0x08;

/// The size of one dimension; `None` where the file leaves it open.
type Size = Option<i64>;

/// The model in these bytes, if it is one that reads digit images.
pub(super) fn read(framework: &Onnx, mut onnx: &[u8]) -> Result<ModelProto, ModelError> {
    check_model_size(onnx.len() as u64)?;
    let begins_well = onnx.first() == Some(&FIRST_BYTE);
    let model = framework
        .proto_model_for_read(&mut onnx)
        .map_err(|error| match begins_well {
            true => ModelError::Damaged(error.root_cause().to_string()),
            false => ModelError::NotOnnx,
        })?;
    let graph = model.graph.as_ref().ok_or(match begins_well {
        true => ModelError::Damaged("it has no graph".to_owned()),
        false => ModelError::NotOnnx,
    })?;
    check_names(graph)?;
    check_weights(graph)?;
    check_operators(framework, graph)?;
    Ok(model)
}

/// Refuses a file before it is read.
///
/// # Errors
/// If it is too large.
pub fn check_model_size(bytes: u64) -> Result<(), ModelError> {
    match bytes <= MAX_BYTES {
        true => Ok(()),
        false => Err(ModelError::TooLarge(bytes)),
    }
}

/// The shape of the model's one input with a batch of one.
pub(super) fn input_shape(graph: &GraphProto) -> Result<[usize; 4], ModelError> {
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
            // A size below 1 is how some exporters leave it open.
            Some(Dimension::DimValue(size)) if size > 0 => Some(size),
            _ => None,
        })
        .collect();
    fitting(&sizes).ok_or_else(|| ModelError::InputShape(shown(&sizes)))
}

/// The input of one digit image that these sizes admit; channels come first where both fit.
fn fitting(sizes: &[Size]) -> Option<[usize; 4]> {
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
        .find(fits)
}

/// As in 1×3×32×32; what is left open is N in front and ? elsewhere.
fn shown(sizes: &[Size]) -> String {
    let name = |(index, size): (usize, &Size)| match size {
        Some(size) => size.to_string(),
        None if index == 0 => "N".to_owned(),
        None => "?".to_owned(),
    };
    let names: Vec<String> = sizes.iter().enumerate().map(name).collect();
    match names.is_empty() {
        true => "a single number".to_owned(),
        false => names.join("×"),
    }
}

/// Number of the weights.
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
    // Old exporters list the weights among the inputs.
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

/// Refuses a graph in which something is used that nothing makes.
fn check_names(graph: &GraphProto) -> Result<(), ModelError> {
    let inputs = graph.input.iter().map(|input| &*input.name);
    let weights = graph.initializer.iter().map(|weight| &*weight.name);
    let made = graph.node.iter().flat_map(|node| &node.output);
    let known: HashSet<&str> = inputs.chain(weights).chain(made.map(|it| &**it)).collect();
    let used = graph.node.iter().flat_map(|node| &node.input);
    let used = used.chain(graph.output.iter().map(|output| &output.name));
    let unknown = used
        .into_iter()
        .find(|name| !name.is_empty() && !known.contains(&***name));
    match unknown {
        Some(name) => Err(ModelError::Damaged(format!("nothing makes {name}"))),
        None => Ok(()),
    }
}

fn check_weights(graph: &GraphProto) -> Result<(), ModelError> {
    let elsewhere = Some(DataLocation::External as i32);
    let mut weights = graph.initializer.iter();
    match weights.any(|weight| weight.data_location == elsewhere) {
        true => Err(ModelError::WeightsElsewhere),
        false => Ok(()),
    }
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
    fn digit_images_fit_two_shapes() {
        const FIRST: [usize; 4] = [1, 1, 28, 28];
        const LAST: [usize; 4] = [1, 28, 28, 1];
        let open = None;
        for (sizes, expected, name) in [
            (
                &[Some(1), Some(1), Some(28), Some(28)][..],
                Some(FIRST),
                "1×1×28×28",
            ),
            (
                &[open, Some(1), Some(28), Some(28)],
                Some(FIRST),
                "N×1×28×28",
            ),
            (
                &[Some(1), Some(28), Some(28), Some(1)],
                Some(LAST),
                "1×28×28×1",
            ),
            (&[open, Some(28), open, Some(1)], Some(LAST), "N×28×?×1"),
            (&[open, open, open, open], Some(FIRST), "N×?×?×?"),
            (&[open, Some(3), Some(32), Some(32)], None, "N×3×32×32"),
            (&[Some(64), Some(1), Some(28), Some(28)], None, "64×1×28×28"),
            (&[Some(1), Some(784)], None, "1×784"),
            (
                &[open, Some(1), Some(28), Some(28), Some(1)],
                None,
                "N×1×28×28×1",
            ),
            (&[], None, "a single number"),
        ] {
            assert_eq!(fitting(sizes), expected, "{sizes:?}");
            assert_eq!(shown(sizes), name);
        }
    }

    proptest! {
        #[test]
        fn what_fits_holds_one_image(sizes in prop::collection::vec(
            prop::option::of(prop_oneof![Just(1_i64), Just(28), 2_i64..100]), 0..6,
        )) {
            if let Some(shape) = fitting(&sizes) {
                prop_assert_eq!(shape.iter().product::<usize>(), DigitImage::PIXELS);
                for (size, found) in sizes.iter().zip(shape) {
                    prop_assert!(size.is_none_or(|size| size == found as i64));
                }
            }
        }
    }
}
