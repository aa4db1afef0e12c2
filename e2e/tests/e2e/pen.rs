//! Size, color and pressure change what people see of the ink, and nothing of what is read.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer, cdp};

const SIZE: &str = "#pad-options [type=range]";

/// Moves the slider, as its user does.
async fn choose_size(page: &Page, size: u32) -> Result<()> {
    let slide = "arguments[0].value = arguments[1];
                 arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
    let slider = serde_json::to_value(page.wait_for(SIZE).await?)?;
    page.client()
        .execute(slide, vec![slider, size.into()])
        .await?;
    Ok(())
}

async fn choose_color(page: &Page, name: &str) -> Result<()> {
    let option = format!("[name=pen-color][value={name}]");
    page.wait_for(&option).await?.click().await?;
    Ok(())
}

#[tokio::test]
async fn size_and_color_are_seen_and_never_read() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let drawing = digit(4);
        let plain = page.read(&drawing, Pointer::Mouse).await?;
        let (ink, seen) = (page.ink().await?, page.model_input().await?);
        page.click("Pen and guesses").await?;
        for (size, color) in [(4, "Red"), (40, "Green")] {
            page.clear_canvas().await?;
            choose_size(page, size).await?;
            choose_color(page, color).await?;
            assert_eq!(page.read(&drawing, Pointer::Mouse).await?, plain);
            assert_eq!(page.model_input().await?, seen);
            assert!(page.ink().await? != ink, "{size} {color}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_pen_is_as_it_was_in_the_last_visit() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.click("Pen and guesses").await?;
        choose_size(page, 31).await?;
        choose_color(page, "Violet").await?;
        page.open().await?;
        page.click("Pen and guesses").await?;
        let slider = page.wait_for(SIZE).await?;
        assert_eq!(slider.prop("value").await?.as_deref(), Some("31"));
        page.wait_for("[name=pen-color][value=Violet]:checked")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_pen_that_is_pressed_harder_draws_wider() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let path = page.paths(&digit(1)).await?.swap_remove(0);
        let mut inked = Vec::new();
        for force in [0.2, 0.9] {
            cdp::draw_pressed(page.client(), &path, force).await?;
            page.ink().await?;
            inked.push(inked_pixels(page).await?);
            page.predict().await?;
            assert_eq!(page.answer_in("ready").await?.number, "1");
            page.clear_canvas().await?;
        }
        assert!(inked[1] > 2 * inked[0], "{inked:?}");
        Ok(())
    })
    .await
}

async fn inked_pixels(page: &Page) -> Result<u64> {
    let count = "(() => {
        const pad = document.querySelector('[data-testid=drawing-pad]');
        const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
        return data.filter((value, index) => index % 4 === 3 && value > 127).length;
    })()";
    Ok(serde_json::from_value(page.evaluate(count).await?)?)
}
