//! Outputs of every layer, for display.

use crate::kernels::FeatureMap;

/// Kind of layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// 3×3 convolution and ReLU.
    Convolution,
    /// 2×2 max pooling.
    MaxPool,
    /// Fully connected layer.
    Dense,
}

/// Output of a layer for one image.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Kind of layer.
    pub kind: LayerKind,
    /// Number of feature maps.
    pub channels: usize,
    /// Rows of each map.
    pub height: usize,
    /// Columns of each map.
    pub width: usize,
    /// Activations in CHW order: map after map, each row by row.
    pub values: Vec<f32>,
}

impl Layer {
    /// Gray levels of the activations, in the same order: 255 for the layer's maximum, 0 for 0 and
    /// below, linear in between.
    pub fn grays(&self) -> Vec<u8> {
        let maximum = self
            .values
            .iter()
            .copied()
            .fold(f32::MIN_POSITIVE, f32::max);
        let gray = |value: &f32| (255.0 * value / maximum).round() as u8;
        self.values.iter().map(gray).collect()
    }

    /// Layer from the first `channels` of a feature map; the others are padding to full registers.
    pub(crate) fn new(kind: LayerKind, channels: usize, map: &FeatureMap) -> Self {
        let values = (0..channels).flat_map(|channel| map.channel(channel));
        Self {
            kind,
            channels,
            height: map.height(),
            width: map.width(),
            values: values.collect(),
        }
    }
}
