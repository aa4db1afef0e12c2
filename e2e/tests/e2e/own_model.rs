//! The user's own ONNX model beside the built-in one.

use crate::assertions::assert_contains;
use crate::network::NETWORK;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::{Context, Result};
use e2e::cdp::Screen;
use e2e::ink::digit;
use e2e::{Page, Pointer};
use fantoccini::Locator;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ACCURACY: &str = "[data-testid=own-model-accuracy]";

/// Model file of the recognizer's tests.
pub(crate) fn example(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/recognizer/tests/models");
    folder.join(name)
}

/// Sets a parameter of the pixel convention and waits until the model uses it.
async fn set_convention(page: &Page, field: &str, value: &str) -> Result<()> {
    page.set_value(&format!("[data-testid={field}]"), "change", value)
        .await?;
    page.wait_for_own_model("ready").await
}

async fn wait_for_accuracy(page: &Page, state: &str) -> Result<()> {
    page.wait_for(&format!("{ACCURACY}[data-state={state}]"))
        .await?;
    Ok(())
}

/// Accuracies of the built-in and the own model on the labeled digits, in percent.
async fn accuracies(page: &Page) -> Result<[f64; 2]> {
    page.click("Try both").await?;
    wait_for_accuracy(page, "done").await?;
    let row = "[...document.querySelectorAll('[data-testid=own-model-right] td')]
        .map((cell) => parseFloat(cell.textContent.replace('> ', '')))";
    page.evaluate_as(row).await.context("two percentages")
}

/// Gray values of the preview: in a corner, minimum and maximum.
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

#[test]
fn a_model_of_pytorch_is_compared_with_the_built_in_one() -> Result<()> {
    visit(async |page, site| {
        page.read_digit(7).await?;
        assert!(!site.has_request_with("tract"));
        page.load_model(&example("pytorch.onnx")).await?;
        set_convention(page, "own-model-mean", "0.1307").await?;
        set_convention(page, "own-model-deviation", "0.3081").await?;
        let answer = page.own_model_answer("7").await?;
        assert_contains(&answer, "sure");
        assert_contains(&answer, "ms a digit");
        page.clear_canvas().await?;
        page.read_digit(3).await?;
        page.own_model_answer("3").await?;
        page.wait_for("[data-testid=own-model-agreement][data-agree=true]")
            .await?;
        page.wait_for("[data-testid=own-model-tally][data-compared='2'][data-agreed='2']")
            .await?;
        let [built_in, own] = accuracies(page).await?;
        assert!(built_in >= 95.0 && own >= 70.0, "{built_in} {own}");
        // The worker needs tract, but not the built-in model's file.
        assert_eq!(site.request_count("/digits.onnx"), 0);
        Ok(())
    })
}

#[test]
fn a_model_with_the_conventions_of_keras_gets_the_pixels_unchanged() -> Result<()> {
    visit(async |page, _| {
        page.load_model(&example("keras.onnx")).await?;
        page.read_digit(0).await?;
        page.own_model_answer("0").await?;
        assert_eq!(preview(page).await?, json!([0, 0, 255]));
        let [_, right] = accuracies(page).await?;
        set_convention(page, "own-model-ink", "0").await?;
        // The drawing is read again with inverted pixels.
        page.wait_for("[data-testid=own-model-answer][data-number]")
            .await?;
        assert_eq!(preview(page).await?, json!([255, 0, 255]));
        wait_for_accuracy(page, "idle").await?;
        let [_, wrong] = accuracies(page).await?;
        assert!(wrong < right, "{wrong} {right}");
        Ok(())
    })
}

#[test]
fn an_invalid_file_is_reported_and_the_page_keeps_working() -> Result<()> {
    let folder = TempDir::new()?;
    let huge = folder.path().join("huge.onnx");
    File::create(&huge)?.set_len(64_000_001)?;
    let damaged = folder.path().join("damaged.onnx");
    fs::write(&damaged, &fs::read(example("pytorch.onnx"))?[..6000])?;
    let cases = [
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
    ];
    visit(async |page, _| {
        for (file, message) in &cases {
            page.choose_model(file).await?;
            page.wait_for_own_model("failed").await?;
            assert_contains(&page.own_model_error().await?, message);
            page.click("Remove").await?;
            page.wait_for_own_model("none").await?;
        }
        page.choose_model(&huge).await?;
        assert_contains(&page.own_model_error().await?, "65 MB");
        page.load_model(&example("keras.onnx")).await?;
        page.wait_for("[data-testid=own-model-error] p:empty")
            .await?;
        page.read_digit(7).await?;
        page.own_model_answer("7").await
    })
}

