//! Classifiers that do what a test wants.

use recognizer::{Classifier, ClassifyError, DigitImage, Prediction};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use tokio::sync::watch;

/// An image whose first pixel is this makes the [`Puppet`] panic.
pub(crate) const PANIC: u8 = 254;
/// An image whose first pixel is this makes the [`Puppet`] fail.
pub(crate) const FAIL: u8 = 253;
/// An image whose first pixel is this is no digit to the [`Puppet`].
pub(crate) const NO_DIGIT: u8 = 252;

/// Says what the first pixel says: its last decimal place is the digit.
pub(crate) struct Puppet;

impl Classifier for Puppet {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        images.iter().map(|image| said(image.pixels()[0])).collect()
    }
}

fn said(pixel: u8) -> Result<Prediction, ClassifyError> {
    assert_ne!(pixel, PANIC, "the puppet's secret");
    let failure = || ClassifyError::Inference("the puppet's secret".to_owned());
    if pixel == FAIL {
        return Err(failure());
    }
    let mut logits = [0.0; 10];
    logits[usize::from(pixel % 10)] = 9.0;
    let rejection = if pixel == NO_DIGIT { 9.0 } else { -9.0 };
    Prediction::from_outputs(logits, rejection).ok_or_else(failure)
}

/// A [`Puppet`] that answers once the gate is open.
pub(crate) struct Gated(Arc<Gate>);

/// Keeps classifiers back until it is opened.
pub(crate) struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
    /// How many calls have come to it.
    come: watch::Sender<usize>,
}

impl Gate {
    pub(crate) fn closed() -> Arc<Self> {
        Arc::new(Self {
            is_open: Mutex::new(false),
            opened: Condvar::new(),
            come: watch::Sender::new(0),
        })
    }

    pub(crate) fn open(&self) {
        *self.lock() = true;
        self.opened.notify_all();
    }

    /// Completes when so many calls have come to the gate.
    pub(crate) async fn has_come(&self, count: usize) {
        let mut come = self.come.subscribe();
        come.wait_for(|come| *come >= count)
            .await
            .expect("the gate is there");
    }

    fn pass(&self) {
        self.come.send_modify(|come| *come += 1);
        let is_open = self.opened.wait_while(self.lock(), |is_open| !*is_open);
        drop(is_open.expect("nobody panics while holding it"));
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_open.lock().expect("nobody panics while holding it")
    }
}

impl Gated {
    pub(crate) fn behind(gate: &Arc<Gate>) -> Self {
        Self(gate.clone())
    }
}

impl Classifier for Gated {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        self.0.pass();
        Puppet.classify(images)
    }
}

/// The pixels of an image that makes a [`Puppet`] say this.
pub(crate) fn image(first_pixel: u8) -> Vec<u8> {
    let mut pixels = vec![1; DigitImage::PIXELS];
    pixels[0] = first_pixel;
    pixels
}
