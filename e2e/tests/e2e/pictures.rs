//! Pictures in place of drawings: chosen, dropped, pasted; read where the pad was.

use crate::ink::{digit, number};
use crate::kept::without_service_workers;
use crate::visit::{visit, visit_with_errors};
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Page, Pointer};
use image::{GrayImage, ImageFormat, Luma};
use recognizer::{Drawing, Raster};
use std::fs::{self, File};
use std::io::Cursor;
use std::path::PathBuf;
use tempfile::TempDir;

/// A sheet with this drawing, darker from left to right.
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

/// A 7 on such a sheet.
pub(crate) fn seven() -> Result<Vec<u8>> {
    photo(&digit(7), ImageFormat::Png)
}

/// The number 305 as a file in this folder.
pub(crate) fn number_in(folder: &TempDir, name: &str, format: ImageFormat) -> Result<PathBuf> {
    let path = folder.path().join(name);
    fs::write(&path, photo(&number("305", 120.0, 110.0), format)?)?;
    Ok(path)
}

#[tokio::test]
async fn a_picture_is_read_in_place_of_the_drawing_which_stays() -> Result<()> {
    let folder = TempDir::new()?;
    visit(async |page, site| {
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        assert!(!site.requests().iter().any(|path| path.contains("scanner")));
        let picture = number_in(&folder, "three hundred.jpg", ImageFormat::Jpeg)?;
        page.choose_picture(&picture).await?;
        assert_eq!(page.answer_in("ready").await?.number, "305");
        page.boxes_of(3).await?;
        page.digit(2).await?.click().await?;
        assert_eq!(page.selected().await?, [2]);
        assert!(page.model_input().await?.iter().any(|&pixel| pixel > 200));
        page.click("Back to drawing").await?;
        page.wait_for("[data-testid=answer][data-state=blank]")
            .await?;
        page.shows_ink().await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        assert_eq!(page.history_of(2).await?, ["7", "305"]);
        let named = "[data-testid=history-item][title='three hundred.jpg'] path";
        page.wait_for(named).await?;
        page.open().await?;
        page.wait_for(named).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn pictures_are_dropped_and_pasted() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        for (event, value) in [("drop", 3), ("paste", 8)] {
            let file = photo(&digit(value), ImageFormat::Png)?;
            page.bring_picture(event, "image.png", &file).await?;
            let read = format!("[data-testid=answer][data-number='{value}']");
            page.wait_for(&read).await?;
            page.boxes_of(1).await?;
        }
        page.bring_picture("dragover", "image.png", &[]).await?;
        page.wait_for(".drop-zone:not([hidden])").await?;
        let file = photo(&digit(5), ImageFormat::Png)?;
        page.bring_picture("drop", "image.png", &file).await?;
        page.wait_for(".drop-zone[hidden]").await?;
        assert_eq!(page.history_of(3).await?, ["5", "8", "3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_wrong_with_a_picture_is_said_and_the_drawing_stays() -> Result<()> {
    let folder = TempDir::new()?;
    let file = |name: &str, content: &[u8]| -> Result<PathBuf> {
        let path = folder.path().join(name);
        fs::write(&path, content)?;
        Ok(path)
    };
    let whole = photo(&digit(3), ImageFormat::Png)?;
    let large = folder.path().join("large.png");
    File::create(&large)?.set_len(64_000_001)?;
    let cases = [
        (file("text.png", b"no picture")?, "text.png is no picture"),
        (
            file("half.png", &whole[..whole.len() / 2])?,
            "half.png is damaged",
        ),
        (
            file("blank.png", &photo(&Drawing::default(), ImageFormat::Png)?)?,
            "blank.png has no ink",
        ),
        (large, "large.png is too large"),
    ];
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        for (file, expected) in &cases {
            page.choose_picture(file).await?;
            let said = format!(
                "document.querySelector('[data-testid=picture-error]').textContent
                     .startsWith('{expected}')"
            );
            page.wait_until(&said).await?;
            page.shows_ink().await?;
        }
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn reading_a_picture_can_be_canceled_and_tried_again() -> Result<()> {
    let folder = TempDir::new()?;
    let picture = number_in(&folder, "305.png", ImageFormat::Png)?;
    visit_with_errors("scanner", async |page, site| {
        without_service_workers(page).await?;
        let hold = site.hold("/scanner_bg.wasm");
        page.open().await?;
        page.choose_picture(&picture).await?;
        page.wait_for("[data-testid=picture][data-state=scanning]")
            .await?;
        page.click("Cancel").await?;
        page.wait_for("[data-testid=answer][data-state=blank]")
            .await?;
        drop(hold);
        site.fail("/scanner_bg.wasm", 1);
        page.choose_picture(&picture).await?;
        let error = page.picture_error().await?;
        assert!(error.contains("Check your connection"), "{error}");
        page.choose_picture(&picture).await?;
        assert_eq!(page.answer_in("ready").await?.number, "305");
        assert_eq!(page.history_of(1).await?, ["305"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_picture_fits_on_a_phone() -> Result<()> {
    let folder = TempDir::new()?;
    visit(async |page: &Page, _| {
        cdp::show_on(page.client(), Screen::PHONE).await?;
        page.open().await?;
        let picture = number_in(&folder, "305.png", ImageFormat::Png)?;
        page.choose_picture(&picture).await?;
        assert_eq!(page.answer_in("ready").await?.number, "305");
        let width = "document.documentElement.scrollWidth";
        assert_eq!(page.evaluate(width).await?, Screen::PHONE.width);
        Ok(())
    })
    .await
}
