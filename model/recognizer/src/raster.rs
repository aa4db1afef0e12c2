//! Grayscale ink, and the two ways to get it: from pixels, or from strokes with a round pen.

use crate::{Drawing, Point, RasterError};

/// Grayscale pixels, row by row; 0 is paper and 1 is ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    width: usize,
    height: usize,
    pixels: Vec<f32>,
}

impl Raster {
    /// A raster of `width × height` intensities, row by row: 0 is paper, 255 is ink.
    ///
    /// # Errors
    /// If there are not exactly `width × height` pixels.
    pub fn from_ink(width: usize, height: usize, ink: &[u8]) -> Result<Self, RasterError> {
        let count = width
            .checked_mul(height)
            .ok_or(RasterError::TooLarge { width, height })?;
        if ink.len() != count {
            let found = ink.len();
            return Err(RasterError::PixelCount {
                width,
                height,
                found,
            });
        }
        let pixels = ink.iter().map(|&value| f32::from(value) / 255.0).collect();
        Ok(Self {
            width,
            height,
            pixels,
        })
    }

    /// A drawing as a picture of `width × height` pixels, one pixel a drawing unit, drawn with a
    /// round pen `pen` units wide. Ink outside of the picture is cut off.
    pub fn of_drawing(drawing: &Drawing, width: usize, height: usize, pen: f32) -> Self {
        let mut raster = Self::blank(width, height);
        let place = |point: Point| [f64::from(point.x), f64::from(point.y)];
        raster.draw(drawing, place, f64::from(pen) / 2.0);
        raster
    }

    pub(crate) fn blank(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0.0; width * height],
        }
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The intensities of a row, 0 to 1.
    pub fn row(&self, y: usize) -> &[f32] {
        &self.pixels[y * self.width..][..self.width]
    }

    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [f32] {
        &mut self.pixels[y * self.width..][..self.width]
    }

    /// The same raster with rows and columns exchanged.
    pub(crate) fn transposed(&self) -> Self {
        let mut transposed = Self::blank(self.height, self.width);
        for y in 0..self.height {
            for (x, &value) in self.row(y).iter().enumerate() {
                transposed.row_mut(x)[y] = value;
            }
        }
        transposed
    }

    /// Draws every stroke with a round pen; `place` turns drawing units into pixels.
    pub(crate) fn draw(
        &mut self,
        drawing: &Drawing,
        place: impl Fn(Point) -> [f64; 2],
        radius: f64,
    ) {
        for stroke in &drawing.strokes {
            let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
            let path: Vec<_> = finite.map(&place).collect();
            // A tap is one point: a line from it to itself is the pen's round tip.
            if let [only] = path[..] {
                self.draw_line(only, only, radius);
            }
            for line in path.windows(2) {
                self.draw_line(line[0], line[1], radius);
            }
        }
    }

    /// Draws a line from `from` to `to` with a round pen, anti-aliased by the distance of each
    /// pixel's middle to the line. Overlapping ink does not get darker.
    fn draw_line(&mut self, from: [f64; 2], to: [f64; 2], radius: f64) {
        let columns = covered(from[0], to[0], radius, self.width);
        for y in covered(from[1], to[1], radius, self.height) {
            let row = self.row_mut(y);
            for x in columns.clone() {
                let middle = [x as f64 + 0.5, y as f64 + 0.5];
                let distance = distance_to_line(middle, from, to);
                let ink = (radius - distance + 0.5).clamp(0.0, 1.0) as f32;
                row[x] = row[x].max(ink);
            }
        }
    }
}

/// The pixels between `a` and `b`, widened by the pen and its soft edge.
fn covered(a: f64, b: f64, radius: f64, size: usize) -> std::ops::Range<usize> {
    let first = (a.min(b) - radius - 1.0).floor().max(0.0) as usize;
    let last = (a.max(b) + radius + 1.0).ceil().max(0.0) as usize;
    first.min(size)..last.min(size)
}

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
