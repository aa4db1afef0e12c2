//! The engine in its Web Worker: unpacks the model, then answers one message after the other. One
//! that is called an explainer shows how it reads. A page runs the same program for its first answer.

mod explain;
mod first;

use digits_net::CompiledClassifier;
use protocol::{EXPLAINER, Request, Response};
use recognizer::Classifier;

fn main() {
    // A page asks its [`first::Reader`].
    if !worker_runtime::is_worker() {
        return;
    }
    let classifier = CompiledClassifier::new();
    match worker_runtime::name() == EXPLAINER {
        true => explain::listen(classifier),
        false => listen(classifier),
    }
}

fn listen(classifier: CompiledClassifier) {
    worker_runtime::listen(move |message| answer(&classifier, worker_runtime::said(&message)));
    let engine = CompiledClassifier::NAME.to_owned();
    worker_runtime::post(&Response::Ready { engine });
}

fn answer(classifier: &CompiledClassifier, Request { id, images }: Request) {
    let start = worker_runtime::now();
    let outcome = classifier.classify(&images);
    let inference = worker_runtime::now() - start;
    worker_runtime::post(&Response::Answer {
        id,
        outcome,
        inference,
    });
}
