//! How the network reads an image, for people to look at.

use digits_net::{CompiledClassifier, Layer, LayerKind};
use protocol::{Explain, ExplainResponse, FeatureMaps};
use recognizer::saliency;

pub(crate) fn listen(classifier: CompiledClassifier) {
    worker_runtime::listen(move |message| explain(&classifier, &worker_runtime::said(&message)));
    worker_runtime::post(&ExplainResponse::NeedsImage);
}

/// What takes longer comes last.
fn explain(classifier: &CompiledClassifier, Explain { image, digit }: &Explain) {
    let layers = classifier.layers(image);
    let maps = layers.iter().filter_map(feature_maps).collect();
    worker_runtime::post(&ExplainResponse::Layers(maps));
    let saliency = saliency(classifier, image, *digit);
    worker_runtime::post(&ExplainResponse::Saliency(saliency));
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
