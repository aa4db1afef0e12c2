//! Export and import of the history, and export of labeled digits in MNIST's format.

use crate::assertions::assert_contains;
use crate::saved_files::{KEEP_FILES, saved_file, saved_text};
use crate::visit::{Setup, visit_with};
use anyhow::{Context, Result};
use e2e::ink::number;
use e2e::{Page, Site};
use fantoccini::key::Key;
use handwriting::idx;
use serde_json::Value;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use tempfile::TempDir;

const MESSAGE: &str = "[data-testid=files-said]";

/// Runs a test with kept downloads, after these digits were read.
fn visit_after<T>(digits: &[u8], test: impl AsyncFnOnce(&Page) -> Result<T>) -> Result<()> {
    let setup = Setup::new().init_script(KEEP_FILES);
    visit_with(setup, async |page: &Page, _: &Site| {
        page.read_digits(digits).await?;
        test(page).await
    })
}

/// Imports a file of this content, and waits for the message about it.
async fn import(page: &Page, file: &Path, content: &[u8], message: &str) -> Result<()> {
    fs::write(file, content)?;
    page.import(file).await?;
    let shown = page.wait_for_text(MESSAGE, message).await;
    shown.with_context(|| String::from_utf8_lossy(content).into_owned())
}

#[test]
fn an_exported_history_is_imported_once() -> Result<()> {
    visit_after(&[3, 1], async |page| {
        page.open_entry(0).await?;
        page.label_entry("7").await?;
        page.close_entry().await?;
        page.click("Export JSON").await?;
        page.wait_for_text(MESSAGE, "Exported 2 entries.").await?;
        let folder = TempDir::new()?;
        let path = folder.path().join("history.json");
        let json = saved_file(page, "inkling-history.json").await?;
        page.click("Clear history").await?;
        page.wait_for_history(0).await?;
        page.press(Key::Escape).await?;
        page.read_digit(4).await?;
        page.wait_for_no_notice().await?;
        import(page, &path, &json, "Imported 2 entries.").await?;
        page.expect_history(&["4", "1", "3"]).await?;
        assert_contains(&page.card(1).await?, "was 7");
        import(page, &path, &json, "2 already here").await?;
        page.click("Undo").await?;
        page.expect_history(&["4"]).await?;
        page.import(&path).await?;
        page.wait_for_history(3).await?;
        page.open().await?;
        page.expect_history(&["4", "1", "3"]).await
    })
}

#[test]
fn a_spreadsheet_has_a_row_for_each_entry() -> Result<()> {
    visit_after(&[3, 1], async |page| {
        page.click("Export CSV").await?;
        let csv = saved_text(page, "inkling-history.csv").await?;
        let rows: Vec<&str> = csv.lines().collect();
        assert_eq!(rows.len(), 3, "{csv}");
        assert_contains(rows[1], "Z,3,0.9");
        assert_contains(rows[1], ",Browser,compiled,");
        Ok(())
    })
}

#[test]
fn labeled_digits_are_exported_in_the_format_of_the_training() -> Result<()> {
    visit_after(&[3], async |page| {
        let model_input = page.model_input().await?;
        page.read(&number("20")).await?;
        for (index, label) in [(0, "20"), (1, "5")] {
            page.open_entry(index).await?;
            page.label_entry(label).await?;
            page.close_entry().await?;
        }
        page.click("Export labeled digits").await?;
        page.wait_for_text(MESSAGE, "Exported 3 labeled digits")
            .await?;
        let folder = TempDir::new()?;
        let archive = Cursor::new(saved_file(page, "inkling-digits.zip").await?);
        zip::ZipArchive::new(archive)?.extract(folder.path())?;
        let unpacked = |name: &str| idx::unpack(&folder.path().join(name));
        let labels = idx::labels(&unpacked("inkling-labels-idx1-ubyte.gz")?)?;
        let images = idx::images(&unpacked("inkling-images-idx3-ubyte.gz")?)?;
        assert_eq!(labels, [5, 2, 0]);
        assert_eq!(images.len(), 3);
        assert_eq!(model_input.len(), 784);
        assert!(images.iter().all(|image| image.contains(&255)));
        Ok(())
    })
}

/// Files that are not a history, with the message that reports each; derived from a valid one.
fn invalid_files(valid: &[u8]) -> Result<Vec<(Vec<u8>, &'static str)>> {
    let history: Value = serde_json::from_slice(valid)?;
    let changed = |pointer: &str, value: Value| {
        let mut copy = history.clone();
        *copy.pointer_mut(pointer).context("a value to change")? = value;
        anyhow::Ok(copy.to_string().into_bytes())
    };
    Ok(vec![
        (vec![], "no JSON"),
        (valid[..valid.len() / 2].to_vec(), "no JSON"),
        (b"\x89PNG\r\n".to_vec(), "no JSON"),
        (b"null".to_vec(), "no history"),
        (b"[1, 2]".to_vec(), "no history"),
        (b"{\"name\": \"app\"}".to_vec(), "no history"),
        (changed("/version", 2.into())?, "newer version"),
        (changed("/entries", "none".into())?, "names no entries"),
        (changed("/entries/0/number", 3.into())?, "None of the"),
        (changed("/entries/0/number", "<b>".into())?, "None of the"),
        (changed("/entries/0/drawing", Value::Null)?, "None of the"),
        (changed("/entries/0/confidence", 7.into())?, "None of the"),
    ])
}

#[test]
fn invalid_files_are_reported_and_change_nothing() -> Result<()> {
    visit_after(&[3], async |page| {
        page.click("Export JSON").await?;
        let valid = saved_file(page, "inkling-history.json").await?;
        let folder = TempDir::new()?;
        let path = folder.path().join("import.json");
        for (content, message) in invalid_files(&valid)? {
            import(page, &path, &content, message).await?;
            assert_eq!(page.history().await?, ["3"]);
        }
        // Valid entries beside a damaged one are imported.
        let mut history: Value = serde_json::from_slice(&valid)?;
        let mut other = history["entries"][0].clone();
        other["time"] = 5.into();
        history["entries"] = vec![other, Value::Null].into();
        let content = history.to_string();
        import(
            page,
            &path,
            content.as_bytes(),
            "Imported 1 entry; 1 damaged",
        )
        .await?;
        page.wait_for_history(2).await
    })
}
