//! Grayscale images, and rasterization of strokes with a round, anti-aliased pen.

use crate::{Drawing, Point, RasterError};

/// Grayscale image: one `f32` per pixel, row by row.
///
/// The recognizer expects background 0 and ink up to 1; image processing may use other ranges.
///
/// ```
/// use recognizer::Raster;
///
/// let raster = Raster::from_ink(2, 1, &[0, 255])?;
/// assert_eq!(raster.row(0), [0.0, 1.0]);
/// # Ok::<(), recognizer::RasterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    width: usize,
    height: usize,
    pixels: Vec<f32>,
}

impl Raster {
    /// Raster of bytes, row by row: 0 for background, 255 for full ink, which becomes 1.
    ///
    /// # Errors
    /// Unless there are exactly `width × height` bytes.
    pub fn from_ink(width: usize, height: usize, ink: &[u8]) -> Result<Self, RasterError> {
        let intensities = ink.iter().map(|&value| f32::from(value) / 255.0);
        Self::from_pixels(width, height, intensities.collect())
    }

    /// Raster of these values, row by row.
    ///
    /// # Errors
    /// Unless there are exactly `width × height` values.
    pub fn from_pixels(width: usize, height: usize, pixels: Vec<f32>) -> Result<Self, RasterError> {
        let count = width
            .checked_mul(height)
            .ok_or(RasterError::TooLarge { width, height })?;
        if pixels.len() != count {
            let found = pixels.len();
            return Err(RasterError::PixelCount {
                width,
                height,
                found,
            });
        }
        Ok(Self {
            width,
            height,
            pixels,
        })
    }

    /// Rasterizes a drawing to `width × height` pixels, one pixel per drawing unit, with a round pen
    /// `pen` units wide. Ink outside is cut off.
    pub fn of_drawing(drawing: &Drawing, width: usize, height: usize, pen: f32) -> Self {
        let mut raster = Self::blank(width, height);
        let place = |point: Point| [f64::from(point.x), f64::from(point.y)];
        raster.draw(drawing, place, f64::from(pen) / 2.0);
        raster
    }

    /// Raster with all pixels 0.
    pub fn blank(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0.0; width * height],
        }
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row.
    pub fn pixels(&self) -> &[f32] {
        &self.pixels
    }

    /// All pixels, row by row.
    pub fn pixels_mut(&mut self) -> &mut [f32] {
        &mut self.pixels
    }

    /// Row `y`.
    pub fn row(&self, y: usize) -> &[f32] {
        &self.pixels[y * self.width..][..self.width]
    }

    /// Row `y`.
    pub fn row_mut(&mut self, y: usize) -> &mut [f32] {
        &mut self.pixels[y * self.width..][..self.width]
    }

    /// Raster with `map` applied to every pixel.
    pub fn map(mut self, map: impl Fn(f32) -> f32) -> Self {
        for value in &mut self.pixels {
            *value = map(*value);
        }
        self
    }

    /// Raster with `map` applied to every pixel and the one at the same position of `other`, which has
    /// the same size.
    pub fn zip_map(mut self, other: &Self, map: impl Fn(f32, f32) -> f32) -> Self {
        for (value, &other) in self.pixels.iter_mut().zip(&other.pixels) {
            *value = map(*value, other);
        }
        self
    }

    /// Raster with rows and columns exchanged.
    pub fn transposed(&self) -> Self {
        let mut transposed = Self::blank(self.height, self.width);
        for y in 0..self.height {
            for (x, &value) in self.row(y).iter().enumerate() {
                transposed.row_mut(x)[y] = value;
            }
        }
        transposed
    }

    /// Draws every stroke with a round pen of `radius` pixels; `place` maps drawing units to pixels.
    pub(crate) fn draw(
        &mut self,
        drawing: &Drawing,
        place: impl Fn(Point) -> [f64; 2],
        radius: f64,
    ) {
        for stroke in &drawing.strokes {
            let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
            let path: Vec<_> = finite.map(&place).collect();
            // A tap is a single point: a line from it to itself draws the pen's round tip.
            if let [only] = path[..] {
                self.draw_line(only, only, radius);
            }
            for line in path.windows(2) {
                self.draw_line(line[0], line[1], radius);
            }
        }
    }

    /// Draws a line segment with a round pen, anti-aliased by the distance of each pixel's center to the
    /// segment. Overlapping ink does not get darker.
    fn draw_line(&mut self, from: [f64; 2], to: [f64; 2], radius: f64) {
        let columns = covered(from[0], to[0], radius, self.width);
        for y in covered(from[1], to[1], radius, self.height) {
            let row = self.row_mut(y);
            for x in columns.clone() {
                let center = [x as f64 + 0.5, y as f64 + 0.5];
                let distance = distance_to_line(center, from, to);
                let ink = (radius - distance + 0.5).clamp(0.0, 1.0) as f32;
                row[x] = row[x].max(ink);
            }
        }
    }
}

/// Pixels between `a` and `b`, extended by the pen and its anti-aliased edge.
fn covered(a: f64, b: f64, radius: f64, size: usize) -> std::ops::Range<usize> {
    let first = (a.min(b) - radius - 1.0).floor().max(0.0) as usize;
    let last = (a.max(b) + radius + 1.0).ceil().max(0.0) as usize;
    first.min(size)..last.min(size)
}

/// Distance of a point to a line segment.
fn distance_to_line(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let [along, offset] = [sub(to, from), sub(point, from)];
    let length_squared = dot(along, along);
    let nearest = if length_squared > 0.0 {
        (dot(offset, along) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let gap = [
        offset[0] - nearest * along[0],
        offset[1] - nearest * along[1],
    ];
    dot(gap, gap).sqrt()
}

fn sub(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}
