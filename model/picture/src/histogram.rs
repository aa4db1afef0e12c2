//! Histogram of gray levels.

/// Counts of the gray levels 0 to 255.
pub(crate) struct Histogram([usize; 256]);

impl Histogram {
    /// Histogram of these values, rounded and clamped to 0..=255.
    pub(crate) fn of(values: impl Iterator<Item = f32>) -> Self {
        let mut counts = [0; 256];
        for value in values {
            counts[usize::from(value.round() as u8)] += 1;
        }
        Self(counts)
    }

    /// Gray level at this quantile, 0 to 1; 0 without values.
    pub(crate) fn quantile(&self, quantile: f64) -> f32 {
        let all: usize = self.0.iter().sum();
        let rank = (all as f64 * quantile).floor() as usize;
        let mut cumulated = 0;
        let level = self.0.iter().position(|count| {
            cumulated += count;
            cumulated > rank
        });
        level.map_or(0.0, |level| level as f32)
    }

    pub(crate) fn median(&self) -> f32 {
        self.quantile(0.5)
    }

    /// Quantile of the absolute deviation from `center`; at 0.5 the median absolute deviation.
    pub(crate) fn deviation(&self, center: f32, quantile: f64) -> f32 {
        let mut deviations = Self([0; 256]);
        for (level, count) in self.0.iter().enumerate() {
            deviations.0[level.abs_diff(center as usize)] += count;
        }
        deviations.quantile(quantile)
    }
}
