use serde::{Deserialize, Serialize};

/// The network's input: 28×28 intensities, row by row, 0 for paper and 255 for ink, as in MNIST.
///
/// Bytes rather than floats, so that browser, server and training see exactly the same values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct DigitImage([u8; Self::PIXELS]);

impl DigitImage {
    /// Columns and rows.
    pub const SIDE: usize = 28;
    /// Pixels in all.
    pub const PIXELS: usize = Self::SIDE * Self::SIDE;

    /// An image of these pixels, row by row.
    pub const fn new(pixels: [u8; Self::PIXELS]) -> Self {
        Self(pixels)
    }

    /// The pixels, row by row.
    pub const fn pixels(&self) -> &[u8; Self::PIXELS] {
        &self.0
    }

    /// Whether no pixel carries ink.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|&pixel| pixel == 0)
    }

    /// Intensities from 0 to 1: the one place that says what the network is fed.
    pub fn normalized(&self) -> impl Iterator<Item = f32> + '_ {
        self.0.iter().map(|&pixel| f32::from(pixel) / 255.0)
    }
}

impl From<DigitImage> for Vec<u8> {
    fn from(image: DigitImage) -> Self {
        image.0.to_vec()
    }
}

impl TryFrom<Vec<u8>> for DigitImage {
    type Error = String;

    fn try_from(pixels: Vec<u8>) -> Result<Self, Self::Error> {
        let pixels = <[u8; Self::PIXELS]>::try_from(pixels)
            .map_err(|found| format!("a digit image has 784 pixels, found {}", found.len()))?;
        Ok(Self(pixels))
    }
}
