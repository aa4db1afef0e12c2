//! Pictures in place of drawings: chosen, dropped or pasted.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::cdp::Screen;
use e2e::ink::{digit, number};
use image::{GrayImage, ImageFormat, Luma};
use recognizer::{Drawing, Raster};
use std::fs::{self, File};
use std::io::Cursor;
use std::path::PathBuf;
use tempfile::TempDir;

const PNG: ImageFormat = ImageFormat::Png;

/// Photograph of a drawing on paper, with light that fades from left to right.
fn photo(drawing: &Drawing, format: ImageFormat) -> Result<Vec<u8>> {
    let ink = Raster::of_drawing(drawing, 400, 400, 14.0);
    let photo = GrayImage::from_fn(400, 400, |x, y| {
        let light = 1.0 - 0.4 * x as f32 / 400.0;
        let ink = ink.row(y as usize)[x as usize];
        Luma([(230.0 * light * (1.0 - 0.8 * ink)) as u8])
    });
    let mut file = Cursor::new(Vec::new());
    photo.write_to(&mut file, format)?;
    Ok(file.into_inner())
}

/// Photograph of a 7 as a PNG file.
pub(crate) fn photo_of_seven() -> Result<Vec<u8>> {
    photo(&digit(7), PNG)
}

/// Photograph of the number 305 as a file in this folder, in the format of its extension.
pub(crate) fn photo_of_number(folder: &TempDir, name: &str) -> Result<PathBuf> {
    let path = folder.path().join(name);
    let format = ImageFormat::from_path(&path)?;
    fs::write(&path, photo(&number("305"), format)?)?;
    Ok(path)
}

#[test]
fn a_picture_is_read_in_place_of_the_drawing_which_stays() -> Result<()> {
    let folder = TempDir::new()?;
    visit(async |page, site| {
        page.draw_digit(7).await?;
        assert!(!site.has_request_with("scanner"));
        let picture = photo_of_number(&folder, "three hundred.jpg")?;
        page.choose_picture(&picture).await?;
        page.expect_number("305").await?;
        page.wait_for_boxes(3).await?;
        page.select_digit(2).await?;
        assert_eq!(page.selected_digits().await?, [2]);
        assert!(page.model_input().await?.iter().any(|&pixel| pixel > 200));
        page.click("Back to drawing").await?;
        page.wait_for_answer("blank").await?;
        page.wait_for_ink().await?;
        page.predict_expecting("7").await?;
        page.expect_history(&["7", "305"]).await?;
        let named = "[data-testid=history-item][title='three hundred.jpg'] path";
        page.wait_for(named).await?;
        page.open().await?;
        page.wait_for(named).await
    })
}

#[test]
fn pictures_are_dropped_and_pasted() -> Result<()> {
    visit(async |page, _| {
        for (event, value) in [("drop", 3), ("paste", 8)] {
            let file = photo(&digit(value), PNG)?;
            page.dispatch_file(event, "image.png", "image/png", &file)
                .await?;
            page.wait_for_number(&value.to_string()).await?;
            page.wait_for_boxes(1).await?;
        }
        page.dispatch_file("dragover", "image.png", "image/png", &[])
            .await?;
        page.wait_for(".drop-zone:not([hidden])").await?;
        let file = photo(&digit(5), PNG)?;
        page.dispatch_file("drop", "image.png", "image/png", &file)
            .await?;
        page.wait_for(".drop-zone[hidden]").await?;
        page.expect_history(&["5", "8", "3"]).await
    })
}

#[test]
fn the_pages_own_picture_is_no_file() -> Result<()> {
    visit(async |page, _| {
        let file = photo_of_seven()?;
        page.dispatch_file("drop", "image.png", "image/png", &file)
            .await?;
        page.wait_for_number("7").await?;
        let drag = |event: &str| {
            format!(
                "document.querySelector('.picture img').dispatchEvent(new DragEvent('{event}', {{ bubbles: true }}))"
            )
        };
        page.evaluate(&drag("dragstart")).await?;
        for event in ["dragover", "drop"] {
            page.dispatch_file(event, "image.png", "image/png", &file)
                .await?;
            page.wait_for(".drop-zone[hidden]").await?;
        }
        page.evaluate(&drag("dragend")).await?;
        page.dispatch_file("dragover", "image.png", "image/png", &file)
            .await?;
        page.wait_for(".drop-zone:not([hidden])").await?;
        page.expect_history(&["7"]).await
    })
}

#[test]
fn text_pasted_into_a_field_stays_there_beside_a_picture() -> Result<()> {
    const PASTE: &str = "(() => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File(['no picture'], 'image.png', { type: 'image/png' }));
        clipboardData.setData('text/plain', 'http://localhost:3000');
        const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        return document.querySelector('[data-testid=server-address]').dispatchEvent(paste);
    })()";
    visit(async |page, _| {
        page.choose_engine("Server").await?;
        page.wait_for("[data-testid=server-address]").await?;
        assert_eq!(page.evaluate(PASTE).await?, true);
        page.wait_for("[data-testid=picture-error]:empty").await
    })
}

