use ink_geometry::Place;
use recognizer::{PAD_SIZE, Stroke};

/// Handwriting: place, size, proportions, slant and shake of a digit.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Center of the digit in drawing units.
    pub center: (f32, f32),
    /// Height of the digit in drawing units.
    pub height: f32,
    /// Width relative to that of the style.
    pub stretch: f32,
    /// Shear: offset of the top to the right of the bottom, relative to the height.
    pub slant: f32,
    /// Largest deviation from the path, relative to the height.
    pub shake: f32,
    /// Seed of the deviations.
    pub seed: u32,
}

impl Default for Hand {
    /// A steady, upright hand in the center of the pad.
    fn default() -> Self {
        Self {
            center: (PAD_SIZE / 2.0, PAD_SIZE / 2.0),
            height: PAD_SIZE * 0.6,
            stretch: 1.0,
            slant: 0.0,
            shake: 0.0,
            seed: 0,
        }
    }
}

impl Hand {
    /// Draws the stroke number `index` on the pad from a path in the unit box.
    pub(crate) fn write(&self, index: usize, path: &[Place]) -> Stroke {
        // Hands shake slowly: a few waves along the stroke rather than noise at every sample.
        let phase = (self.seed as f32).mul_add(2.399_963, index as f32 * 1.7);
        let points = path.iter().enumerate().map(|(sample, &(x, y))| {
            let time = sample as f32 * 0.45 + phase;
            let (dx, dy) = (time.sin(), (time * 1.31 + phase).cos());
            self.place(x + dx * self.shake, y + dy * self.shake)
        });
        points.collect()
    }

    /// Maps a place in the unit box to drawing units.
    fn place(&self, x: f32, y: f32) -> Place {
        let (right, down) = (x - 0.35, y - 0.5);
        let leaned = right * self.stretch - down * self.slant;
        (
            self.center.0 + leaned * self.height,
            self.center.1 + down * self.height,
        )
    }
}
