//! The page fits a phone, and drawing there does not scroll it.

use crate::ink::{digit, digits_of, number, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer, finger};

async fn open_on_phone(page: &Page) -> Result<()> {
    cdp::show_on(page.client(), Screen::PHONE).await?;
    page.open().await
}

#[tokio::test]
async fn everything_has_room_on_a_phone() -> Result<()> {
    visit(async |page, _| {
        open_on_phone(page).await?;
        let answer = page.read(&digit(5), Pointer::Touch).await?;
        assert_eq!(answer.number, "5");
        assert_eq!(page.evaluate("innerWidth").await?, Screen::PHONE.width);
        assert_eq!(
            page.evaluate("document.documentElement.scrollWidth")
                .await?,
            Screen::PHONE.width
        );
        let below = "document.querySelector('.result').getBoundingClientRect().top
            >= document.querySelector('.drawing').getBoundingClientRect().bottom";
        assert_eq!(page.evaluate(below).await?, true);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_long_number_has_room_on_a_small_phone() -> Result<()> {
    let small = Screen {
        width: 320,
        height: 568,
        ..Screen::PHONE
    };
    visit(async |page, _| {
        cdp::show_on(page.client(), small).await?;
        page.open().await?;
        let drawing = number("304958", 60.0, 56.0);
        assert_eq!(page.read(&drawing, Pointer::Touch).await?.number, "304958");
        page.digit(5).await?.click().await?;
        let width = "document.documentElement.scrollWidth";
        assert_eq!(page.evaluate(width).await?, small.width);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn drawing_by_touch_does_not_scroll_the_page() -> Result<()> {
    visit(async |page, _| {
        open_on_phone(page).await?;
        let upward = stroke(&[
            (200.0, 390.0),
            (200.0, 300.0),
            (200.0, 200.0),
            (200.0, 20.0),
        ]);
        page.draw(&upward, Pointer::Touch).await?;
        assert_eq!(page.evaluate("scrollY").await?, 0);
        // The same movement beside the pad does scroll: the page is longer than the screen.
        let beside = vec![(5.0, 700.0), (5.0, 600.0), (5.0, 500.0), (5.0, 300.0)];
        page.act(finger("finger", &[beside])).await?;
        page.wait_until("scrollY > 0").await
    })
    .await
}

#[tokio::test]
async fn a_long_number_is_written_on_a_pad_that_scrolls_along() -> Result<()> {
    visit(async |page, _| {
        open_on_phone(page).await?;
        page.click("Wider pad").await?;
        page.click("Wider pad").await?;
        for (place, strokes) in digits_of("320958", 150.0, 140.0).into_iter().enumerate() {
            // The pad scrolls when the pen has rested: then the next digit has room.
            let right = 140.0 * (place + 1) as f64;
            room_up_to(page, right).await?;
            page.draw(&strokes.into_iter().collect(), Pointer::Touch)
                .await?;
        }
        page.predict().await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!(answer.number, "320958");
        assert_eq!(page.evaluate("scrollX").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_wide_pad_is_scrolled_by_buttons() -> Result<()> {
    visit(async |page, _| {
        open_on_phone(page).await?;
        page.click("Wider pad").await?;
        let start = page.sight().await?;
        assert_eq!((start.0, start.1.round()), (0.0, 400.0));
        page.click("Scroll the pad right").await?;
        let end = page.sight().await?;
        assert_eq!(end.1.round(), 650.0);
        page.click("Scroll the pad left").await?;
        assert_eq!(page.sight().await?, start);
        Ok(())
    })
    .await
}

/// Waits until the pad is in sight up to here, in drawing units.
async fn room_up_to(page: &Page, right: f64) -> Result<()> {
    let frame = "document.querySelector('.frame')";
    let in_sight = format!(
        "400 * ({frame}.scrollLeft + {frame}.clientWidth) / {frame}.clientHeight >= {right}"
    );
    page.wait_until(&in_sight).await?;
    page.sight().await?;
    Ok(())
}
