//! Explanation mode: feature maps and saliency of one image.

use digits_net::{CompiledClassifier, Layer, LayerKind};
use protocol::{Explain, ExplainResponse, FeatureMaps};
use recognizer::saliency;

pub(crate) fn listen(classifier: CompiledClassifier) {
    worker_runtime::listen(move |message| {
        explain(&classifier, &worker_runtime::decode_message(&message));
    });
    worker_runtime::post(&ExplainResponse::NeedsImage);
}

/// Posts the feature maps first: the saliency takes longer.
fn explain(classifier: &CompiledClassifier, Explain { image, digit }: &Explain) {
    let layers = classifier.layers(image);
    let maps = layers.iter().filter_map(feature_maps).collect();
    worker_runtime::post(&ExplainResponse::Layers(maps));
    let saliency = saliency(classifier, image, *digit);
    worker_runtime::post(&ExplainResponse::Saliency(saliency));
}

/// Feature maps of a layer; `None` for dense layers, which have no spatial axes.
fn feature_maps(layer: &Layer) -> Option<FeatureMaps> {
    (layer.kind != LayerKind::Dense).then(|| FeatureMaps {
        is_pooling: layer.kind == LayerKind::MaxPool,
        count: layer.channels,
        height: layer.height,
        width: layer.width,
        grays: layer.grays(),
    })
}
