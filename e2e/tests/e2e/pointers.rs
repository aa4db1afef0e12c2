//! Strokes of mouse, finger and pen, however the browser ends their events.

use crate::first_answer::{open_pad, release, wait_for_first};
use crate::visit::{Setup, visit, visit_unopened};
use anyhow::Result;
use e2e::ink::{digit, stroke};
use e2e::{Page, Pointer, cdp, finger};
use fantoccini::actions::Actions;
use recognizer::{Drawing, Point};
use serde_json::{Value, json};

/// Leaves the pad on the right and returns.
const OUT_AND_BACK: &[(f32, f32)] = &[
    (300.0, 100.0),
    (390.0, 150.0),
    (450.0, 200.0),
    (320.0, 300.0),
];

/// Ends outside of the pad.
const OUT: &[(f32, f32)] = &[(200.0, 50.0), (210.0, 200.0), (200.0, -40.0)];

/// Asserts that strokes across the border of the pad are whole.
fn check_border(pointer: Pointer) -> Result<()> {
    visit(async |page: &Page, _| {
        let answer = page.read_with(pointer, &stroke(OUT_AND_BACK)).await?;
        assert_eq!(answer.strokes, 1);
        page.clear_canvas().await?;
        page.draw_with(pointer, &stroke(OUT)).await?;
        let answer = page.read_with(pointer, &digit(1)).await?;
        assert_eq!(answer.strokes, 2);
        Ok(())
    })
}

#[test]
fn a_mouse_stroke_across_the_border_is_one_stroke() -> Result<()> {
    check_border(Pointer::Mouse)
}

#[test]
fn a_finger_stroke_across_the_border_is_one_stroke() -> Result<()> {
    check_border(Pointer::Touch)
}

#[test]
fn a_pen_draws() -> Result<()> {
    visit(async |page, _| {
        let drawing = digit(4);
        let answer = page.read_with(Pointer::Pen, &drawing).await?;
        let strokes = drawing.strokes.len();
        assert_eq!(answer.number_and_strokes(), ("4", strokes));
        Ok(())
    })
}

#[test]
fn a_canceled_stroke_stays_and_the_next_one_works() -> Result<()> {
    visit(async |page, _| {
        let paths = page.paths(&digit(1)).await?;
        cdp::draw_canceled(page.client(), &paths[0]).await?;
        page.wait_for_ink().await?;
        let dash = stroke(&[(40.0, 380.0), (60.0, 380.0)]);
        let answer = page.judge_with(Pointer::Touch, &dash).await?;
        assert_eq!(answer.strokes, 2);
        Ok(())
    })
}

#[test]
fn a_second_finger_does_not_draw() -> Result<()> {
    visit(async |page, _| {
        let shifted = digit(7).map_points(|at| Point::new(at.x + 60.0, at.y));
        let first = page.paths(&digit(7)).await?;
        let second = page.paths(&shifted).await?;
        let both = Actions::from(finger("thumb", &first)).and(finger("index finger", &second));
        page.perform(both).await?;
        let answer = page.predict_expecting("7").await?;
        assert_eq!(answer.strokes, 1);
        Ok(())
    })
}

/// Dispatches pointer events at points in the window, with these properties.
const DISPATCH: &str = "for (const [type, [clientX, clientY], properties] of arguments[0]) {
    const init = { clientX, clientY, bubbles: true, cancelable: true, ...properties };
    document.querySelector('[data-testid=drawing-pad]').dispatchEvent(new PointerEvent(type, init));
}";

