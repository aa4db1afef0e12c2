//! A model of one's own: compared with the built-in one, and what happens with files that are none.

use crate::ink::digit;
use crate::kept::without_service_workers;
use crate::network::NETWORK;
use crate::visit::{visit, visit_with_errors};
use anyhow::{Context, Result};
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer};
use fantoccini::Locator;
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn example(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/recognizer/tests/models");
    folder.join(name)
}

/// Enters a number, and waits until the model gets pixels so.
async fn enter(page: &Page, field: &str, number: &str) -> Result<()> {
    let field = serde_json::to_value(page.wait_for(&format!("[data-testid={field}]")).await?)?;
    let enter = "arguments[0].value = arguments[1];
                 arguments[0].dispatchEvent(new Event('change', { bubbles: true }))";
    page.client()
        .execute(enter, vec![field, number.into()])
        .await?;
    page.own_model_in("ready").await
}

/// What share of the labeled digits each of the two gets right, in percent.
async fn accuracies(page: &Page) -> Result<[f64; 2]> {
    page.click("Try both").await?;
    page.wait_for("[data-testid=own-model-accuracy][data-state=done]")
        .await?;
    let row = "[...document.querySelectorAll('[data-testid=own-model-right] td')]
        .map((cell) => parseFloat(cell.textContent.replace('> ', '')))";
    serde_json::from_value(page.evaluate(row).await?).context("two percentages")
}

/// The preview's levels of gray: in a corner, and the most inked one.
async fn preview(page: &Page) -> Result<Value> {
    page.evaluate(
        "(() => {
            const canvas = document.querySelector('[data-testid=own-model-preview]');
            const { data } = canvas.getContext('2d').getImageData(0, 0, 28, 28);
            const grays = [...data].filter((_, index) => index % 4 === 0);
            return [grays[0], Math.min(...grays), Math.max(...grays)];
        })()",
    )
    .await
}

