use super::*;
use crate::seeded;

fn drawing(strokes: &[&[(f32, f32)]]) -> Drawing {
    let strokes = strokes.iter();
    strokes
        .map(|points| Stroke::from_iter(points.iter().copied()))
        .collect()
}

fn corner() -> Drawing {
    drawing(&[&[(0.0, 0.0), (0.0, 100.0), (50.0, 100.0)], &[(20.0, 40.0)]])
}

fn assert_near(found: &Drawing, expected: &Drawing) {
    let pairs = found.points().zip(expected.points());
    for (a, b) in pairs {
        let near = (a.x - b.x).hypot(a.y - b.y) < 1e-3;
        assert!(near, "{found:?} is not near {expected:?}");
    }
    assert_eq!(found.points().count(), expected.points().count());
}

#[test]
fn shear_rotation_and_stretch_are_about_the_center() {
    let line = drawing(&[&[(0.0, 0.0), (0.0, 2.0)]]);
    assert_near(&slant(&line, 45.0), &drawing(&[&[(1.0, 0.0), (-1.0, 2.0)]]));
    assert_near(
        &rotate(&line, 90.0),
        &drawing(&[&[(1.0, 1.0), (-1.0, 1.0)]]),
    );
    let flat = drawing(&[&[(0.0, 0.0), (2.0, 1.0)]]);
    assert_near(
        &stretch(&flat, 2.0),
        &drawing(&[&[(-1.0, 0.0), (3.0, 1.0)]]),
    );
}

#[test]
fn resampling_keeps_both_ends_and_the_requested_share() {
    let long = Stroke::from_iter((0..101u8).map(|x| (f32::from(x), 0.0)));
    let long = Drawing::from_iter([long]);
    for (share, count) in [(1.0, 101), (0.5, 51), (0.2, 21), (0.0, 2)] {
        let kept: Vec<Point> = resample(&long, share).points().collect();
        assert_eq!(kept.len(), count, "{share}");
        assert_eq!([kept[0].x, kept[count - 1].x], [0.0, 100.0], "{share}");
        assert!(kept.windows(2).all(|pair| pair[0].x < pair[1].x), "{share}");
    }
    let dots = drawing(&[&[(1.0, 2.0)], &[]]);
    assert_eq!(resample(&dots, 0.2), dots);
}

#[test]
fn jitter_has_the_requested_deviation() {
    let dots = Stroke::from_iter((0..2000u16).map(|x| (f32::from(x % 2) * 100.0, 0.0)));
    let dots = Drawing::from_iter([dots]);
    let moved = jitter(&mut seeded(1, 0, 0), &dots, 0.02);
    let offsets = moved.points().map(|point| point.y * point.y);
    let deviation = (offsets.sum::<f32>() / 2000.0).sqrt();
    assert!((deviation - 2.0).abs() < 0.1, "{deviation}");
}

#[test]
fn warping_moves_a_little_and_neighbors_alike() {
    for index in 0..50 {
        let path = (0..=100u8).map(|x| (f32::from(x), f32::from(x % 50)));
        let straight = Drawing::from_iter([Stroke::from_iter(path)]);
        let bent = warp(&mut seeded(1, 0, index), &straight, 0.05);
        let moves = straight.points().zip(bent.points());
        let moves: Vec<_> = moves.map(|(a, b)| (b.x - a.x, b.y - a.y)).collect();
        assert!(moves.iter().all(|(x, y)| x.abs() <= 5.0 && y.abs() <= 5.0));
        assert!(moves.iter().any(|(x, y)| x.abs() + y.abs() > 0.5));
        let steps = moves[..50].windows(2);
        let jumps = steps.map(|pair| (pair[1].0 - pair[0].0).abs());
        assert!(jumps.fold(0.0, f32::max) < 1.0, "neighbors move apart");
    }
}

#[test]
fn strokes_are_reversed_and_shuffled_whole() {
    let drawn = corner();
    let reversed = reverse_strokes(&mut seeded(1, 0, 0), &drawn, 1.0);
    assert_eq!(reversed.strokes[0].points[0], Point::new(50.0, 100.0));
    let shuffled = (0..20).map(|index| shuffle_strokes(&mut seeded(1, 0, index), &drawn));
    let firsts: Vec<usize> = shuffled.map(|d| d.strokes[0].points.len()).collect();
    assert!(firsts.contains(&1) && firsts.contains(&3), "{firsts:?}");
}

#[test]
fn blank_drawings_stay_blank() {
    let rng = &mut seeded(1, 0, 0);
    let blank = Drawing::default();
    for augmented in [
        jitter(rng, &blank, 0.1),
        warp(rng, &blank, 0.1),
        rotate(&blank, 5.0),
    ] {
        assert!(augmented.is_blank());
    }
}
