//! How a digit was read is shown step by step, when somebody wants to see it.

use crate::ink::{digit, number};
use crate::kept::without_service_workers;
use crate::pictures::number_in;
use crate::visit::{open_and_read, visit, visit_with_errors};
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Explanation, Page, Pointer, Site};
use image::ImageFormat;
use tempfile::TempDir;

const ENGINE: &str = "/engine.js";

/// Whether something of it can be seen.
const IS_SHOWN: &str =
    "document.querySelector('[data-testid=explanation]').checkVisibility() === true";

fn engines(site: &Site) -> usize {
    let requests = site.requests().into_iter();
    requests.filter(|path| path == ENGINE).count()
}

/// Reds, greens and blues of what speaks for the answer (orange) and against it (blue).
fn is_orange(color: &[u8]) -> bool {
    color[0] > color[2] + 60
}

fn is_blue(color: &[u8]) -> bool {
    color[2] > color[0] + 60
}

fn check(shown: &Explanation, answer: &str) {
    let [steps @ .., last] = &shown.steps[..] else {
        panic!("nothing is shown")
    };
    let expected = [
        "Ink",
        "Box",
        "20 pixels",
        "28×28 pixels",
        "Feature maps",
        "Probabilities",
    ];
    assert_eq!(steps, expected);
    assert_eq!(*last, format!("Which pixels speak for the {answer}"));
    assert_eq!(shown.layers.len(), 13);
    assert_eq!(shown.layers[0], "Convolution 16 maps, 26×26");
    let poolings = shown.layers.iter().filter(|it| it.starts_with("Pooling"));
    assert_eq!(poolings.count(), 3);
    assert!(shown.shades.iter().all(|&shades| shades > 20), "{shown:?}");
    let colors = || shown.saliency.chunks(3);
    assert_eq!(colors().len(), 28 * 28);
    assert!(colors().filter(|color| is_orange(color)).count() > 20);
    assert!(colors().any(is_blue));
}

#[tokio::test]
async fn a_digit_is_explained_step_by_step() -> Result<()> {
    visit(async |page, site| {
        without_service_workers(page).await?;
        page.open().await?;
        assert_eq!(page.evaluate(IS_SHOWN).await?, false);
        page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(engines(site), 1);
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "7");
        assert_eq!(engines(site), 2);
        // What is not looked at is not computed.
        page.toggle_explanation().await?;
        page.wait_for_no("[data-testid=layer]").await?;
        page.clear_canvas().await?;
        assert_eq!(page.evaluate(IS_SHOWN).await?, false);
        page.read(&digit(4), Pointer::Mouse).await?;
        assert_eq!(engines(site), 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_digit_of_a_number_is_explained_when_it_is_selected() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&number("305", 120.0, 110.0), Pointer::Mouse)
            .await?;
        page.toggle_explanation().await?;
        let first = page.explanation().await?;
        check(&first, "3");
        page.digit(2).await?.click().await?;
        let third = page.explanation().await?;
        check(&third, "5");
        assert_ne!(first.saliency, third.saliency);
        assert_ne!(first.shades, third.shades);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn it_stays_open_for_the_next_drawing_and_the_next_visit() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[7]).await?;
        page.read(&digit(2), Pointer::Mouse).await?;
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "2");
        page.clear_canvas().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        check(&page.explanation().await?, "3");
        page.open().await?;
        assert_eq!(page.evaluate(IS_SHOWN).await?, false);
        page.read(&digit(4), Pointer::Mouse).await?;
        check(&page.explanation().await?, "4");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_server_read_is_explained_by_the_network_in_the_browser() -> Result<()> {
    const NOTE: &str = "[data-testid=explanation] [data-reader=elsewhere]";
    visit(async |page, _| {
        page.open().await?;
        page.choose_engine("Server").await?;
        page.server_in("ready").await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "7");
        page.wait_for(NOTE).await?;
        page.clear_canvas().await?;
        page.choose_engine("Browser").await?;
        page.read(&digit(6), Pointer::Mouse).await?;
        check(&page.explanation().await?, "6");
        page.wait_for_no(NOTE).await
    })
    .await
}

#[tokio::test]
async fn a_digit_of_a_picture_is_explained_on_a_phone() -> Result<()> {
    let folder = TempDir::new()?;
    visit(async |page: &Page, _| {
        cdp::show_on(page.client(), Screen::PHONE).await?;
        page.open().await?;
        let picture = number_in(&folder, "305.png", ImageFormat::Png)?;
        page.choose_picture(&picture).await?;
        page.answer_in("ready").await?;
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "3");
        page.wait_for("[data-testid=stage-ink] image").await?;
        page.wait_for("[data-testid=stage-box] rect").await?;
        let width = "document.documentElement.scrollWidth";
        assert_eq!(page.evaluate(width).await?, Screen::PHONE.width);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_network_that_cannot_be_fetched_for_it_is_told_and_asked_again() -> Result<()> {
    visit_with_errors(ENGINE, async |page, site| {
        without_service_workers(page).await?;
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        site.fail(ENGINE, 1);
        page.toggle_explanation().await?;
        let said = page
            .wait_for("[data-testid=explanation] [data-state=failed] [role=alert] p")
            .await?;
        assert!(said.text().await?.contains("Check your connection"));
        assert_eq!(page.answer().await?.number, "7");
        page.click("Try again").await?;
        check(&page.explanation().await?, "7");
        page.wait_for_no("[data-testid=explanation] [data-state=failed]")
            .await
    })
    .await
}

#[tokio::test]
async fn steps_have_names_for_who_does_not_see_them() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.toggle_explanation().await?;
        page.explanation().await?;
        for (css, name) in [
            ("[data-testid=stage-ink] [role=img]", "The ink"),
            ("[data-testid=stage-box] canvas", "The ink in its box"),
            (
                "[data-testid=stage-fitted] canvas",
                "The ink, 20 pixels on its longer side",
            ),
            (
                "[data-testid=stage-centered] canvas",
                "The centered 28 by 28 pixels",
            ),
            ("[data-testid=layer] canvas", "Convolution: 16 maps, 26×26"),
            (
                "[data-testid=saliency] canvas",
                "Which pixels speak for the answer and which against it",
            ),
        ] {
            let element = page.wait_for(css).await?;
            let role = page.accessible_role(&element).await?;
            assert!(["img", "image"].contains(&&*role), "{css}: {role}");
            assert_eq!(page.accessible_name(&element).await?, name);
        }
        Ok(())
    })
    .await
}
