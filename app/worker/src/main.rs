//! The engine in its Web Worker: unpacks the model, then answers one message after the other. One
//! that is called an explainer shows how it reads. A page runs the same program for its first answer.

mod explain;
mod first;

use compiled::CompiledClassifier;
use protocol::{EXPLAINER, Request, Response};
use recognizer::Classifier;

fn main() {
    // A page asks its [`first::Reader`].
    if !host::is_worker() {
        return;
    }
    let classifier = CompiledClassifier::new();
    match host::name() == EXPLAINER {
        true => explain::listen(classifier),
        false => listen(classifier),
    }
}

fn listen(classifier: CompiledClassifier) {
    host::listen(move |message| answer(&classifier, host::said(&message)));
    let engine = CompiledClassifier::NAME.to_owned();
    host::post(&Response::Ready { engine });
}

fn answer(classifier: &CompiledClassifier, Request { id, images }: Request) {
    let start = host::now();
    let outcome = classifier.classify(&images);
    let inference = host::now() - start;
    host::post(&Response::Answer {
        id,
        outcome,
        inference,
    });
}
