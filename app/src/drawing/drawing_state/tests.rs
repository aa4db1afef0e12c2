use super::*;

const A: Point = Point::new(10.0, 10.0);
const B: Point = Point::new(20.0, 30.0);

impl From<Point> for Sample {
    fn from(at: Point) -> Self {
        Self { at, pressure: None }
    }
}

fn pen_down(state: &mut DrawingState, pointer: i32, at: Point) -> bool {
    state.pen_down(pointer, Pen::default(), at.into())
}

/// Draws a stroke from each point downward.
fn drawn(starts: &[Point]) -> DrawingState {
    let mut state = DrawingState::default();
    for start in starts {
        pen_down(&mut state, 1, *start);
        state.pointer_move(1, [Point::new(start.x, start.y + 100.0).into()]);
        state.pointer_up(1);
    }
    state
}

fn points(state: &DrawingState) -> Vec<Vec<Point>> {
    let strokes = state.drawing().strokes.iter();
    strokes.map(|stroke| stroke.points.clone()).collect()
}

#[test]
fn a_stroke_goes_from_pen_down_to_pen_up() {
    let mut state = DrawingState::default();
    assert!(pen_down(&mut state, 1, A));
    state.pointer_move(1, [A, B].map(Sample::from));
    state.pointer_up(1);
    state.pointer_move(1, [A].map(Sample::from));
    assert_eq!(points(&state), [[A, B]]);
}

#[test]
fn a_second_pointer_does_not_draw() {
    let mut state = DrawingState::default();
    pen_down(&mut state, 1, A);
    assert!(!pen_down(&mut state, 2, B));
    state.pointer_move(2, [B].map(Sample::from));
    state.pointer_up(2);
    state.pointer_move(1, [B].map(Sample::from));
    assert_eq!(points(&state), [[A, B]]);
}

#[test]
fn an_interrupted_stroke_ends_where_it_was_a_stroke() {
    let down = |to: f32| Point::new(A.x, A.y + to);
    for (path, points, expected) in [
        // What came after the second finger is cut off, and a dot before it is no ink.
        (vec![down(50.0), down(90.0)], 2, vec![vec![A, down(50.0)]]),
        (vec![down(50.0), down(90.0)], 1, vec![]),
        (vec![down(3.0)], 9, vec![]),
        (vec![], 1, vec![]),
    ] {
        let mut state = DrawingState::default();
        pen_down(&mut state, 1, A);
        state.pointer_move(1, path.into_iter().map(Sample::from));
        state.interrupt(points);
        assert_eq!(self::points(&state), expected);
        assert!(!state.is_active() && !state.can_redo());
        assert_eq!(state.can_undo(), !expected.is_empty());
        state.pointer_move(1, [B].map(Sample::from));
        assert_eq!(self::points(&state), expected);
    }
}

#[test]
fn an_interrupted_eraser_keeps_what_it_has_erased() {
    let mut state = drawn(&[A]);
    state.eraser_down(2, A);
    state.interrupt(0);
    assert!(state.drawing().is_blank() && !state.is_active());
    state.undo();
    assert!(!state.drawing().is_blank());
}

#[test]
fn a_pointer_whose_end_was_missed_draws_again() {
    let mut state = DrawingState::default();
    pen_down(&mut state, 1, A);
    assert!(pen_down(&mut state, 1, B));
    assert_eq!(points(&state), [[A], [B]]);
}

#[test]
fn ink_stays_on_the_pad() {
    let mut state = DrawingState::default();
    pen_down(&mut state, 1, A);
    state.pointer_move(
        1,
        [Point::new(-50.0, 9e9), Point::new(f32::NAN, 0.0)].map(Sample::from),
    );
    assert_eq!(points(&state), [[A, Point::new(0.0, PAD_SIZE)]]);
}

#[test]
fn every_change_is_undone_and_redone() {
    let starts = [A, Point::new(200.0, 50.0), Point::new(300.0, 50.0)];
    let mut state = drawn(&starts);
    state.eraser_down(2, Point::new(201.0, 60.0));
    state.pointer_up(2);
    state.clear();
    let mut seen = vec![points(&state)];
    while state.undo() {
        seen.push(points(&state));
    }
    let counts: Vec<usize> = seen.iter().map(Vec::len).collect();
    assert_eq!(counts, [0, 2, 3, 2, 1, 0]);
    for expected in seen.iter().rev().skip(1) {
        assert!(state.can_redo() && state.redo());
        assert_eq!(points(&state), *expected);
    }
    assert!(state.can_undo() && !state.can_redo() && !state.redo());
}

