//! Values in rows and columns.

use image::GrayImage;

/// One value for each pixel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plane<T = f32> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) values: Vec<T>,
}

impl Plane<u8> {
    #[cfg(test)]
    pub(crate) fn new(width: usize, values: &[u8]) -> Plane {
        Plane {
            width,
            height: values.len().checked_div(width).unwrap_or(0),
            values: values.iter().copied().map(f32::from).collect(),
        }
    }
}

impl Plane {
    pub(crate) fn of_gray(gray: &GrayImage) -> Self {
        Self {
            width: gray.width() as usize,
            height: gray.height() as usize,
            values: gray.as_raw().iter().copied().map(f32::from).collect(),
        }
    }

    /// The same value everywhere.
    pub(crate) fn filled(width: usize, height: usize, value: f32) -> Self {
        Self {
            width,
            height,
            values: vec![value; width * height],
        }
    }

    /// Whole values from 0 to 255.
    pub(crate) fn to_bytes(&self) -> Plane<u8> {
        Plane {
            width: self.width,
            height: self.height,
            values: self
                .values
                .iter()
                .map(|value| value.round() as u8)
                .collect(),
        }
    }

    pub(crate) fn row(&self, y: usize) -> &[f32] {
        &self.values[y * self.width..][..self.width]
    }

    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [f32] {
        &mut self.values[y * self.width..][..self.width]
    }

    pub(crate) fn at(&self, x: usize, y: usize) -> f32 {
        self.values[y * self.width + x]
    }

    pub(crate) fn largest(&self) -> f32 {
        self.values.iter().copied().fold(0.0, f32::max)
    }

    /// Each value as a function of itself.
    pub(crate) fn map(mut self, map: impl Fn(f32) -> f32) -> Self {
        for value in &mut self.values {
            *value = map(*value);
        }
        self
    }

    /// Each value as a function of itself and the one at the same place.
    pub(crate) fn zip(mut self, other: &Self, map: impl Fn(f32, f32) -> f32) -> Self {
        for (value, &other) in self.values.iter_mut().zip(&other.values) {
            *value = map(*value, other);
        }
        self
    }

    /// Rows and columns exchanged.
    pub(crate) fn transposed(&self) -> Self {
        let mut transposed = Self::filled(self.height, self.width, 0.0);
        for y in 0..self.height {
            for (x, &value) in self.row(y).iter().enumerate() {
                transposed.row_mut(x)[y] = value;
            }
        }
        transposed
    }

    /// The mean of each value and those up to `radius` away, on both axes.
    pub(crate) fn blurred(&self, radius: usize) -> Self {
        let rows = self.blurred_rows(radius).transposed();
        rows.blurred_rows(radius).transposed()
    }

    fn blurred_rows(&self, radius: usize) -> Self {
        let mut blurred = self.clone();
        for y in 0..self.height {
            let mut sums = vec![0.0; self.width + 1];
            for (x, &value) in self.row(y).iter().enumerate() {
                sums[x + 1] = sums[x] + f64::from(value);
            }
            for (x, value) in blurred.row_mut(y).iter_mut().enumerate() {
                let (from, to) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
                *value = ((sums[to] - sums[from]) / (to - from) as f64) as f32;
            }
        }
        blurred
    }

    /// A `factor`-th as wide and high: each value is the mean of a square.
    pub(crate) fn shrunk(&self, factor: usize) -> Self {
        let rows = self.shrunk_rows(factor).transposed();
        rows.shrunk_rows(factor).transposed()
    }

    fn shrunk_rows(&self, factor: usize) -> Self {
        let mut shrunk = Self::filled(self.width.div_ceil(factor), self.height, 0.0);
        for y in 0..self.height {
            let squares = self.row(y).chunks(factor);
            for (value, square) in shrunk.row_mut(y).iter_mut().zip(squares) {
                *value = square.iter().sum::<f32>() / square.len() as f32;
            }
        }
        shrunk
    }

    /// The value between the middles of a plane that is a `factor`-th as wide and high.
    pub(crate) fn enlarged(&self, factor: usize, width: usize, height: usize) -> Self {
        let rows = self.enlarged_rows(factor, width).transposed();
        rows.enlarged_rows(factor, height).transposed()
    }

    fn enlarged_rows(&self, factor: usize, width: usize) -> Self {
        let mut enlarged = Self::filled(width, self.height, 0.0);
        for y in 0..self.height {
            let row = self.row(y);
            for (x, value) in enlarged.row_mut(y).iter_mut().enumerate() {
                let at = ((x as f32 + 0.5) / factor as f32 - 0.5).max(0.0);
                let left = (at as usize).min(row.len() - 1);
                let right = (left + 1).min(row.len() - 1);
                *value = row[left] + (row[right] - row[left]) * (at - left as f32).min(1.0);
            }
        }
        enlarged
    }

    /// The largest value up to `radius` away on both axes.
    pub(crate) fn dilated(&self, radius: usize) -> Self {
        let rows = self.dilated_rows(radius).transposed();
        rows.dilated_rows(radius).transposed()
    }

    fn dilated_rows(&self, radius: usize) -> Self {
        let mut dilated = self.clone();
        for y in 0..self.height {
            let row = self.row(y);
            for (x, value) in dilated.row_mut(y).iter_mut().enumerate() {
                let near = &row[x.saturating_sub(radius)..(x + radius + 1).min(row.len())];
                *value = near.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            }
        }
        dilated
    }

    /// With a frame of this value around it.
    pub(crate) fn framed(&self, frame: usize, value: f32) -> Self {
        let mut framed = Self::filled(self.width + 2 * frame, self.height + 2 * frame, value);
        for y in 0..self.height {
            framed.row_mut(y + frame)[frame..][..self.width].copy_from_slice(self.row(y));
        }
        framed
    }

    /// Without a frame.
    pub(crate) fn unframed(&self, frame: usize) -> Self {
        let (width, height) = (self.width - 2 * frame, self.height - 2 * frame);
        let mut inner = Self::filled(width, height, 0.0);
        for y in 0..height {
            inner
                .row_mut(y)
                .copy_from_slice(&self.row(y + frame)[frame..][..width]);
        }
        inner
    }
}
