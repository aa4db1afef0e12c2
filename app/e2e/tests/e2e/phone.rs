//! The page fits a phone, and drawing there does not scroll it.

use crate::ink::{digit, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer, finger};

const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    scale: 3.0,
    mobile: true,
};

async fn open_on_phone(page: &Page) -> Result<()> {
    cdp::show_on(page.client(), PHONE).await?;
    page.open().await
}

#[tokio::test]
async fn everything_has_room_on_a_phone() -> Result<()> {
    visit(async |page, _| {
        open_on_phone(page).await?;
        let answer = page.read(&digit(5), Pointer::Touch).await?;
        assert_eq!(answer.number, "5");
        assert_eq!(page.evaluate("innerWidth").await?, PHONE.width);
        assert_eq!(
            page.evaluate("document.documentElement.scrollWidth")
                .await?,
            PHONE.width
        );
        let below = "document.querySelector('.result').getBoundingClientRect().top
            >= document.querySelector('.drawing').getBoundingClientRect().bottom";
        assert_eq!(page.evaluate(below).await?, true);
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
