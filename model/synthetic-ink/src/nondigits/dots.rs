//! Taps: one, or a few.

use ink_geometry::Path;
use recognizer::{Drawing, Point};

use super::sketch::Sketch;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Path; 4] = [one, row, rows, anywhere];
    let mut sketch = Sketch::default();
    for dot in random.one_of(&kinds)(random) {
        sketch.add(vec![dot]);
    }
    let mut drawing = sketch.on_pad(0.2, random);
    slip(&mut drawing, random);
    drawing
}

/// Extends some taps by up to three drawing units, as fingers slip.
fn slip(drawing: &mut Drawing, random: &mut Random) {
    for tap in &mut drawing.strokes {
        for _ in 0..random.count(0..=2) {
            let (x, y) = random.near((tap.points[0].x, tap.points[0].y), 3.0);
            tap.points.push(Point::new(x.round(), y.round()));
        }
    }
}

fn one(_: &mut Random) -> Path {
    vec![(0.0, 0.0)]
}

/// A row, as an ellipsis.
fn row(random: &mut Random) -> Path {
    let dots = (0..random.count(2..=5)).map(|dot| (dot as f32, 0.0));
    let dots: Vec<_> = dots.collect();
    random.all_near(&dots, 0.15)
}

/// Rows and columns, as on dice.
fn rows(random: &mut Random) -> Path {
    let (rows, columns) = (random.count(2..=3), random.count(2..=4));
    let dots = (0..rows * columns).map(|dot| ((dot % columns) as f32, (dot / columns) as f32));
    let dots: Vec<_> = dots.collect();
    random.all_near(&dots, 0.15)
}

/// Three to seven, apart from each other.
fn anywhere(random: &mut Random) -> Path {
    let mut cells: Vec<_> = (0..9)
        .map(|cell| ((cell % 3) as f32, (cell / 3) as f32))
        .collect();
    random.shuffle(&mut cells);
    // Three that share neither a column nor a row, then any others.
    let mut dots = vec![(0.0, 2.0), (2.0, 1.0), (1.0, 0.0)];
    cells.retain(|cell| !dots.contains(cell));
    dots.extend(&cells[..random.count(0..=4)]);
    random.all_near(&dots, 0.3)
}
