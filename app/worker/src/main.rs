//! Web Worker of the built-in network: unpacks the weights, then classifies message by message.
//! Under the name [`EXPLAINER`] it explains one image instead. The page links the same program for
//! its first answer.

mod explain;
mod first;

use digits_net::CompiledClassifier;
use protocol::{EXPLAINER, Request, Response};
use recognizer::Classifier;

fn main() {
    // The page uses `first::Reader` instead.
    if !worker_runtime::is_worker() {
        return;
    }
    let classifier = CompiledClassifier::new();
    if worker_runtime::name() == EXPLAINER {
        explain::listen(classifier);
    } else {
        listen(classifier);
    }
}

fn listen(classifier: CompiledClassifier) {
    worker_runtime::listen(move |message| {
        let request = worker_runtime::decode_message(&message);
        worker_runtime::post(&classify(&classifier, request));
    });
    let engine = CompiledClassifier::NAME.to_owned();
    worker_runtime::post(&Response::Ready { engine });
}

fn classify(classifier: &CompiledClassifier, Request { id, images }: Request) -> Response {
    let start = worker_runtime::now();
    let result = classifier.classify(&images);
    Response::Predictions {
        id,
        result,
        inference_ms: worker_runtime::now() - start,
    }
}
