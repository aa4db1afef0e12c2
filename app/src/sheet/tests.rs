use super::*;

const A: Point = Point::new(10.0, 10.0);
const B: Point = Point::new(20.0, 30.0);

impl From<Point> for Sample {
    fn from(at: Point) -> Self {
        Self { at, pressure: None }
    }
}

fn pen_down(sheet: &mut Sheet, pointer: i32, at: Point) -> bool {
    sheet.pen_down(pointer, Pen::default(), at.into())
}

/// Draws a stroke from each point downward.
fn drawn(starts: &[Point]) -> Sheet {
    let mut sheet = Sheet::default();
    for start in starts {
        pen_down(&mut sheet, 1, *start);
        sheet.pointer_move(1, [Point::new(start.x, start.y + 100.0).into()]);
        sheet.pointer_up(1);
    }
    sheet
}

fn points(sheet: &Sheet) -> Vec<Vec<Point>> {
    let strokes = sheet.drawing().strokes.iter();
    strokes.map(|stroke| stroke.points.clone()).collect()
}

#[test]
fn a_stroke_goes_from_pen_down_to_pen_up() {
    let mut sheet = Sheet::default();
    assert!(pen_down(&mut sheet, 1, A));
    sheet.pointer_move(1, [A, B].map(Sample::from));
    sheet.pointer_up(1);
    sheet.pointer_move(1, [A].map(Sample::from));
    assert_eq!(points(&sheet), [[A, B]]);
}

#[test]
fn a_second_pointer_does_not_draw() {
    let mut sheet = Sheet::default();
    pen_down(&mut sheet, 1, A);
    assert!(!pen_down(&mut sheet, 2, B));
    sheet.pointer_move(2, [B].map(Sample::from));
    sheet.pointer_up(2);
    sheet.pointer_move(1, [B].map(Sample::from));
    assert_eq!(points(&sheet), [[A, B]]);
}

#[test]
fn a_pointer_whose_end_was_missed_draws_again() {
    let mut sheet = Sheet::default();
    pen_down(&mut sheet, 1, A);
    assert!(pen_down(&mut sheet, 1, B));
    assert_eq!(points(&sheet), [[A], [B]]);
}

#[test]
fn ink_stays_on_the_pad() {
    let mut sheet = Sheet::default();
    pen_down(&mut sheet, 1, A);
    sheet.pointer_move(
        1,
        [Point::new(-50.0, 9e9), Point::new(f32::NAN, 0.0)].map(Sample::from),
    );
    assert_eq!(points(&sheet), [[A, Point::new(0.0, PAD_SIZE)]]);
}

#[test]
fn every_change_is_undone_and_made_again() {
    let starts = [A, Point::new(200.0, 50.0), Point::new(300.0, 50.0)];
    let mut sheet = drawn(&starts);
    sheet.eraser_down(2, Point::new(201.0, 60.0));
    sheet.pointer_up(2);
    sheet.clear();
    let mut seen = vec![points(&sheet)];
    while sheet.undo() {
        seen.push(points(&sheet));
    }
    let counts: Vec<usize> = seen.iter().map(Vec::len).collect();
    assert_eq!(counts, [0, 2, 3, 2, 1, 0]);
    for expected in seen.iter().rev().skip(1) {
        assert!(sheet.can_redo() && sheet.redo());
        assert_eq!(points(&sheet), *expected);
    }
    assert!(sheet.can_undo() && !sheet.can_redo() && !sheet.redo());
}

#[test]
fn what_is_drawn_after_an_undo_replaces_what_was_undone() {
    let mut sheet = drawn(&[A, B]);
    sheet.undo();
    pen_down(&mut sheet, 1, B);
    assert!(!sheet.can_redo());
    assert_eq!(points(&sheet).len(), 2);
    assert_eq!(points(&sheet)[1], [B]);
}