#[test]
fn a_model_is_kept_and_can_be_removed_and_restored() -> Result<()> {
    visit(async |page, _| {
        page.load_model(&example("keras.onnx")).await?;
        set_convention(page, "own-model-mean", "0.25").await?;
        wait_for_stored_models(page, 1).await?;
        page.open().await?;
        page.wait_for_own_model("ready").await?;
        let name = page.text("[data-testid=own-model-name]").await?;
        assert_eq!(name, "keras.onnx, 13 kB");
        let mean = page.wait_for("[data-testid=own-model-mean]").await?;
        assert_eq!(mean.prop("value").await?.as_deref(), Some("0.25"));
        page.click("Remove").await?;
        page.wait_for_own_model("none").await?;
        page.click("Undo").await?;
        page.wait_for_own_model("ready").await?;
        page.click("Remove").await?;
        wait_for_stored_models(page, 0).await?;
        page.open().await?;
        page.wait_for_own_model("none").await
    })
}

/// Waits until the browser stores this many models.
async fn wait_for_stored_models(page: &Page, count: usize) -> Result<()> {
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

#[test]
fn a_dropped_file_is_taken_as_a_model_and_opens_the_section() -> Result<()> {
    visit(async |page, _| {
        page.dispatch_file("drop", "notes.txt", "", b"no model")
            .await?;
        assert_contains(&page.own_model_error().await?, "no ONNX model");
        page.wait_for("[data-testid=own-model][open]").await
    })
}

#[test]
fn a_wrong_file_leaves_the_model_that_answers() -> Result<()> {
    visit(async |page, _| {
        page.load_model(&example("keras.onnx")).await?;
        page.dispatch_file("drop", "notes.txt", "", b"no model")
            .await?;
        let error = page.own_model_error().await?;
        assert_contains(&error, "notes.txt: This is no ONNX model");
        page.wait_for_own_model("ready").await?;
        let name = page.text("[data-testid=own-model-name]").await?;
        assert_eq!(name, "keras.onnx, 13 kB");
        page.read_digit(7).await?;
        page.own_model_answer("7").await?;
        page.wait_for("[data-testid=own-model-error] p:empty")
            .await?;
        page.choose_model(&example("pytorch.onnx")).await?;
        page.wait_until(
            "document.querySelector('[data-testid=own-model-name]').textContent.startsWith('pytorch')",
        )
        .await?;
        page.wait_for_own_model("ready").await
    })
}

#[test]
fn pixel_values_are_typed_with_a_point_or_a_comma() -> Result<()> {
    const RANGE: &str = "[data-testid=own-model-range]";
    visit(async |page, _| {
        page.load_model(&example("pytorch.onnx")).await?;
        set_convention(page, "own-model-mean", "0,1307").await?;
        set_convention(page, "own-model-deviation", "0.3081").await?;
        assert_contains(&page.text(RANGE).await?, "-0.42 for paper and 2.82");
        set_convention(page, "own-model-mean", "1.307,5").await?;
        assert_contains(&page.text(RANGE).await?, "numbers, such as 0.1307");
        set_convention(page, "own-model-mean", "0.5").await?;
        assert_contains(&page.text(RANGE).await?, "-1.62 for paper");
        Ok(())
    })
}

#[test]
fn a_running_trial_can_be_stopped() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let network = site.hold(NETWORK);
        page.open().await?;
        page.load_model(&example("keras.onnx")).await?;
        // The trial waits for the built-in model.
        page.click("Try both").await?;
        wait_for_accuracy(page, "running").await?;
        page.click("Stop").await?;
        wait_for_accuracy(page, "idle").await?;
        drop(network);
        let [built_in, _] = accuracies(page).await?;
        assert!(built_in > 0.0);
        Ok(())
    })
}

#[test]
fn a_worker_that_cannot_be_downloaded_or_crashes_is_reported() -> Result<()> {
    const CRASHES: &str = "setTimeout(() => { throw new Error('crash of a test') })";
    let setup = Setup::new().without_service_workers().expect_error("");
    visit_with(setup, async |page, site| {
        // Without a connection not even the worker's script can be fetched.
        site.fail("/tract-engine.js", 1);
        page.choose_model(&example("keras.onnx")).await?;
        let error = page.own_model_error().await?;
        assert_contains(&error, "Check your connection");
        page.evaluate("dispatchEvent(new Event('online')), null")
            .await?;
        page.wait_for_own_model("ready").await?;
        page.click("Remove").await?;
        site.fail("/tract-worker_bg.wasm", 1);
        page.choose_model(&example("keras.onnx")).await?;
        let error = page.own_model_error().await?;
        assert_contains(&error, "Check your connection");
        page.click("Try again").await?;
        page.wait_for_own_model("ready").await?;
        page.click("Remove").await?;
        site.replace("/tract-engine.js", CRASHES, 2);
        page.choose_model(&example("keras.onnx")).await?;
        let error = page.own_model_error().await?;
        assert_contains(&error, "stopped its worker twice");
        page.read_digit(7).await
    })
}

#[test]
fn the_section_fits_on_a_phone_and_its_fields_have_names() -> Result<()> {
    visit_with(Setup::new().phone(), async |page, _| {
        page.load_model(&example("keras.onnx")).await?;
        page.read_with(Pointer::Touch, &digit(5)).await?;
        accuracies(page).await?;
        page.assert_fits(Screen::PHONE).await?;
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
}
