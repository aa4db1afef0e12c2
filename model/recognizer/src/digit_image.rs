use serde::{Deserialize, Serialize};

/// Network input: 28×28 intensities, row by row, 0 for background and 255 for ink, as in MNIST.
///
/// Bytes instead of floats, so that browser, server and training see identical values.
///
/// ```
/// use recognizer::DigitImage;
///
/// let mut pixels = [0; DigitImage::PIXELS];
/// pixels[14 * DigitImage::SIDE + 14] = 255;
/// let image = DigitImage::new(pixels);
/// assert!(!image.is_blank());
/// assert_eq!(image.normalized().sum::<f32>(), 1.0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct DigitImage([u8; Self::PIXELS]);

impl DigitImage {
    /// Number of columns and of rows.
    pub const SIDE: usize = 28;
    /// Number of pixels.
    pub const PIXELS: usize = Self::SIDE * Self::SIDE;

    /// Image of these pixels, row by row.
    pub const fn new(pixels: [u8; Self::PIXELS]) -> Self {
        Self(pixels)
    }

    /// Pixels, row by row.
    pub const fn pixels(&self) -> &[u8; Self::PIXELS] {
        &self.0
    }

    /// Whether every pixel is 0.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|&pixel| pixel == 0)
    }

    /// The 784 intensities in 0..=1, row by row: the only definition of the committed model's input.
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