#[test]
fn an_eraser_takes_whole_strokes_and_one_undo_brings_all_of_them_back() {
    let starts = [100.0, 200.0, 300.0].map(|x| Point::new(x, 50.0));
    let mut sheet = drawn(&starts);
    let before = points(&sheet);
    assert!(sheet.eraser_down(2, Point::new(60.0, 100.0)));
    sheet.pointer_move(2, [Point::new(150.0, 100.0).into()]);
    sheet.pointer_move(2, [Point::new(240.0, 100.0).into()]);
    sheet.pointer_up(2);
    assert_eq!(points(&sheet), [before[2].clone()]);
    sheet.undo();
    assert_eq!(points(&sheet), before);
    sheet.redo();
    assert_eq!(points(&sheet), [before[2].clone()]);
}

#[test]
fn an_eraser_that_touches_nothing_changes_nothing() {
    let mut sheet = drawn(&[A]);
    let version = sheet.version();
    sheet.eraser_down(2, Point::new(300.0, 300.0));
    sheet.withdraw();
    assert_eq!((sheet.version(), points(&sheet).len()), (version, 1));
    sheet.undo();
    assert!(sheet.drawing().is_blank());
}

#[test]
fn a_palm_is_withdrawn_with_its_stroke() {
    let mut sheet = drawn(&[A]);
    let before = points(&sheet);
    pen_down(&mut sheet, 7, B);
    sheet.withdraw();
    assert_eq!(points(&sheet), before);
    assert!(!sheet.can_redo() && pen_down(&mut sheet, 8, B));
}

#[test]
fn every_change_has_a_version_of_its_own() {
    let mut sheet = Sheet::default();
    let mut versions = vec![sheet.version()];
    pen_down(&mut sheet, 1, A);
    versions.push(sheet.version());
    sheet.pointer_move(1, [B].map(Sample::from));
    versions.push(sheet.version());
    assert!(sheet.clear());
    versions.push(sheet.version());
    assert!(sheet.undo());
    versions.push(sheet.version());
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
}

#[test]
fn the_pad_grows_when_the_pen_is_lifted_and_shrinks_when_cleared() {
    let mut sheet = Sheet::default();
    pen_down(&mut sheet, 1, Point::new(20.0, 200.0));
    sheet.pointer_move(1, [Point::new(900.0, 250.0)].map(Sample::from));
    assert_eq!(sheet.width(), PAD_SIZE);
    sheet.pointer_up(1);
    assert_eq!(sheet.width(), PAD_SIZE + STEP);
    pen_down(&mut sheet, 1, Point::new(640.0, 200.0));
    assert_eq!(points(&sheet)[1], [Point::new(640.0, 200.0)]);
    assert!(sheet.clear());
    assert_eq!(sheet.width(), PAD_SIZE);
    assert!(sheet.undo());
    assert_eq!(sheet.width(), PAD_SIZE + 2.0 * STEP);
}

#[test]
fn the_pad_is_widened_by_hand_and_narrowed_as_far_as_the_ink() {
    let mut sheet = Sheet::default();
    assert!(!sheet.can_narrow());
    for _ in 0..20 {
        sheet.widen();
    }
    assert_eq!(sheet.width(), MAX_WIDTH);
    pen_down(&mut sheet, 1, Point::new(1_000.0, 10.0));
    sheet.pointer_up(1);
    while sheet.can_narrow() {
        sheet.narrow();
    }
    assert_eq!(sheet.width(), 1_150.0);
    sheet.clear();
    assert_eq!(sheet.width(), 1_150.0);
}

#[test]
fn clearing_during_a_stroke_ends_it() {
    let mut sheet = Sheet::default();
    pen_down(&mut sheet, 1, A);
    sheet.clear();
    sheet.pointer_move(1, [B].map(Sample::from));
    assert!(sheet.drawing().is_blank());
}

#[test]
fn a_drawing_gives_way_to_another_one_and_comes_back() {
    let mut sheet = Sheet::default();
    let [first, second] = [A, B].map(|point| {
        Drawing::from_iter([Stroke {
            points: vec![point],
        }])
    });
    assert!(!sheet.replace(first.clone()));
    assert!(!sheet.replace(first.clone()));
    assert!(sheet.replace(second.clone()));
    assert_eq!(*sheet.drawing(), second);
    sheet.undo();
    assert_eq!(*sheet.drawing(), first);
    sheet.undo();
    assert!(sheet.drawing().is_blank());
    sheet.redo();
    sheet.redo();
    assert_eq!(*sheet.drawing(), second);
}
