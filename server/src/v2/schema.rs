//! Schemas of tensors, which the types alone do not state.

use protocol::api::MAX_BATCH;
use recognizer::DigitImage;
use utoipa::openapi::schema::{
    Array, ArrayBuilder, ArrayItems, Object, ObjectBuilder, OneOfBuilder, Schema, Type,
};

/// Name of the one input.
pub(super) fn input_name() -> Object {
    one_of(["image"])
}

/// Datatypes of the input.
pub(super) fn input_datatype() -> Object {
    one_of(["UINT8", "FP32"])
}

fn one_of<const N: usize>(names: [&str; N]) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
        .build()
}

/// `[N, 1, 28, 28]`.
pub(super) fn input_shape() -> Array {
    let side = DigitImage::SIDE;
    let axes = [(1, MAX_BATCH), (1, 1), (side, side), (side, side)];
    let axis = |(least, most): (usize, usize)| {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(least))
            .maximum(Some(most))
            .build()
    };
    ArrayBuilder::new()
        .description(Some("`[N, 1, 28, 28]`."))
        .prefix_items(axes.map(axis))
        .items(ObjectBuilder::new().schema_type(Type::Integer))
        .min_items(Some(axes.len()))
        .max_items(Some(axes.len()))
        .build()
}

/// Values as one list, nested by axes, or none if they follow as binary.
pub(super) fn input_data() -> Schema {
    let array = |items: ArrayItems, least, most| {
        let array = ArrayBuilder::new().items(items);
        array.min_items(Some(least)).max_items(Some(most))
    };
    let number = || {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(0))
            .maximum(Some(255))
    };
    let (side, pixels) = (DigitImage::SIDE, DigitImage::PIXELS);
    let flat = array(number().into(), pixels, MAX_BATCH * pixels);
    let image = array(array(number().into(), side, side).into(), side, side);
    let nested = array(array(image.into(), 1, 1).into(), 1, MAX_BATCH);
    let description = "Values in row-major order, flat or nested by axes: whole numbers from 0 to 255 for \
        UINT8, numbers from 0 to 1 for FP32. Absent if they follow as binary.";
    OneOfBuilder::new()
        .description(Some(description))
        .item(flat)
        .item(nested)
        .item(ObjectBuilder::new().schema_type(Type::Null))
        .build()
        .into()
}

/// ID of a request: a text, a number or none.
pub(super) fn request_id() -> Schema {
    let null = ObjectBuilder::new().schema_type(Type::Null);
    id("ID that the response repeats.")
        .item(null)
        .build()
        .into()
}

/// ID of a response, which is absent without one in the request.
pub(super) fn response_id() -> Schema {
    id("ID of the request, as it was sent.").build().into()
}

fn id(description: &str) -> OneOfBuilder {
    let [text, number] =
        [Type::String, Type::Number].map(|it| ObjectBuilder::new().schema_type(it));
    let either = OneOfBuilder::new().description(Some(description));
    either.item(text).item(number)
}
