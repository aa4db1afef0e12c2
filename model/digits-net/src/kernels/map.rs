/// Height × width pixels of some channels each, channel beside channel, inside a border of zeros.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
    pub(super) border: usize,
    numbers: Vec<f32>,
}

impl Map {
    pub(crate) fn new(height: usize, width: usize, channels: usize, border: usize) -> Self {
        let pixels = (height + 2 * border) * (width + 2 * border);
        Self {
            height,
            width,
            channels,
            border,
            numbers: vec![0.0; pixels * channels],
        }
    }

    /// All numbers, row by row, the border's included.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// Rows inside the border.
    pub(crate) fn height(&self) -> usize {
        self.height
    }

    /// Columns inside the border.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// One channel of the pixels inside the border, row by row.
    pub(crate) fn channel(&self, channel: usize) -> impl Iterator<Item = f32> + '_ {
        let rows = (0..self.height).map(|y| self.inner_row(y));
        rows.flat_map(move |row| row.iter().skip(channel).step_by(self.channels).copied())
    }

    /// Sets the pixels inside the border, row by row.
    pub(crate) fn fill(&mut self, mut numbers: impl Iterator<Item = f32>) {
        for y in 0..self.height {
            let row = self.inner_row_mut(y).iter_mut();
            row.zip(&mut numbers).for_each(|(to, from)| *to = from);
        }
    }

    /// The row `y`, with the border on both sides, counted from the border's first row.
    pub(super) fn row(&self, y: usize) -> &[f32] {
        let length = (self.width + 2 * self.border) * self.channels;
        &self.numbers[y * length..][..length]
    }

    /// The row `y` inside the border.
    pub(super) fn inner_row(&self, y: usize) -> &[f32] {
        let row = self.row(y + self.border);
        &row[self.border * self.channels..][..self.width * self.channels]
    }

    pub(super) fn inner_row_mut(&mut self, y: usize) -> &mut [f32] {
        let length = (self.width + 2 * self.border) * self.channels;
        let start = (y + self.border) * length + self.border * self.channels;
        &mut self.numbers[start..][..self.width * self.channels]
    }
}