/// Event at a point in drawing units.
type PadEvent = (&'static str, (f32, f32), Value);

async fn dispatch(page: &Page, events: &[PadEvent]) -> Result<()> {
    let points = stroke(&events.iter().map(|event| event.1).collect::<Vec<_>>());
    let places = page.paths(&points).await?.swap_remove(0);
    let events = events.iter().zip(places);
    let events: Vec<_> = events.map(|(event, at)| (event.0, at, &event.2)).collect();
    page.client().execute(DISPATCH, vec![json!(events)]).await?;
    Ok(())
}

/// Draws with events that report no pressed button.
async fn draw_without_buttons(page: &Page, kind: &str, drawing: &Drawing) -> Result<()> {
    let init = json!({ "pointerId": 5, "pointerType": kind, "buttons": 0 });
    for stroke in &drawing.strokes {
        let mut events: Vec<PadEvent> = vec![];
        for (index, point) in stroke.points.iter().enumerate() {
            let event = if index == 0 {
                "pointerdown"
            } else {
                "pointermove"
            };
            events.push((event, (point.x, point.y), init.clone()));
        }
        let end = (events[events.len() - 1].1.0, events[events.len() - 1].1.1);
        events.push(("pointerup", end, init.clone()));
        dispatch(page, &events).await?;
    }
    Ok(())
}

#[test]
fn pens_and_fingers_without_buttons_draw_strokes_before_the_app_and_with_it() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        draw_without_buttons(page, "touch", &digit(7)).await?;
        page.predict().await?;
        wait_for_first(page, "[data-number='7']").await?;
        release(app, page).await?;
        let answer = page.expect_number("7").await?;
        assert_eq!(answer.strokes, 1);
        page.clear_canvas().await?;
        draw_without_buttons(page, "pen", &digit(3)).await?;
        page.predict_expecting("3").await
    })
}

/// Menus, pinches and long presses.
fn gestures() -> Vec<Vec<PadEvent>> {
    let mouse = |button: i32, ctrl: bool| json!({ "pointerId": 1, "pointerType": "mouse", "button": button, "buttons": 1, "ctrlKey": ctrl });
    let finger = |id: i32| json!({ "pointerId": id, "pointerType": "touch", "buttons": 1 });
    let press = |init: Value| {
        vec![
            ("pointerdown", (100.0, 100.0), init.clone()),
            ("pointermove", (150.0, 200.0), init.clone()),
            ("pointerup", (150.0, 200.0), init),
        ]
    };
    let pinch = vec![
        ("pointerdown", (180.0, 200.0), finger(2)),
        ("pointerdown", (220.0, 200.0), finger(3)),
        ("pointermove", (160.0, 200.0), finger(2)),
        ("pointermove", (240.0, 200.0), finger(3)),
        ("pointermove", (60.0, 200.0), finger(2)),
        ("pointermove", (340.0, 200.0), finger(3)),
        ("pointerup", (60.0, 200.0), finger(2)),
        ("pointerup", (340.0, 200.0), finger(3)),
    ];
    let long_press = vec![
        ("pointerdown", (200.0, 200.0), finger(2)),
        ("pointermove", (201.0, 202.0), finger(2)),
        ("pointercancel", (0.0, 0.0), finger(2)),
    ];
    let presses = [mouse(2, false), mouse(1, false), mouse(0, true)].map(press);
    [pinch, long_press].into_iter().chain(presses).collect()
}

async fn expect_no_ink_of_gestures(page: &Page) -> Result<()> {
    for gesture in gestures() {
        dispatch(page, &gesture).await?;
        // The pad paints in the next frame.
        assert!(page.pad_colors().await?.iter().all(|&color| color == 0));
        page.wait_for(".pad.blank").await?;
    }
    for event in ["contextmenu", "touchstart"] {
        let default = format!(
            "document.querySelector('[data-testid=drawing-pad]').dispatchEvent(
                 new Event('{event}', {{ bubbles: true, cancelable: true }}))"
        );
        assert_eq!(page.evaluate(&default).await?, false, "{event}");
    }
    Ok(())
}

#[test]
fn menus_pinches_and_long_presses_leave_no_ink_before_the_app_and_with_it() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        expect_no_ink_of_gestures(page).await?;
        release(app, page).await?;
        page.wait_for(".pad.blank").await?;
        expect_no_ink_of_gestures(page).await
    })
}
