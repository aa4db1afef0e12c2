#![no_main]
//! IDX files of images and labels.

use handwriting::idx;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(images) = idx::images(bytes) {
        assert_eq!(bytes.len(), 16 + 784 * images.len());
    }
    if let Ok(labels) = idx::labels(bytes) {
        assert!(labels.iter().all(|&label| label <= 9));
    }
});
