//! Schemas of digit images, which the types alone do not state.

use recognizer::DigitImage;
use utoipa::openapi::schema::{Array, ArrayBuilder, Object, ObjectBuilder, Type};

use super::MAX_BATCH;

/// 1 to 256 images of exactly 784 intensities.
pub(super) fn images() -> Array {
    let image = ArrayBuilder::new()
        .min_items(Some(DigitImage::PIXELS))
        .max_items(Some(DigitImage::PIXELS))
        .items(intensity());
    ArrayBuilder::new()
        .description(Some(
            "Images of 28×28 intensities, row by row: 0 is paper and 255 is ink.",
        ))
        .min_items(Some(1))
        .max_items(Some(MAX_BATCH))
        .items(image)
        .build()
}

fn intensity() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(0))
        .maximum(Some(255))
        .build()
}
