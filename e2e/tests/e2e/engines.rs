//! Choice of the engine: browser, server or both.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::Api;
use e2e::ink::number;
use fantoccini::key::Key;

const WORKER: &str = "/engine.js";
const PREDICT: &str = "/api/predict";

#[test]
fn a_server_reads_the_drawing() -> Result<()> {
    visit(async |page, site| {
        page.connect("Server").await?;
        assert_eq!(site.request_count(PREDICT), 0);
        assert_eq!(page.read(&number("305")).await?.number, "305");
        assert_eq!(site.request_count(PREDICT), 1);
        assert_eq!(page.history().await?, ["305"]);
        Ok(())
    })
}

#[test]
fn a_server_of_another_origin_reads_the_drawing() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let api = Api::start(&[])?;
        site.allow_origin(&api.url());
        page.open().await?;
        page.choose_engine("Server").await?;
        page.enter_server(&api.url()).await?;
        page.wait_for_server("ready").await?;
        page.read_digit(7).await?;
        assert_eq!(site.request_count(PREDICT), 0);
        Ok(())
    })
}

#[test]
fn the_choice_is_kept_and_a_server_needs_no_engine_in_the_browser() -> Result<()> {
    let setup = Setup::new().without_service_workers();
    visit_with(setup, async |page, site| {
        page.connect("Server").await?;
        assert_eq!(site.request_count(WORKER), 1);
        page.open().await?;
        assert_eq!(page.engine().await?, "Server");
        page.wait_for_server("ready").await?;
        page.read_digit(4).await?;
        assert_eq!(site.request_count(WORKER), 1);
        page.clear_canvas().await?;
        page.choose_engine("Browser").await?;
        page.read_digit(2).await?;
        assert_eq!(site.request_count(WORKER), 2);
        assert_eq!(site.request_count(PREDICT), 1);
        Ok(())
    })
}

#[test]
fn engines_are_chosen_by_keyboard_and_have_names() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(7).await?;
        let browser = page.wait_for("[data-testid=engine] :checked").await?;
        assert_eq!(page.accessible_role(&browser).await?, "radio");
        assert_eq!(page.accessible_name(&browser).await?, "Browser");
        page.focus(&browser).await?;
        for engine in ["Server", "Compare"] {
            page.press(Key::Right).await?;
            assert_eq!(page.engine().await?, engine);
        }
        // Radio buttons ignore Enter: it predicts.
        page.press(Key::Enter).await?;
        page.expect_number("7").await
    })
}

#[test]
fn the_page_states_which_data_goes_to_which_server() -> Result<()> {
    visit(async |page, site| {
        let footer = page.wait_for("footer p").await?;
        assert_eq!(
            footer.text().await?,
            "Nothing you draw leaves this browser."
        );
        page.choose_engine("Server").await?;
        let privacy = page.text("[data-testid=privacy]").await?;
        assert_contains(&privacy, "28×28");
        assert_contains(&privacy, &site.origin());
        assert_eq!(footer.text().await?, privacy);
        Ok(())
    })
}
