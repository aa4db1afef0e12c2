//! Plus and times signs, asterisks and hashes.

use std::f32::consts::{FRAC_PI_4, PI};

use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::polyline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Sketch; 4] = [plus, times, asterisk, hash];
    let sketch = random.one_of(&kinds)(random);
    sketch.on_pad(0.25, random)
}

/// Bars through one center at even angles, the first of which is `first`, in radians.
fn bars(bars: usize, first: f32, random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    for bar in 0..bars {
        let angle = first + PI * bar as f32 / bars as f32 + random.between(-0.1..0.1);
        let middle = random.near((0.0, 0.0), 0.08);
        let half = random.between(0.85..1.1);
        let end = |angle| on_ellipse(middle, (half, half), angle);
        sketch.add(polyline(&[end(angle), end(angle + PI)]));
    }
    sketch
}

fn plus(random: &mut Random) -> Sketch {
    let sketch = bars(2, random.between(-0.1..0.1), random);
    sketch.stretched(random.between(0.9..1.5), 1.0)
}

fn times(random: &mut Random) -> Sketch {
    let sketch = bars(2, FRAC_PI_4, random);
    sketch.stretched(random.between(0.8..1.6), 1.0)
}

fn asterisk(random: &mut Random) -> Sketch {
    let count = random.count(3..=5);
    bars(count, random.angle(), random)
}

/// Two or three bars across and as many down.
fn hash(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let lean = random.between(-0.3..0.3);
    let (across, down) = (random.count(2..=3), random.count(2..=3));
    for bar in 0..across {
        let y = bar as f32 / across as f32 - 0.35;
        sketch.add(polyline(&random.all_near(&[(-1.0, y), (1.0, y)], 0.1)));
    }
    for bar in 0..down {
        let x = bar as f32 / down as f32 - 0.35;
        sketch.add(polyline(&random.all_near(&[(x, -1.0), (x, 1.0)], 0.1)));
    }
    let wide = random.between(0.9..1.4);
    sketch.sheared(wide, lean)
}
