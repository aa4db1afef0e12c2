//! The engine in its Web Worker: unpacks the model, then answers one message after the other. One
//! that is called an explainer shows how it reads.

mod explain;
mod host;

use compiled::CompiledClassifier;
use protocol::{EXPLAINER, MessageError, Request, Response, decode, encode};
use recognizer::Classifier;

fn main() {
    let classifier = CompiledClassifier::new();
    match host::name() == EXPLAINER {
        true => explain::listen(classifier),
        false => listen(classifier),
    }
}

fn listen(classifier: CompiledClassifier) {
    host::listen(move |message| answer(&classifier, message));
    let engine = CompiledClassifier::NAME.to_owned();
    host::post(&encode(&Response::Ready { engine }));
}

fn answer(classifier: &CompiledClassifier, message: &[u8]) -> Result<(), MessageError> {
    let Request { id, images } = decode(message)?;
    let start = host::now();
    let outcome = classifier.classify(&images);
    let inference = host::now() - start;
    host::post(&encode(&Response::Answer {
        id,
        outcome,
        inference,
    }));
    Ok(())
}
