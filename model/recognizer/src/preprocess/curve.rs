//! Points far apart to a curve: where a hand is fast or a device slow, straight lines between the
//! samples cut off the bows that were drawn.

use crate::{BoundingBox, Drawing, Point, Stroke};

/// Points further apart than this part of the drawing's longer side are joined by a curve: pens
/// sampled often are denser. On validation, 0.04 to 0.14 read a quarter of the points alike, and
/// 0.14 harms jitter least.
const SPARSE: f64 = 0.14;

/// Lines that make one curve; each is shorter than the model's pen is wide.
const LINES: usize = 6;

/// Centripetal: a curve neither loops nor overshoots at sharp corners (Yuksel et al., 2011).
const KNOT_EXPONENT: f64 = 0.5;

type Position = [f64; 2];

/// The same drawing with points added where they are sparse; every point of it stays.
pub(super) fn curved(drawing: &Drawing) -> Drawing {
    let Some(path) = BoundingBox::of(drawing.points()) else {
        return drawing.clone();
    };
    let sparse = SPARSE * path.longer_side();
    let strokes = drawing.strokes.iter();
    strokes
        .map(|stroke| curved_stroke(stroke, sparse))
        .collect()
}

fn curved_stroke(stroke: &Stroke, sparse: f64) -> Stroke {
    let path = distinct(stroke);
    let mut points: Vec<Position> = path.first().copied().into_iter().collect();
    for (index, line) in path.windows(2).enumerate() {
        if distance(line[0], line[1]) > sparse {
            points.extend(inner_points(neighbors(&path, index)));
        }
        points.push(line[1]);
    }
    let points = points.iter().map(|p| Point::new(p[0] as f32, p[1] as f32));
    Stroke {
        points: points.collect(),
    }
}

/// The drawable points, without those that repeat the one before.
fn distinct(stroke: &Stroke) -> Vec<Position> {
    let mut points = stroke.points.clone();
    points.retain(|point| point.is_finite());
    points.dedup();
    let position = |point: Point| [f64::from(point.x), f64::from(point.y)];
    points.into_iter().map(position).collect()
}

/// The ends of line `index` with the points before and after them; where the path ends, the line
/// goes on as it came.
fn neighbors(path: &[Position], index: usize) -> [Position; 4] {
    let [from, to] = [path[index], path[index + 1]];
    let before = index.checked_sub(1).map(|before| path[before]);
    let after = path.get(index + 2).copied();
    [
        before.unwrap_or_else(|| blend(to, from, 2.0)),
        from,
        to,
        after.unwrap_or_else(|| blend(from, to, 2.0)),
    ]
}

/// Points between the second and the third of four on their Catmull-Rom curve, by Barry and
/// Goldman's recursion (1988).
fn inner_points(points: [Position; 4]) -> impl Iterator<Item = Position> {
    let mut knots = [0.0; 4];
    for i in 1..4 {
        knots[i] = knots[i - 1] + distance(points[i - 1], points[i]).powf(KNOT_EXPONENT);
    }
    (1..LINES).map(move |line| {
        let at = knots[1] + (knots[2] - knots[1]) * line as f64 / LINES as f64;
        let mut layer = points;
        for span in 1..4 {
            for i in 0..4 - span {
                let part = (at - knots[i]) / (knots[i + span] - knots[i]);
                layer[i] = blend(layer[i], layer[i + 1], part);
            }
        }
        layer[0]
    })
}

fn blend(from: Position, to: Position, part: f64) -> Position {
    [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * part)
}

fn distance(a: Position, b: Position) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