#[test]
fn a_stroke_after_an_undo_clears_the_redo_stack() {
    let mut state = drawn(&[A, B]);
    state.undo();
    pen_down(&mut state, 1, B);
    assert!(!state.can_redo());
    assert_eq!(points(&state).len(), 2);
    assert_eq!(points(&state)[1], [B]);
}

#[test]
fn one_undo_restores_all_strokes_of_one_eraser_movement() {
    let starts = [100.0, 200.0, 300.0].map(|x| Point::new(x, 50.0));
    let mut state = drawn(&starts);
    let before = points(&state);
    assert!(state.eraser_down(2, Point::new(60.0, 100.0)));
    state.pointer_move(2, [Point::new(150.0, 100.0).into()]);
    state.pointer_move(2, [Point::new(240.0, 100.0).into()]);
    state.pointer_up(2);
    assert_eq!(points(&state), [before[2].clone()]);
    state.undo();
    assert_eq!(points(&state), before);
    state.redo();
    assert_eq!(points(&state), [before[2].clone()]);
}

#[test]
fn an_eraser_that_touches_nothing_changes_nothing() {
    let mut state = drawn(&[A]);
    let version = state.version();
    state.eraser_down(2, Point::new(300.0, 300.0));
    state.withdraw();
    assert_eq!((state.version(), points(&state).len()), (version, 1));
    state.undo();
    assert!(state.drawing().is_blank());
}

#[test]
fn a_palm_is_withdrawn_with_its_stroke() {
    let mut state = drawn(&[A]);
    let before = points(&state);
    pen_down(&mut state, 7, B);
    state.withdraw();
    assert_eq!(points(&state), before);
    assert!(!state.can_redo() && pen_down(&mut state, 8, B));
}

#[test]
fn every_change_has_its_own_version() {
    let mut state = DrawingState::default();
    let mut versions = vec![state.version()];
    pen_down(&mut state, 1, A);
    versions.push(state.version());
    state.pointer_move(1, [B].map(Sample::from));
    versions.push(state.version());
    assert!(state.clear());
    versions.push(state.version());
    assert!(state.undo());
    versions.push(state.version());
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
}

#[test]
fn the_pad_grows_when_the_pen_is_lifted_and_shrinks_when_cleared() {
    let mut state = DrawingState::default();
    pen_down(&mut state, 1, Point::new(20.0, 200.0));
    state.pointer_move(1, [Point::new(900.0, 250.0)].map(Sample::from));
    assert_eq!(state.width(), PAD_SIZE);
    state.pointer_up(1);
    assert_eq!(state.width(), PAD_SIZE + STEP);
    pen_down(&mut state, 1, Point::new(640.0, 200.0));
    assert_eq!(points(&state)[1], [Point::new(640.0, 200.0)]);
    assert!(state.clear());
    assert_eq!(state.width(), PAD_SIZE);
    assert!(state.undo());
    assert_eq!(state.width(), PAD_SIZE + 2.0 * STEP);
}

#[test]
fn the_pad_is_narrowed_as_far_as_the_ink_allows() {
    let mut state = DrawingState::default();
    assert!(!state.can_narrow());
    for _ in 0..20 {
        state.widen();
    }
    assert_eq!(state.width(), MAX_WIDTH);
    pen_down(&mut state, 1, Point::new(1_000.0, 10.0));
    state.pointer_up(1);
    while state.can_narrow() {
        state.narrow();
    }
    assert_eq!(state.width(), 1_150.0);
    state.clear();
    assert_eq!(state.width(), 1_150.0);
}

#[test]
fn clearing_during_a_stroke_ends_it() {
    let mut state = DrawingState::default();
    pen_down(&mut state, 1, A);
    state.clear();
    state.pointer_move(1, [B].map(Sample::from));
    assert!(state.drawing().is_blank());
}

#[test]
fn a_replaced_drawing_is_restored_by_undo() {
    let mut state = DrawingState::default();
    let [first, second] = [A, B].map(|point| {
        Drawing::from_iter([Stroke {
            points: vec![point],
        }])
    });
    assert!(!state.replace(first.clone()));
    assert!(!state.replace(first.clone()));
    assert!(state.replace(second.clone()));
    assert_eq!(*state.drawing(), second);
    state.undo();
    assert_eq!(*state.drawing(), first);
    state.undo();
    assert!(state.drawing().is_blank());
    state.redo();
    state.redo();
    assert_eq!(*state.drawing(), second);
}
