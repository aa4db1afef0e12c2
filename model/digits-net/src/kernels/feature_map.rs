/// Activations of a layer in HWC order, `[height][width][channels]`, inside a border of zero pixels.
#[derive(Clone, Debug)]
pub(crate) struct FeatureMap {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
    pub(super) border: usize,
    values: Vec<f32>,
}

impl FeatureMap {
    pub(crate) fn new(height: usize, width: usize, channels: usize, border: usize) -> Self {
        let pixels = (height + 2 * border) * (width + 2 * border);
        Self {
            height,
            width,
            channels,
            border,
            values: vec![0.0; pixels * channels],
        }
    }

    /// All values, row by row, including the border.
    pub(crate) fn values(&self) -> &[f32] {
        &self.values
    }

    /// Rows inside the border.
    pub(crate) fn height(&self) -> usize {
        self.height
    }

    /// Columns inside the border.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// One channel inside the border, row by row.
    pub(crate) fn channel(&self, channel: usize) -> impl Iterator<Item = f32> + '_ {
        let rows = (0..self.height).map(|y| self.inner_row(y));
        rows.flat_map(move |row| row.iter().skip(channel).step_by(self.channels).copied())
    }

    /// Sets the pixels inside the border, row by row.
    pub(crate) fn fill(&mut self, mut values: impl Iterator<Item = f32>) {
        for y in 0..self.height {
            let row = self.inner_row_mut(y).iter_mut();
            row.zip(&mut values).for_each(|(to, from)| *to = from);
        }
    }

    /// Row `y` with the border on both sides; row 0 is the first of the border.
    pub(super) fn row(&self, y: usize) -> &[f32] {
        let length = (self.width + 2 * self.border) * self.channels;
        &self.values[y * length..][..length]
    }

    /// Row `y` inside the border.
    pub(super) fn inner_row(&self, y: usize) -> &[f32] {
        let row = self.row(y + self.border);
        &row[self.border * self.channels..][..self.width * self.channels]
    }

    /// Row `y` inside the border.
    pub(super) fn inner_row_mut(&mut self, y: usize) -> &mut [f32] {
        let length = (self.width + 2 * self.border) * self.channels;
        let start = (y + self.border) * length + self.border * self.channels;
        &mut self.values[start..][..self.width * self.channels]
    }
}
