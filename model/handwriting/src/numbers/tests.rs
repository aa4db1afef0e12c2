use super::*;

fn digits() -> Vec<PenDigit> {
    let shapes: [&[(f32, f32)]; 3] = [
        &[(10.0, -300.0), (14.0, -80.0)],
        &[(0.0, 0.0), (90.0, 0.0), (30.0, 120.0)],
        &[(-50.0, 0.0), (250.0, 60.0), (0.0, 100.0)],
    ];
    let written = |(index, writer): (usize, u8)| PenDigit {
        label: index as u8,
        writer,
        drawing: Drawing::from_iter([
            Stroke::from_iter(shapes[index].iter().copied()),
            Stroke::from_iter(shapes[index][..1].iter().copied()),
        ]),
    };
    let all = (0..shapes.len()).flat_map(|index| [(index, 7), (index, 8)]);
    all.map(written).collect()
}

/// Extent of each digit, left to right.
fn extents(written: &Written) -> Vec<Extent> {
    let mut rest = written.drawing.strokes.as_slice();
    let counts = written.strokes.iter();
    counts
        .map(|&count| {
            let (own, others) = rest.split_at(count);
            rest = others;
            Extent::of(&own.iter().cloned().collect()).expect("ink")
        })
        .collect()
}

#[test]
fn gaps_are_in_the_requested_range() {
    let digits = digits();
    let digits: Vec<&PenDigit> = digits.iter().collect();
    for (gap, length) in [
        (0.1..=0.3, 4),
        (0.0..=0.0, 2),
        (-0.2..=-0.05, 3),
        (0.5..=0.9, 9),
    ] {
        for number in numbers(&digits, 50, length, gap.clone(), 1) {
            for pair in extents(&number).windows(2) {
                let found = pair[1].left - pair[0].right();
                // Both edges are rounded to whole units.
                let [least, most] = [gap.start(), gap.end()].map(|gap| gap * DIGIT_HEIGHT);
                assert!(
                    least - 1.0 <= found && found <= most + 1.0,
                    "{found}: {gap:?}"
                );
            }
        }
    }
}

#[test]
fn digits_keep_their_shape_and_stand_on_the_base_line() {
    let digits = digits();
    let digits: Vec<&PenDigit> = digits.iter().collect();
    for number in numbers(&digits, 50, 3, 0.1..=0.3, 1) {
        let extents = extents(&number);
        for (extent, label) in extents.iter().zip(&number.value) {
            let shape = Extent::of(&digits[2 * usize::from(*label)].drawing).expect("ink");
            let aspect = extent.width / extent.height - shape.width / shape.height;
            assert!(aspect.abs() < 0.06, "{extent:?} {shape:?}");
            let size = extent.longer() / DIGIT_HEIGHT;
            assert!((0.84..=1.16).contains(&size), "{size}");
        }
        let feet = extents.iter().map(Extent::bottom);
        let lowest = feet.clone().fold(f32::MIN, f32::max);
        assert!(lowest - feet.fold(f32::MAX, f32::min) < 0.15 * DIGIT_HEIGHT);
    }
}

#[test]
fn coordinates_are_whole_and_not_negative() {
    let digits = digits();
    let digits: Vec<&PenDigit> = digits.iter().collect();
    for number in numbers(&digits, 50, 3, -2.0..=0.3, 1) {
        let mut coordinates = number.drawing.points().flat_map(|point| [point.x, point.y]);
        assert!(coordinates.all(|value| value >= 0.0 && value.fract() == 0.0));
    }
}

#[test]
fn a_seed_repeats_the_numbers() {
    let digits = digits();
    let digits: Vec<&PenDigit> = digits.iter().collect();
    let write = |seed| numbers(&digits, 20, 3, 0.1..=0.3, seed);
    assert_eq!(write(1), write(1));
    assert_ne!(write(1), write(2));
    assert_eq!(by_writer(&digits).len(), 2);
    assert!(numbers(&[], 20, 3, 0.1..=0.3, 1).is_empty());
}
