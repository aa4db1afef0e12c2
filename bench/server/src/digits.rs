//! Test images and the recognizer's predictions for them.

use anyhow::{Context, Result};
use handwriting::idx;
use hyper::body::Bytes;
use recognizer::{Classifier, DigitImage, Prediction, TractClassifier};
use std::path::Path;
use std::sync::Arc;

/// Number of images that are requested under load.
const UNDER_LOAD: usize = 1000;

/// MNIST's 10,000 test images.
pub(crate) struct Digits {
    images: Vec<DigitImage>,
    classifier: TractClassifier,
    under_load: Arc<[LabeledImage]>,
}

/// Image as bytes, and the JSON that every right response contains.
pub(crate) struct LabeledImage {
    pub(crate) pixels: Bytes,
    pub(crate) expected: Vec<u8>,
}

impl Digits {
    /// Loads the images from `mnist/` in the folder `data` and classifies those for the load.
    ///
    /// # Errors
    /// If the file is missing or damaged.
    pub(crate) fn load(data: &Path) -> Result<Self> {
        let file = data.join("mnist/t10k-images-idx3-ubyte.gz");
        let images = idx::images(&idx::unpack(&file)?).context("MNIST's test images")?;
        let images: Vec<DigitImage> = images.into_iter().map(DigitImage::new).collect();
        let classifier = TractClassifier::embedded()?;
        let first = images.get(..UNDER_LOAD).context("too few test images")?;
        let predictions = classifier.classify(first)?;
        let under_load = first.iter().zip(&predictions);
        let under_load = under_load.map(LabeledImage::new).collect();
        Ok(Self {
            images,
            classifier,
            under_load,
        })
    }

    pub(crate) fn images(&self) -> &[DigitImage] {
        &self.images
    }

    /// Predictions for all images, computed in this process.
    pub(crate) fn reference(&self) -> Result<Vec<Prediction>> {
        Ok(self.classifier.classify(&self.images)?)
    }

    pub(crate) fn under_load(&self) -> Arc<[LabeledImage]> {
        self.under_load.clone()
    }
}

impl LabeledImage {
    fn new((image, prediction): (&DigitImage, &Prediction)) -> Self {
        Self {
            pixels: Bytes::copy_from_slice(image.pixels()),
            expected: format!(r#""digit":{},"#, prediction.top1()).into_bytes(),
        }
    }

    /// Whether the response body has the right digit; a substring search, cheap enough under load.
    pub(crate) fn is_right(&self, body: &[u8]) -> bool {
        let mut windows = body.windows(self.expected.len());
        windows.any(|window| window == self.expected)
    }
}

#[cfg(test)]
mod tests {
    use super::LabeledImage;
    use hyper::body::Bytes;

    #[test]
    fn a_response_is_right_if_its_digit_is() {
        let image = LabeledImage {
            pixels: Bytes::new(),
            expected: br#""digit":7,"#.to_vec(),
        };
        let body = |digit| format!(r#"{{"predictions":[{{"digit":{digit},"rejected":false}}]}}"#);
        assert!(image.is_right(body(7).as_bytes()));
        assert!(!image.is_right(body(1).as_bytes()));
        assert!(!image.is_right(b""));
    }
}
