/// Place on the paper in any unit: x points right, y points down.
pub type Place = (f32, f32);

/// Place at `share`, 0 to 1, of the straight way between two places.
pub fn between(from: Place, to: Place, share: f32) -> Place {
    (
        from.0 + (to.0 - from.0) * share,
        from.1 + (to.1 - from.1) * share,
    )
}

/// Length of the straight way between two places.
pub fn distance(from: Place, to: Place) -> f32 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

/// Moves a place by one `offset` along x, then by another along y.
pub fn jitter((x, y): Place, mut offset: impl FnMut() -> f32) -> Place {
    (x + offset(), y + offset())
}

/// Turns a place clockwise around the origin by the angle with this cosine and sine.
pub fn turn((x, y): Place, (cos, sin): Place) -> Place {
    (x * cos - y * sin, x * sin + y * cos)
}

/// Place on an axis-aligned ellipse at the angle with this cosine and sine, clockwise from the right.
pub fn on_ellipse(center: Place, radii: Place, (cos, sin): Place) -> Place {
    (center.0 + radii.0 * cos, center.1 + radii.1 * sin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_right_and_down() {
        assert_eq!(between((1.0, 2.0), (3.0, -2.0), 0.25), (1.5, 1.0));
        assert_eq!(distance((1.0, 2.0), (4.0, -2.0)), 5.0);
        let mut offsets = [0.5, -0.5].into_iter();
        let moved = jitter((1.0, 2.0), || offsets.next().unwrap_or_default());
        assert_eq!(moved, (1.5, 1.5));
    }

    #[test]
    fn angles_are_clockwise_from_the_right() {
        let quarter = (0.0, 1.0);
        assert_eq!(turn((2.0, 0.0), quarter), (0.0, 2.0));
        assert_eq!(on_ellipse((1.0, 1.0), (2.0, 3.0), quarter), (1.0, 4.0));
    }
}
