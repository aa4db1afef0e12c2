//! Step-by-step explanation of how a digit was read.

use crate::assertions::assert_contains;
use crate::pictures::photo_of_number;
use crate::visit::{Setup, visit, visit_with};
use anyhow::Result;
use e2e::ShownExplanation;
use e2e::cdp::Screen;
use e2e::ink::number;
use tempfile::TempDir;

const ENGINE: &str = "/engine.js";

const IS_VISIBLE: &str =
    "document.querySelector('[data-testid=explanation]').checkVisibility() === true";

/// Whether a pixel (red, green, blue) is orange: it speaks for the answer.
fn is_orange(color: &[u8]) -> bool {
    color[0] > color[2].saturating_add(60)
}

/// Whether a pixel (red, green, blue) is bluish: it speaks against the answer.
fn is_blue(color: &[u8]) -> bool {
    color[2] > color[0]
}

fn check(explanation: &ShownExplanation, answer: &str) {
    let [steps @ .., last] = &explanation.steps[..] else {
        panic!("there are no steps")
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
    let layers = &explanation.layers;
    assert_eq!(layers.len(), 13);
    assert_eq!(layers[0], "Convolution 16 maps, 26×26");
    let poolings = layers.iter().filter(|it| it.starts_with("Pooling"));
    assert_eq!(poolings.count(), 3);
    let has_shades = explanation.shades.iter().all(|&shades| shades > 20);
    assert!(has_shades, "{explanation:?}");
    let colors = || explanation.saliency.chunks(3);
    assert_eq!(colors().len(), 28 * 28);
    assert!(colors().filter(|color| is_orange(color)).count() > 20);
    assert!(colors().any(is_blue));
}

#[test]
fn a_digit_is_explained_step_by_step() -> Result<()> {
    let setup = Setup::new().without_service_workers();
    visit_with(setup, async |page, site| {
        assert_eq!(page.evaluate(IS_VISIBLE).await?, false);
        page.read_digit(7).await?;
        assert_eq!(site.request_count(ENGINE), 1);
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "7");
        assert_eq!(site.request_count(ENGINE), 2);
        // A closed explanation is not computed.
        page.toggle_explanation().await?;
        page.wait_for_no("[data-testid=layer]").await?;
        page.clear_canvas().await?;
        assert_eq!(page.evaluate(IS_VISIBLE).await?, false);
        page.read_digit(4).await?;
        assert_eq!(site.request_count(ENGINE), 2);
        Ok(())
    })
}

#[test]
fn selecting_another_digit_of_a_number_explains_it() -> Result<()> {
    visit(async |page, _| {
        page.read(&number("305")).await?;
        page.toggle_explanation().await?;
        let first = page.explanation().await?;
        check(&first, "3");
        page.select_digit(2).await?;
        let third = page.explanation().await?;
        check(&third, "5");
        assert_ne!(first.saliency, third.saliency);
        assert_ne!(first.shades, third.shades);
        Ok(())
    })
}

#[test]
fn it_stays_open_for_the_next_drawing_and_the_next_visit() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[7]).await?;
        page.read_digit(2).await?;
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "2");
        page.clear_canvas().await?;
        page.read_digit(3).await?;
        check(&page.explanation().await?, "3");
        page.open().await?;
        assert_eq!(page.evaluate(IS_VISIBLE).await?, false);
        page.read_digit(4).await?;
        check(&page.explanation().await?, "4");
        Ok(())
    })
}

#[test]
fn a_server_s_answer_is_explained_by_the_network_in_the_browser() -> Result<()> {
    const NOTE: &str = "[data-testid=explanation] [data-reader=elsewhere]";
    visit(async |page, _| {
        page.connect("Server").await?;
        page.read_digit(7).await?;
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "7");
        page.wait_for(NOTE).await?;
        page.clear_canvas().await?;
        page.choose_engine("Browser").await?;
        page.read_digit(6).await?;
        check(&page.explanation().await?, "6");
        page.wait_for_no(NOTE).await
    })
}

#[test]
fn a_digit_of_a_picture_is_explained_on_a_phone() -> Result<()> {
    let folder = TempDir::new()?;
    let picture = photo_of_number(&folder, "305.png")?;
    visit_with(Setup::new().phone(), async |page, _| {
        page.choose_picture(&picture).await?;
        page.wait_for_answer("ready").await?;
        page.toggle_explanation().await?;
        check(&page.explanation().await?, "3");
        page.wait_for("[data-testid=stage-ink] image").await?;
        page.wait_for("[data-testid=stage-box] rect").await?;
        page.assert_fits(Screen::PHONE).await
    })
}

#[test]
fn a_failed_download_of_the_network_is_reported_and_can_be_retried() -> Result<()> {
    let setup = Setup::new().without_service_workers().expect_error(ENGINE);
    visit_with(setup, async |page, site| {
        page.read_digit(7).await?;
        site.fail(ENGINE, 1);
        page.toggle_explanation().await?;
        let failure = "[data-testid=explanation] [data-state=failed]";
        let message = page.text(&format!("{failure} [role=alert] p")).await?;
        assert_contains(&message, "Check your connection");
        assert_eq!(page.answer().await?.number, "7");
        page.click("Try again").await?;
        check(&page.explanation().await?, "7");
        page.wait_for_no(failure).await
    })
}

#[test]
fn steps_have_accessible_names() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(7).await?;
        page.toggle_explanation().await?;
        page.explanation().await?;
        for (step, name) in [
            ("stage-ink] [role=img]", "The ink"),
            ("stage-box] canvas", "The ink in its box"),
            (
                "stage-fitted] canvas",
                "The ink, 20 pixels on its longer side",
            ),
            ("stage-centered] canvas", "The centered 28 by 28 pixels"),
            ("layer] canvas", "Convolution: 16 maps, 26×26"),
            (
                "saliency] canvas",
                "Which pixels speak for the answer and which against it",
            ),
        ] {
            let element = page.wait_for(&format!("[data-testid={step}")).await?;
            let role = page.accessible_role(&element).await?;
            assert!(["img", "image"].contains(&&*role), "{step}: {role}");
            assert_eq!(page.accessible_name(&element).await?, name);
        }
        Ok(())
    })
}
