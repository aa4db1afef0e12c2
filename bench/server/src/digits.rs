//! The digits that are asked about, and what the recognizer says about them.

use anyhow::{Context, Result};
use handwriting::idx;
use hyper::body::Bytes;
use recognizer::{Classifier, DigitImage, Prediction, TractClassifier};
use std::path::Path;
use std::sync::Arc;

/// As many digits are asked about under load.
const UNDER_LOAD: usize = 1000;

/// MNIST's 10,000 test images.
pub(crate) struct Digits {
    images: Vec<DigitImage>,
    classifier: TractClassifier,
    under_load: Arc<[Known]>,
}

/// An image as bytes, and a part of every right answer.
pub(crate) struct Known {
    pub(crate) pixels: Bytes,
    pub(crate) answer: Vec<u8>,
}

impl Digits {
    /// Those in the folder `data`.
    pub(crate) fn load(data: &Path) -> Result<Self> {
        let file = data.join("mnist/t10k-images-idx3-ubyte.gz");
        let images = idx::images(&idx::unpack(&file)?).context("MNIST's test images")?;
        let images: Vec<DigitImage> = images.into_iter().map(DigitImage::new).collect();
        let classifier = TractClassifier::embedded()?;
        let some = images.get(..UNDER_LOAD).context("too few test images")?;
        let said = classifier.classify(some)?;
        let under_load = some.iter().zip(&said).map(Known::new).collect();
        Ok(Self {
            images,
            classifier,
            under_load,
        })
    }

    pub(crate) fn images(&self) -> &[DigitImage] {
        &self.images
    }

    /// What the recognizer says about each, in this process.
    pub(crate) fn reference(&self) -> Result<Vec<Prediction>> {
        Ok(self.classifier.classify(&self.images)?)
    }

    pub(crate) fn under_load(&self) -> Arc<[Known]> {
        self.under_load.clone()
    }
}

impl Known {
    fn new((image, prediction): (&DigitImage, &Prediction)) -> Self {
        Self {
            pixels: Bytes::copy_from_slice(image.pixels()),
            answer: format!(r#""digit":{},"#, prediction.top1()).into_bytes(),
        }
    }

    /// Whether an answer about this image has the right digit; cheap, because it is asked under load.
    pub(crate) fn is_right(&self, answer: &[u8]) -> bool {
        let mut windows = answer.windows(self.answer.len());
        windows.any(|part| part == self.answer)
    }
}

#[cfg(test)]
mod tests {
    use super::Known;
    use hyper::body::Bytes;

    #[test]
    fn an_answer_is_right_if_its_digit_is() {
        let known = Known {
            pixels: Bytes::new(),
            answer: br#""digit":7,"#.to_vec(),
        };
        let answer = |digit| format!(r#"{{"predictions":[{{"digit":{digit},"rejected":false}}]}}"#);
        assert!(known.is_right(answer(7).as_bytes()));
        assert!(!known.is_right(answer(1).as_bytes()));
        assert!(!known.is_right(b""));
    }
}
