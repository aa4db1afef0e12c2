//! What is between the image and the outputs, for people to look at.

use crate::kernels::Map;

/// How a layer makes its maps of those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// Weighted sums of windows of 3×3 pixels, and 0 for those below it.
    Convolution,
    /// The maximum of every 2×2 pixels.
    MaxPool,
    /// Weighted sums of all there is.
    Dense,
}

/// What a layer makes of an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// How.
    pub kind: LayerKind,
    /// How many maps there are.
    pub channels: usize,
    /// Rows of each.
    pub height: usize,
    /// Columns of each.
    pub width: usize,
    /// Map after map, row by row.
    pub numbers: Vec<f32>,
}

impl Layer {
    /// The numbers as grays: 255 is the largest of the layer, 0 what is not above 0.
    pub fn grays(&self) -> Vec<u8> {
        let largest = self
            .numbers
            .iter()
            .copied()
            .fold(f32::MIN_POSITIVE, f32::max);
        let gray = |number: &f32| (255.0 * number / largest).round() as u8;
        self.numbers.iter().map(gray).collect()
    }

    /// The first channels of a map: those beyond only fill up registers.
    pub(crate) fn new(kind: LayerKind, channels: usize, map: &Map) -> Self {
        let numbers = (0..channels).flat_map(|channel| map.channel(channel));
        Self {
            kind,
            channels,
            height: map.height(),
            width: map.width(),
            numbers: numbers.collect(),
        }
    }
}