#[test]
fn an_invalid_picture_is_reported_and_the_drawing_stays() -> Result<()> {
    let folder = TempDir::new()?;
    let file = |name: &str, content: &[u8]| -> Result<PathBuf> {
        let path = folder.path().join(name);
        fs::write(&path, content)?;
        Ok(path)
    };
    let whole = photo(&digit(3), PNG)?;
    let half = &whole[..whole.len() / 2];
    let blank = photo(&Drawing::default(), PNG)?;
    let large = folder.path().join("large.png");
    File::create(&large)?.set_len(64_000_001)?;
    let cases = [
        (file("text.png", b"no picture")?, "text.png is no picture"),
        (file("half.png", half)?, "half.png is damaged"),
        (file("blank.png", &blank)?, "blank.png has no ink"),
        (large, "large.png is too large"),
    ];
    visit(async |page, _| {
        page.draw_digit(7).await?;
        for (file, message) in &cases {
            page.choose_picture(file).await?;
            let is_shown = format!(
                "document.querySelector('[data-testid=picture-error]').textContent
                     .startsWith('{message}')"
            );
            page.wait_until(&is_shown).await?;
            page.wait_for_ink().await?;
        }
        page.predict_expecting("7").await
    })
}

#[test]
fn reading_a_picture_can_be_canceled_and_retried() -> Result<()> {
    const SCANNER: &str = "/scanner_bg.wasm";
    let folder = TempDir::new()?;
    let picture = photo_of_number(&folder, "305.png")?;
    let setup = Setup::new().without_service_workers();
    visit_unopened(setup.expect_error("scanner"), async |page, site| {
        let scanner = site.hold(SCANNER);
        page.open().await?;
        page.choose_picture(&picture).await?;
        page.wait_for("[data-testid=picture][data-state=scanning]")
            .await?;
        page.click("Cancel").await?;
        page.wait_for_answer("blank").await?;
        drop(scanner);
        site.fail(SCANNER, 1);
        page.choose_picture(&picture).await?;
        let error = page.picture_error().await?;
        assert_contains(&error, "Check your connection");
        // Without a connection not even the worker's script can be fetched.
        site.fail("/scanner-worker.js", 1);
        page.choose_picture(&picture).await?;
        page.wait_until(&error_has("could not be loaded")).await?;
        page.evaluate("dispatchEvent(new Event('online')), null")
            .await?;
        page.expect_number("305").await?;
        page.wait_until(&error_has("")).await?;
        page.expect_history(&["305"]).await
    })
}

/// Condition that the message about a picture contains this; the empty text means no message.
fn error_has(part: &str) -> String {
    let text = "document.querySelector('[data-testid=picture-error]').textContent";
    if part.is_empty() {
        format!("{text} === ''")
    } else {
        format!("{text}.includes('{part}')")
    }
}

#[test]
fn a_picture_that_cannot_be_read_leaves_what_was_shown() -> Result<()> {
    let folder = TempDir::new()?;
    let whole = photo_of_number(&folder, "305.jpg")?;
    let cut = folder.path().join("cut.jpg");
    let content = fs::read(&whole)?;
    fs::write(&cut, &content[..content.len() * 2 / 3])?;
    visit(async |page, _| {
        page.read_digit(7).await?;
        page.choose_picture(&cut).await?;
        page.wait_until(&error_has("damaged or incomplete")).await?;
        page.wait_for_number("7").await?;
        page.choose_picture(&whole).await?;
        page.expect_number("305").await?;
        page.wait_until(&error_has("")).await?;
        page.choose_picture(&cut).await?;
        page.wait_until(&error_has("damaged or incomplete")).await?;
        page.wait_for_number("305").await?;
        page.wait_for_boxes(3).await?;
        page.dispatch_file("paste", "notes.txt", "text/plain", b"notes")
            .await?;
        page.wait_for("[data-testid=picture][data-state=scanned]")
            .await?;
        page.click("Back to drawing").await?;
        page.wait_until(&error_has("")).await?;
        page.choose_picture(&cut).await?;
        page.wait_until(&error_has("damaged or incomplete")).await?;
        page.draw_digit(1).await?;
        page.wait_until(&error_has("")).await
    })
}

#[test]
fn a_picture_fits_on_a_phone() -> Result<()> {
    let folder = TempDir::new()?;
    let picture = photo_of_number(&folder, "305.png")?;
    visit_with(Setup::new().phone(), async |page, _| {
        page.choose_picture(&picture).await?;
        page.expect_number("305").await?;
        page.assert_fits(Screen::PHONE).await
    })
}
