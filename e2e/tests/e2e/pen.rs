//! Size, color and pressure of the pen change the ink on the pad and not the model input.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::digit;
use e2e::{Page, cdp};

const SIZE: &str = "#pad-options [type=range]";

async fn choose_color(page: &Page, name: &str) -> Result<()> {
    page.click_on(&format!("[name=pen-color][value={name}]"))
        .await
}

#[test]
fn size_and_color_change_the_ink_and_not_the_model_input() -> Result<()> {
    visit(async |page, _| {
        let plain = page.read_digit(4).await?;
        let (ink, input) = (page.pad_colors().await?, page.model_input().await?);
        page.click("Pen and guesses").await?;
        for (size, color) in [(4, "Red"), (40, "Green")] {
            page.clear_canvas().await?;
            page.set_value(SIZE, "input", size).await?;
            choose_color(page, color).await?;
            assert_eq!(page.read_digit(4).await?, plain);
            assert_eq!(page.model_input().await?, input);
            assert!(page.pad_colors().await? != ink, "{size} {color}");
        }
        Ok(())
    })
}

#[test]
fn size_and_color_are_kept_for_the_next_visit() -> Result<()> {
    visit(async |page, _| {
        page.click("Pen and guesses").await?;
        page.set_value(SIZE, "input", 31).await?;
        choose_color(page, "Violet").await?;
        page.open().await?;
        page.click("Pen and guesses").await?;
        let slider = page.wait_for(SIZE).await?;
        assert_eq!(slider.prop("value").await?.as_deref(), Some("31"));
        page.wait_for("[name=pen-color][value=Violet]:checked")
            .await
    })
}

#[test]
fn more_pressure_draws_wider() -> Result<()> {
    visit(async |page, _| {
        let path = page.paths(&digit(1)).await?.swap_remove(0);
        let mut inked = Vec::new();
        for pressure in [0.2, 0.9] {
            cdp::draw_with_pressure(page.client(), &path, pressure).await?;
            page.pad_colors().await?;
            inked.push(inked_pixels(page).await?);
            page.predict_expecting("1").await?;
            page.clear_canvas().await?;
        }
        assert!(inked[1] > 2 * inked[0], "{inked:?}");
        Ok(())
    })
}

async fn inked_pixels(page: &Page) -> Result<u64> {
    let count = "(() => {
        const pad = document.querySelector('[data-testid=drawing-pad]');
        const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
        return data.filter((value, index) => index % 4 === 3 && value > 127).length;
    })()";
    page.evaluate_as(count).await
}
