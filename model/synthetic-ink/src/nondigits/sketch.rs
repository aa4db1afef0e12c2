//! Strokes in any unit, and how a hand brings them onto the pad.

use recognizer::{Drawing, PAD_SIZE, Point, Stroke};

use crate::random::Random;

/// Paper that stays free on every side, in drawing units: more than half a pen.
const MARGIN: f32 = 10.0;
/// The largest a shape comes out, relative to the pad.
const LARGEST: f32 = 0.95;
/// Samples are no further apart than this, in drawing units: those of a calm pointer.
const STEP: f32 = 8.0;

/// Where the pen went, or where it turned.
pub(super) type Points = Vec<(f32, f32)>;

/// Strokes that are not on the pad yet; y points down.
#[derive(Default)]
pub(super) struct Sketch {
    strokes: Vec<Points>,
}

/// The point at `angle` on an ellipse around `center`, clockwise from the right.
pub(super) fn on_ellipse(center: (f32, f32), radii: (f32, f32), angle: f32) -> (f32, f32) {
    // In double precision the last digit, which differs between machines, is lost in rounding.
    let (sin, cos) = f64::from(angle).sin_cos();
    let (sin, cos) = (sin as f32, cos as f32);
    (center.0 + radii.0 * cos, center.1 + radii.1 * sin)
}

/// Part of an ellipse, over `turn` radians from `start` on.
pub(super) fn arc(center: (f32, f32), radii: (f32, f32), start: f32, turn: f32) -> Points {
    let samples = (turn.abs() * 6.0).ceil().max(2.0);
    let angles = (0..=samples as usize).map(|sample| start + turn * sample as f32 / samples);
    let points = angles.map(|angle| on_ellipse(center, radii, angle));
    points.collect()
}

/// A closed ellipse, drawn from `start` on.
pub(super) fn ring(center: (f32, f32), radii: (f32, f32), start: f32) -> Points {
    arc(center, radii, start, std::f32::consts::TAU)
}

impl Sketch {
    pub(super) fn add(&mut self, stroke: Points) {
        self.strokes.push(stroke);
    }

    /// Puts `other` on the same paper.
    pub(super) fn join(&mut self, other: Self) {
        self.strokes.extend(other.strokes);
    }

    pub(super) fn map(mut self, to: impl Fn((f32, f32)) -> (f32, f32)) -> Self {
        for point in self.strokes.iter_mut().flatten() {
            *point = to(*point);
        }
        self
    }

    pub(super) fn moved(self, right: f32, down: f32) -> Self {
        self.map(|(x, y)| (x + right, y + down))
    }

    pub(super) fn stretched(self, width: f32, height: f32) -> Self {
        self.map(|(x, y)| (x * width, y * height))
    }

    /// Turned clockwise around the origin.
    pub(super) fn turned(self, angle: f32) -> Self {
        let (cos, sin) = on_ellipse((0.0, 0.0), (1.0, 1.0), angle);
        self.map(|(x, y)| (x * cos - y * sin, x * sin + y * cos))
    }

    /// Least x and y, then greatest x and y.
    pub(super) fn bounds(&self) -> ((f32, f32), (f32, f32)) {
        let infinite = (f32::INFINITY, f32::INFINITY);
        let nothing = (infinite, (f32::NEG_INFINITY, f32::NEG_INFINITY));
        let points = self.strokes.iter().flatten();
        points.fold(nothing, |(least, greatest), &(x, y)| {
            let least = (least.0.min(x), least.1.min(y));
            (least, (greatest.0.max(x), greatest.1.max(y)))
        })
    }

    /// The drawing somebody makes of it: at least `smallest` of the pad in size, anywhere, with
    /// the strokes in any order and direction, and with a shaking hand.
    pub(super) fn on_pad(mut self, smallest: f32, random: &mut Random) -> Drawing {
        random.shuffle(&mut self.strokes);
        for stroke in &mut self.strokes {
            if random.chance(0.5) {
                stroke.reverse();
            }
        }
        let size = PAD_SIZE * random.between(smallest..LARGEST);
        // A steady hand keeps the line; a shaky one is off by a hundredth of the shape.
        let shake = size * random.between(0.0..0.01);
        self.sized(size).shaken(shake, random).placed(random)
    }

    fn sized(self, size: f32) -> Self {
        let (least, greatest) = self.bounds();
        let extent = (greatest.0 - least.0).max(greatest.1 - least.1);
        // Taps on one spot have no size.
        let scale = if extent > 0.0 { size / extent } else { 1.0 };
        self.stretched(scale, scale)
    }

    /// Moves every stroke slowly to and fro by up to about `shake`.
    fn shaken(self, shake: f32, random: &mut Random) -> Self {
        let strokes = self.strokes.iter().map(|stroke| {
            let (side, rise) = (random.direction(), random.direction());
            // In radians for each drawing unit: a wave every 80 to 160.
            let pace = random.between(0.04..0.08);
            let moved = sampled(stroke).into_iter().map(|(way, (x, y))| {
                let (right, _) = on_ellipse((0.0, 0.0), (shake, shake), pace * way + side);
                let (down, _) = on_ellipse((0.0, 0.0), (shake, shake), 1.3 * pace * way + rise);
                (x + right, y + down)
            });
            moved.collect()
        });
        let strokes = strokes.collect();
        Self { strokes }
    }

    /// Puts it anywhere on the pad, on whole drawing units as a pointer reports them.
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

/// `path` with samples added until none are more than a step apart, each after the length of the
/// way to it.
fn sampled(path: &[(f32, f32)]) -> Vec<(f32, (f32, f32))> {
    let mut samples = Vec::new();
    let mut gone = 0.0;
    for line in path.windows(2) {
        let (from, way) = (line[0], (line[1].0 - line[0].0, line[1].1 - line[0].1));
        let length = (way.0 * way.0 + way.1 * way.1).sqrt();
        let steps = (length / STEP).ceil().max(1.0);
        samples.extend((0..steps as usize).map(|step| {
            let share = step as f32 / steps;
            let point = (from.0 + way.0 * share, from.1 + way.1 * share);
            (gone + length * share, point)
        }));
        gone += length;
    }
    samples.extend(path.last().map(|&end| (gone, end)));
    samples
}
