//! The committed model, run by burn.

mod digits {
    include!(concat!(env!("OUT_DIR"), "/model/digits.rs"));
}

use burn::tensor::{Device, Tensor, TensorData};
use wasm_bindgen::prelude::wasm_bindgen;

/// The network with its weights.
#[wasm_bindgen]
pub struct Network {
    model: digits::Model,
    device: Device,
}

#[wasm_bindgen]
impl Network {
    /// Reads the weights.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        let device = Device::flex();
        let model = digits::Model::from_embedded(&device);
        Self { model, device }
    }

    /// The logits of one image of 784 bytes.
    pub fn logits(&self, pixels: &[u8]) -> Vec<f32> {
        let intensities: Vec<f32> = pixels.iter().map(|&ink| f32::from(ink) / 255.0).collect();
        let image = TensorData::new(intensities, [1, 1, 28, 28]);
        let (logits, _) = self.model.forward(Tensor::from_data(image, &self.device));
        logits.into_data().to_vec().expect("logits are 32-bit")
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}
