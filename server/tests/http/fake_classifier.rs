//! Classifiers that tests control.

use recognizer::{Classifier, ClassifyError, DigitImage, Prediction};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use tokio::sync::watch;

/// First pixel at which the [`FakeClassifier`] panics.
pub(crate) const PANIC: u8 = 254;
/// First pixel at which the [`FakeClassifier`] fails.
pub(crate) const FAIL: u8 = 253;
/// First pixel that the [`FakeClassifier`] rejects.
pub(crate) const NOT_A_DIGIT: u8 = 252;

/// Message of panics and failures, which must not reach clients.
const SECRET: &str = "the classifier's secret";

/// Classifier whose answer is the last decimal place of the first pixel.
pub(crate) struct FakeClassifier;

impl Classifier for FakeClassifier {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        let first_pixels = images.iter().map(|image| image.pixels()[0]);
        first_pixels.map(predict).collect()
    }
}

fn predict(first_pixel: u8) -> Result<Prediction, ClassifyError> {
    assert_ne!(first_pixel, PANIC, "{SECRET}");
    let failure = || ClassifyError::Inference(SECRET.to_owned());
    if first_pixel == FAIL {
        return Err(failure());
    }
    let mut logits = [0.0; 10];
    logits[usize::from(first_pixel % 10)] = 9.0;
    let rejection = if first_pixel == NOT_A_DIGIT {
        9.0
    } else {
        -9.0
    };
    Prediction::from_outputs(logits, rejection).ok_or_else(failure)
}

/// [`FakeClassifier`] that blocks until its gate opens.
pub(crate) struct BlockedClassifier(Arc<Gate>);

/// Blocks classifiers until it opens.
pub(crate) struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
    /// Number of calls that have reached the gate.
    calls: watch::Sender<usize>,
}

impl Gate {
    pub(crate) fn closed() -> Arc<Self> {
        Arc::new(Self {
            is_open: Mutex::new(false),
            opened: Condvar::new(),
            calls: watch::Sender::new(0),
        })
    }

    pub(crate) fn open(&self) {
        *self.lock() = true;
        self.opened.notify_all();
    }

    /// Completes when this many calls have reached the gate.
    pub(crate) async fn wait_for_calls(&self, count: usize) {
        let mut calls = self.calls.subscribe();
        calls
            .wait_for(|calls| *calls >= count)
            .await
            .expect("the gate exists");
    }

    fn pass(&self) {
        self.calls.send_modify(|calls| *calls += 1);
        let is_open = self.opened.wait_while(self.lock(), |is_open| !*is_open);
        drop(is_open.expect("no thread panics while holding the lock"));
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_open
            .lock()
            .expect("no thread panics while holding the lock")
    }
}

impl BlockedClassifier {
    pub(crate) fn behind(gate: &Arc<Gate>) -> Self {
        Self(gate.clone())
    }
}

impl Classifier for BlockedClassifier {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        self.0.pass();
        FakeClassifier.classify(images)
    }
}

/// Pixels of an image with this first pixel.
pub(crate) fn digit_image(first_pixel: u8) -> Vec<u8> {
    let mut pixels = vec![1; DigitImage::PIXELS];
    pixels[0] = first_pixel;
    pixels
}