#[tokio::test]
async fn a_model_by_pytorch_is_compared_with_the_built_in_one() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        assert!(!site.requests().iter().any(|path| path.contains("tract")));
        page.choose_model(&example("pytorch.onnx")).await?;
        page.own_model_in("ready").await?;
        enter(page, "own-model-mean", "0.1307").await?;
        enter(page, "own-model-deviation", "0.3081").await?;
        let said = page.own_model_says("7").await?;
        assert!(
            said.contains("sure") && said.contains("ms a digit"),
            "{said}"
        );
        page.clear_canvas().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        page.own_model_says("3").await?;
        page.wait_for("[data-testid=own-model-agreement][data-agree=true]")
            .await?;
        page.wait_for("[data-testid=own-model-tally][data-compared='2'][data-agreed='2']")
            .await?;
        let [built_in, own] = accuracies(page).await?;
        assert!(built_in >= 95.0 && own >= 70.0, "{built_in} {own}");
        // Its program never needs the committed file.
        assert!(!site.requests().contains(&"/digits.onnx".to_owned()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_model_with_keras_s_conventions_reads_as_the_pixels_are() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.choose_model(&example("keras.onnx")).await?;
        page.own_model_in("ready").await?;
        page.read(&digit(0), Pointer::Mouse).await?;
        page.own_model_says("0").await?;
        assert_eq!(preview(page).await?, serde_json::json!([0, 0, 255]));
        let [_, right] = accuracies(page).await?;
        enter(page, "own-model-ink", "0").await?;
        // The drawing is read anew, as the other way round.
        page.wait_for("[data-testid=own-model-answer][data-number]")
            .await?;
        assert_eq!(preview(page).await?, serde_json::json!([255, 0, 255]));
        page.wait_for("[data-testid=own-model-accuracy][data-state=idle]")
            .await?;
        let [_, wrong] = accuracies(page).await?;
        assert!(wrong < right, "{wrong} {right}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_and_the_page_lives_on() -> Result<()> {
    let folder = TempDir::new()?;
    let huge = folder.path().join("huge.onnx");
    File::create(&huge)?.set_len(64_000_001)?;
    let damaged = folder.path().join("damaged.onnx");
    fs::write(&damaged, &fs::read(example("pytorch.onnx"))?[..6000])?;
    visit(async |page, _| {
        page.open().await?;
        for (file, message) in [
            (
                example("wrong-input.onnx"),
                "The model takes N×3×32×32: export",
            ),
            (example("wrong-output.onnx"), "gives 1×2"),
            (example("unknown-operator.onnx"), "operator Holograph"),
            (example("two-inputs.onnx"), "2 inputs (image, mask)"),
            (example("not-finite.onnx"), "NaN"),
            (example("make.py"), "no ONNX model"),
            (damaged, "damaged"),
        ] {
            page.choose_model(&file).await?;
            page.own_model_in("failed").await?;
            let error = page.own_model_error().await?;
            assert!(error.contains(message), "{message}: {error}");
            page.click("Remove").await?;
            page.own_model_in("none").await?;
        }
        page.choose_model(&huge).await?;
        let error = page.own_model_error().await?;
        assert!(error.contains("65 MB"), "{error}");
        page.choose_model(&example("keras.onnx")).await?;
        page.own_model_in("ready").await?;
        page.wait_for("[data-testid=own-model-error] p:empty")
            .await?;
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        page.own_model_says("7").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_model_is_kept_and_can_be_removed_and_brought_back() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.choose_model(&example("keras.onnx")).await?;
        page.own_model_in("ready").await?;
        enter(page, "own-model-mean", "0.25").await?;
        kept(page, 1).await?;
        page.open().await?;
        page.own_model_in("ready").await?;
        let name = page.wait_for("[data-testid=own-model-name]").await?;
        assert_eq!(name.text().await?, "keras.onnx, 13 kB");
        let mean = page.wait_for("[data-testid=own-model-mean]").await?;
        assert_eq!(mean.prop("value").await?.as_deref(), Some("0.25"));
        page.click("Remove").await?;
        page.own_model_in("none").await?;
        page.click("Undo").await?;
        page.own_model_in("ready").await?;
        page.click("Remove").await?;
        kept(page, 0).await?;
        page.open().await?;
        page.own_model_in("none").await
    })
    .await
}

/// Waits until the browser keeps so many models.
async fn kept(page: &Page, count: usize) -> Result<()> {
    let script = "const [wanted, done] = arguments;
        const look = () => {
            const request = indexedDB.open('inkling-model');
            request.onsuccess = () => {
                const database = request.result;
                const count = database.transaction('model').objectStore('model').count();
                count.onsuccess = () => {
                    database.close();
                    count.result === wanted ? done(true) : setTimeout(look, 20);
                };
            };
        };
        look();";
    page.client()
        .execute_async(script, vec![count.into()])
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_dropped_file_is_a_model_and_the_section_opens() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let drop = "const transfer = new DataTransfer();
            transfer.items.add(new File(['no model'], 'notes.txt'));
            document.body.dispatchEvent(new DragEvent('drop', {
                dataTransfer: transfer, bubbles: true, cancelable: true,
            }))";
        page.client().execute(drop, vec![]).await?;
        let error = page.own_model_error().await?;
        assert!(error.contains("no ONNX model"), "{error}");
        page.wait_for("[data-testid=own-model][open]").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_trial_can_be_stopped() -> Result<()> {
    visit(async |page, site| {
        let hold = site.hold(NETWORK);
        page.open().await?;
        page.choose_model(&example("keras.onnx")).await?;
        page.own_model_in("ready").await?;
        // The built-in model is on its way: nothing is counted yet.
        page.click("Try both").await?;
        page.wait_for("[data-testid=own-model-accuracy][data-state=running]")
            .await?;
        page.click("Stop").await?;
        page.wait_for("[data-testid=own-model-accuracy][data-state=idle]")
            .await?;
        drop(hold);
        let [built_in, _] = accuracies(page).await?;
        assert!(built_in > 0.0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_worker_that_cannot_be_fetched_or_dies_is_reported() -> Result<()> {
    const DIES: &str = "setTimeout(() => { throw new Error('died for a test') })";
    visit_with_errors("", async |page, site| {
        without_service_workers(page).await?;
        page.open().await?;
        site.fail("/tract-worker_bg.wasm", 1);
        page.choose_model(&example("keras.onnx")).await?;
        let error = page.own_model_error().await?;
        assert!(error.contains("Check your connection"), "{error}");
        page.click("Try again").await?;
        page.own_model_in("ready").await?;
        page.click("Remove").await?;
        site.replace("/tract-engine.js", DIES, 2);
        page.choose_model(&example("keras.onnx")).await?;
        let error = page.own_model_error().await?;
        assert!(error.contains("stopped its worker twice"), "{error}");
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        // What went wrong stands in the console.
        page.console_errors().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_section_has_room_on_a_phone_and_a_name_for_everything() -> Result<()> {
    visit(async |page, _| {
        cdp::show_on(page.client(), Screen::PHONE).await?;
        page.open().await?;
        page.choose_model(&example("keras.onnx")).await?;
        page.own_model_in("ready").await?;
        page.read(&digit(5), Pointer::Touch).await?;
        accuracies(page).await?;
        let width = "document.documentElement.scrollWidth";
        assert_eq!(page.evaluate(width).await?, Screen::PHONE.width);
        for (field, name) in [
            ("own-model-ink", "Ink is"),
            ("own-model-mean", "Mean"),
            ("own-model-deviation", "Deviation"),
            ("own-model-file", "Choose an ONNX file"),
        ] {
            let field = format!("[data-testid={field}]");
            let field = page.client().find(Locator::Css(&field)).await?;
            assert_eq!(page.accessible_name(&field).await?, name);
        }
        Ok(())
    })
    .await
}
