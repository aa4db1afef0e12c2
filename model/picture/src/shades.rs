//! How often each brightness occurs.

/// Counts of whole values from 0 to 255.
pub(crate) struct Shades([usize; 256]);

impl Shades {
    /// Of these values; what is below 0 or above 255 counts as that.
    pub(crate) fn of(values: impl Iterator<Item = f32>) -> Self {
        let mut counts = [0; 256];
        for value in values {
            counts[usize::from(value.round() as u8)] += 1;
        }
        Self(counts)
    }

    /// The value that this part of all are at most.
    pub(crate) fn quantile(&self, part: f64) -> f32 {
        let all: usize = self.0.iter().sum();
        let enough = (all as f64 * part).floor() as usize;
        let mut below = 0;
        let quantile = self.0.iter().position(|count| {
            below += count;
            below > enough
        });
        quantile.map_or(0.0, |value| value as f32)
    }

    pub(crate) fn median(&self) -> f32 {
        self.quantile(0.5)
    }

    /// How far this part of all are from `center` at most.
    pub(crate) fn spread(&self, center: f32, part: f64) -> f32 {
        let mut distances = Self([0; 256]);
        for (value, count) in self.0.iter().enumerate() {
            distances.0[value.abs_diff(center as usize)] += count;
        }
        distances.quantile(part)
    }
}
