//! Pad before the app: sizes, palms and pens count as on the pad of the app.

use crate::first_answer::{open_pad, release, wait_for_first};
use crate::visit::{Setup, visit_unopened};
use anyhow::Result;
use e2e::Page;
use e2e::ink::{digit, strokes_by_digit};
use recognizer::Stroke;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PAD: &str = "document.querySelector('[data-testid=drawing-pad]')";

/// Dispatches pointer events at x and y in drawing units, all at one time in milliseconds: the driver
/// can neither keep a pointer down while the window changes nor choose the time.
const DISPATCH: &str = "const [pointerType, timeStamp, events] = arguments;
    const pad = document.querySelector('[data-testid=drawing-pad]');
    const { left, top, height } = pad.getBoundingClientRect();
    const pointerId = { touch: 5, pen: 6 }[pointerType];
    for (const [type, x, y] of events) {
        const place = { clientX: left + x * height / 400, clientY: top + y * height / 400 };
        const buttons = type === 'pointerup' ? 0 : 1;
        const init = { pointerType, pointerId, buttons, isPrimary: true, bubbles: true, ...place };
        const event = new PointerEvent(type, init);
        Object.defineProperty(event, 'timeStamp', { value: timeStamp });
        pad.dispatchEvent(event);
    }";

async fn dispatch(page: &Page, pointer: &str, time: u32, events: &[Value]) -> Result<()> {
    let arguments = vec![pointer.into(), time.into(), events.into()];
    page.client().execute(DISPATCH, arguments).await?;
    Ok(())
}

/// Events of a pointer that draws these strokes.
fn events(strokes: &[Stroke]) -> Vec<Value> {
    let events = strokes.iter().flat_map(|stroke| {
        let kinds = std::iter::once("pointerdown").chain(std::iter::repeat("pointermove"));
        let path = kinds.zip(&stroke.points);
        let up = stroke.points.last().map(|point| ("pointerup", point));
        path.chain(up)
    });
    events
        .map(|(kind, point)| json!([kind, point.x, point.y]))
        .collect()
}

/// Makes the window so wide, and waits until the pad has another size, sharp and with ink.
async fn resize(page: &Page, width: u32) -> Result<()> {
    let before = page.evaluate(&format!("{PAD}.clientHeight")).await?;
    page.client().set_window_size(width, 900).await?;
    let has_changed = format!(
        "{PAD}.clientHeight !== {before} &&
         {PAD}.height === Math.round({PAD}.clientHeight * devicePixelRatio)"
    );
    page.wait_until(&has_changed).await?;
    page.wait_for_ink().await
}

#[test]
fn a_stroke_survives_a_turn_of_the_phone() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        let events = events(&digit(3).strokes);
        let (before, after) = events.split_at(events.len() / 2);
        dispatch(page, "touch", 0, before).await?;
        resize(page, 500).await?;
        dispatch(page, "touch", 0, after).await?;
        page.predict().await?;
        wait_for_first(page, "[data-number='3']").await?;
        resize(page, 1200).await?;
        release(app, page).await?;
        assert_eq!(page.expect_number("3").await?.strokes, 1);
        page.expect_history(&["3"]).await
    })
}

#[test]
fn the_hand_that_holds_a_pen_draws_neither_before_the_app_nor_after() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        let digits = strokes_by_digit("17", 200.0, 150.0);
        let palm = Stroke::from_iter([(350.0, 330.0), (360.0, 380.0)]);
        let palm = events(&[palm]);
        dispatch(page, "pen", 1_000, &events(&digits[0])).await?;
        let ink = page.pad_colors().await?;
        dispatch(page, "touch", 1_500, &palm).await?;
        assert!(page.pad_colors().await? == ink, "the palm adds no ink");
        dispatch(page, "touch", 5_000, &events(&digits[1])).await?;
        page.predict().await?;
        wait_for_first(page, "[data-number='17']").await?;
        page.click("Clear canvas").await?;
        wait_for_first(page, "[data-state=blank]").await?;
        // Here the palm comes first.
        dispatch(page, "touch", 9_000, &palm[..2]).await?;
        dispatch(page, "pen", 9_100, &events(&digit(7).strokes)).await?;
        dispatch(page, "touch", 9_200, &palm[2..]).await?;
        page.predict().await?;
        wait_for_first(page, "[data-number='7']").await?;
        release(app, page).await?;
        page.expect_history(&["7", "17"]).await?;
        assert_eq!(page.expect_number("7").await?.strokes, 1);
        Ok(())
    })
}

#[test]
fn the_first_ink_has_the_chosen_color_and_size() -> Result<()> {
    const CHOOSE: &str = "localStorage['inkling.pen.color'] = 'Red';
        localStorage['inkling.pen.size'] = '31'";
    let ink = |colors: Vec<u8>| -> Vec<u8> { colors.into_iter().filter(|it| *it != 0).collect() };
    let setup = Setup::new().init_script(CHOOSE);
    visit_unopened(setup, async |page, site| {
        let app = open_pad(page, site).await?;
        page.draw_digit(4).await?;
        let before = ink(page.pad_colors().await?);
        release(app, page).await?;
        page.wait_for_ink().await?;
        let after = ink(page.pad_colors().await?);
        let colors = |ink: &[u8]| ink.iter().copied().collect::<BTreeSet<u8>>();
        assert_eq!(colors(&before), colors(&after));
        // Only the edges of the strokes may differ.
        let difference = before.len().abs_diff(after.len());
        assert!(20 * difference < after.len(), "{before:?} {after:?}");
        Ok(())
    })
}
