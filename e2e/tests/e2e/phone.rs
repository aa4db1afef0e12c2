//! Layout, touch and scrolling on a phone.

use crate::visit::{Setup, visit_with};
use anyhow::Result;
use e2e::cdp::Screen;
use e2e::ink::{digit, spaced_number, stroke, strokes_by_digit};
use e2e::{Page, Pointer, finger};

#[test]
fn the_page_fits_on_a_phone() -> Result<()> {
    visit_with(Setup::new().phone(), async |page, _| {
        let answer = page.read_with(Pointer::Touch, &digit(5)).await?;
        assert_eq!(answer.number, "5");
        assert_eq!(page.evaluate("innerWidth").await?, Screen::PHONE.width);
        page.assert_fits(Screen::PHONE).await?;
        let is_below = "document.querySelector('.result').getBoundingClientRect().top
            >= document.querySelector('.drawing').getBoundingClientRect().bottom";
        assert_eq!(page.evaluate(is_below).await?, true);
        Ok(())
    })
}

#[test]
fn a_long_number_fits_on_a_small_phone() -> Result<()> {
    let small = Screen {
        width: 320,
        height: 568,
        ..Screen::PHONE
    };
    visit_with(Setup::new().screen(small), async |page, _| {
        let drawing = spaced_number("304958", 60.0, 56.0);
        let answer = page.read_with(Pointer::Touch, &drawing).await?;
        assert_eq!(answer.number, "304958");
        page.select_digit(5).await?;
        page.assert_fits(small).await
    })
}

#[test]
fn drawing_by_touch_does_not_scroll_the_page() -> Result<()> {
    visit_with(Setup::new().phone(), async |page, _| {
        let upward = [390.0, 300.0, 200.0, 20.0].map(|y| (200.0, y));
        page.draw_with(Pointer::Touch, &stroke(&upward)).await?;
        assert_eq!(page.evaluate("scrollY").await?, 0);
        // The same movement beside the pad scrolls, since the page is longer than the screen.
        let beside = [700.0, 600.0, 500.0, 300.0].map(|y| (5.0, y));
        page.perform(finger("finger", &[beside.to_vec()])).await?;
        page.wait_until("scrollY > 0").await
    })
}

#[test]
fn the_pad_scrolls_along_with_a_long_number() -> Result<()> {
    visit_with(Setup::new().phone(), async |page, _| {
        page.widen_pad(2).await?;
        let digits = strokes_by_digit("320958", 150.0, 140.0);
        for (index, strokes) in digits.into_iter().enumerate() {
            // The pad scrolls after a pause of the pen, to make room for the next digit.
            wait_until_visible(page, 140.0 * (index + 1) as f64).await?;
            page.draw_with(Pointer::Touch, &strokes.into_iter().collect())
                .await?;
        }
        page.predict_expecting("320958").await?;
        assert_eq!(page.evaluate("scrollX").await?, 0);
        Ok(())
    })
}

#[test]
fn buttons_scroll_a_wide_pad() -> Result<()> {
    visit_with(Setup::new().phone(), async |page, _| {
        page.widen_pad(1).await?;
        let start = page.visible_range().await?;
        assert_eq!((start.0, start.1.round()), (0.0, 400.0));
        page.click("Scroll the pad right").await?;
        let end = page.visible_range().await?;
        assert_eq!(end.1.round(), 650.0);
        page.click("Scroll the pad left").await?;
        assert_eq!(page.visible_range().await?, start);
        Ok(())
    })
}

/// Waits until the pad is visible up to `right`, in drawing units.
async fn wait_until_visible(page: &Page, right: f64) -> Result<()> {
    let frame = "document.querySelector('.frame')";
    let is_visible = format!(
        "400 * ({frame}.scrollLeft + {frame}.clientWidth) / {frame}.clientHeight >= {right}"
    );
    page.wait_until(&is_visible).await?;
    page.visible_range().await?;
    Ok(())
}
