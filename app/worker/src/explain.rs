//! How the network reads an image, for people to look at.

use compiled::{CompiledClassifier, Layer, LayerKind};
use protocol::{Explain, ExplainResponse, FeatureMaps, MessageError, decode, encode};
use recognizer::saliency;

use crate::host;

pub(crate) fn listen(classifier: CompiledClassifier) {
    host::listen(move |message| explain(&classifier, message));
    post(&ExplainResponse::NeedsImage);
}

/// What takes longer comes last.
fn explain(classifier: &CompiledClassifier, message: &[u8]) -> Result<(), MessageError> {
    let Explain { image, digit } = decode(message)?;
    let layers = classifier.layers(&image);
    let maps = layers.iter().filter_map(feature_maps).collect();
    post(&ExplainResponse::Layers(maps));
    let saliency = saliency(classifier, &image, digit);
    post(&ExplainResponse::Saliency(saliency));
    Ok(())
}

/// None of the last layers: what they make are no maps.
fn feature_maps(layer: &Layer) -> Option<FeatureMaps> {
    (layer.kind != LayerKind::Dense).then(|| FeatureMaps {
        is_pooling: layer.kind == LayerKind::MaxPool,
        count: layer.channels,
        height: layer.height,
        width: layer.width,
        grays: layer.grays(),
    })
}

fn post(response: &ExplainResponse) {
    host::post(&encode(response));
}
