//! Sketches: strokes in any unit, which a random hand draws on the pad.

use ink_geometry::{Path, Place, between, samples, turn};
use recognizer::{Drawing, PAD_SIZE, Point, Stroke};

use crate::random::Random;

/// Margin on every side in drawing units: more than half the pen's width.
const MARGIN: f32 = 10.0;
/// Largest size of a shape, relative to the pad's side.
const LARGEST: f32 = 0.95;
/// Largest distance between samples in drawing units: that of a slow pointer.
const STEP: f32 = 8.0;

/// Strokes in any unit; y points down.
#[derive(Default)]
pub(super) struct Sketch {
    strokes: Vec<Path>,
}

/// Place at an angle on an ellipse, in radians clockwise from the right.
pub(super) fn on_ellipse(center: Place, radii: Place, angle: f32) -> Place {
    ink_geometry::on_ellipse(center, radii, direction(angle))
}

/// Arc of an ellipse over `turn` radians from the angle `start` on.
pub(super) fn arc(center: Place, radii: Place, start: f32, turn: f32) -> Path {
    let steps = (turn.abs() * 6.0).ceil().max(2.0) as usize;
    ink_geometry::arc(center, radii, (start, turn), steps, direction)
}

/// Whole ellipse, drawn clockwise from the angle `start` on.
pub(super) fn ring(center: Place, radii: Place, start: f32) -> Path {
    arc(center, radii, start, std::f32::consts::TAU)
}

/// Cosine and sine; rounding from double precision drops the last bits, which differ by machine.
fn direction(angle: f32) -> Place {
    let (sin, cos) = f64::from(angle).sin_cos();
    (cos as f32, sin as f32)
}

impl Sketch {
    /// Adds a stroke.
    pub(super) fn add(&mut self, stroke: Path) {
        self.strokes.push(stroke);
    }

    /// Adds the strokes of `other`.
    pub(super) fn join(&mut self, other: Self) {
        self.strokes.extend(other.strokes);
    }

    /// Maps every place.
    pub(super) fn map(mut self, to: impl Fn(Place) -> Place) -> Self {
        for place in self.strokes.iter_mut().flatten() {
            *place = to(*place);
        }
        self
    }

    /// Moves the sketch.
    pub(super) fn moved(self, right: f32, down: f32) -> Self {
        self.map(|(x, y)| (x + right, y + down))
    }

    /// Scales the sketch from the origin.
    pub(super) fn stretched(self, width: f32, height: f32) -> Self {
        self.map(|(x, y)| (x * width, y * height))
    }

    /// Scales the width and shears the sketch: y = 1 moves to the left by `slant`.
    pub(super) fn sheared(self, width: f32, slant: f32) -> Self {
        self.map(|(x, y)| (x * width - y * slant, y))
    }

    /// Turns the sketch clockwise around the origin, by an angle in radians.
    pub(super) fn turned(self, angle: f32) -> Self {
        let direction = on_ellipse((0.0, 0.0), (1.0, 1.0), angle);
        self.map(|place| turn(place, direction))
    }

    /// Bounding box: smallest x and y, then largest x and y.
    pub(super) fn bounds(&self) -> (Place, Place) {
        let infinite = (f32::INFINITY, f32::INFINITY);
        let nothing = (infinite, (f32::NEG_INFINITY, f32::NEG_INFINITY));
        let points = self.strokes.iter().flatten();
        points.fold(nothing, |(least, greatest), &(x, y)| {
            let least = (least.0.min(x), least.1.min(y));
            (least, (greatest.0.max(x), greatest.1.max(y)))
        })
    }

    /// Draws the sketch by a random hand: anywhere on the pad, at least `smallest` of its side in
    /// size, with the strokes in any order and direction and some shake.
    pub(super) fn on_pad(mut self, smallest: f32, random: &mut Random) -> Drawing {
        random.shuffle(&mut self.strokes);
        for stroke in &mut self.strokes {
            if random.chance(0.5) {
                stroke.reverse();
            }
        }
        let size = PAD_SIZE * random.between(smallest..LARGEST);
        // From a steady hand to one that deviates by a hundredth of the shape.
        let shake = size * random.between(0.0..0.01);
        self.sized(size).shaken(shake, random).placed(random)
    }

    fn sized(self, size: f32) -> Self {
        let (least, greatest) = self.bounds();
        let extent = (greatest.0 - least.0).max(greatest.1 - least.1);
        // Taps on one place have no size.
        let scale = if extent > 0.0 { size / extent } else { 1.0 };
        self.stretched(scale, scale)
    }

    /// Adds slow waves of up to about `shake` to every stroke.
    fn shaken(self, shake: f32, random: &mut Random) -> Self {
        let strokes = self.strokes.iter().map(|stroke| {
            let (side, rise) = (random.angle(), random.angle());
            // Radians a drawing unit: a wavelength of 80 to 160 units.
            let pace = random.between(0.04..0.08);
            let moved = with_lengths(stroke).into_iter().map(|(length, (x, y))| {
                let (right, _) = on_ellipse((0.0, 0.0), (shake, shake), pace * length + side);
                let (down, _) = on_ellipse((0.0, 0.0), (shake, shake), 1.3 * pace * length + rise);
                (x + right, y + down)
            });
            moved.collect()
        });
        let strokes = strokes.collect();
        Self { strokes }
    }

    /// Moves the sketch to a random place on the pad, in whole drawing units as a pointer reports.
    fn placed(self, random: &mut Random) -> Drawing {
        let (least, greatest) = self.bounds();
        let mut shift = |least: f32, greatest: f32| {
            random.between(MARGIN - least..PAD_SIZE - MARGIN - greatest)
        };
        let (right, down) = (shift(least.0, greatest.0), shift(least.1, greatest.1));
        let strokes = self.strokes.iter().map(|stroke| {
            let points = stroke.iter();
            let points = points.map(|(x, y)| Point::new((x + right).round(), (y + down).round()));
            let mut points: Vec<_> = points.collect();
            points.dedup();
            Stroke { points }
        });
        strokes.collect()
    }
}

impl From<Drawing> for Sketch {
    fn from(drawing: Drawing) -> Self {
        let strokes = drawing.strokes.iter().map(|stroke| {
            let points = stroke.points.iter().map(|point| (point.x, point.y));
            points.collect()
        });
        Self {
            strokes: strokes.collect(),
        }
    }
}

/// Resamples a path so that no two samples are more than a step apart; each comes with the length of
/// the path up to it.
fn with_lengths(path: &[Place]) -> Vec<(f32, Place)> {
    let mut end = 0.0;
    let lines: Vec<(f32, f32)> = path
        .windows(2)
        .map(|line| {
            let (right, down) = (line[1].0 - line[0].0, line[1].1 - line[0].1);
            let (start, length) = (end, (right * right + down * down).sqrt());
            end += length;
            (start, length)
        })
        .collect();
    let inner = samples(
        lines.len(),
        |line| (lines[line].1 / STEP).ceil().max(1.0) as usize,
        |line, share| {
            let (start, length) = lines[line];
            let place = between(path[line], path[line + 1], share);
            (start + length * share, place)
        },
    );
    inner.chain(path.last().map(|&last| (end, last))).collect()
}
