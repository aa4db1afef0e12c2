//! The history leaves as files and comes back; the labeled digits are what training reads.

use crate::ink::{digit, number};
use crate::visit::{open_and_read, visit};
use anyhow::{Context, Result};
use e2e::{Page, Pointer};
use fantoccini::key::Key;
use handwriting::idx;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const SAID: &str = "[data-testid=files-said]";

/// Keeps what would be saved as files, and saves none.
const KEEP_FILES: &str = "
    window.files = {};
    const blobs = {};
    const address = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        const url = address.call(URL, blob);
        blobs[url] = blob;
        return url;
    };
    HTMLAnchorElement.prototype.click = function () {
        blobs[this.href].arrayBuffer()
            .then((bytes) => { files[this.download] = [...new Uint8Array(bytes)]; });
    };";

async fn file(page: &Page, name: &str) -> Result<Vec<u8>> {
    let file = format!("window.files['{name}']");
    page.wait_until(&format!("Boolean({file})")).await?;
    Ok(serde_json::from_value(page.evaluate(&file).await?)?)
}

async fn open_keeping_files(page: &Page, digits: &[u8]) -> Result<()> {
    page.run_first(KEEP_FILES).await?;
    open_and_read(page, digits).await
}

#[tokio::test]
async fn an_exported_history_is_imported_once() -> Result<()> {
    visit(async |page, _| {
        open_keeping_files(page, &[3, 1]).await?;
        page.open_entry(0).await?;
        page.label_entry("7").await?;
        page.close_entry().await?;
        page.click("Export JSON").await?;
        page.wait_for_text(SAID, "Exported 2 entries.").await?;
        let folder = TempDir::new()?;
        let path = folder.path().join("history.json");
        fs::write(&path, file(page, "inkling-history.json").await?)?;
        page.click("Clear history").await?;
        page.history_of(0).await?;
        page.press(Key::Escape).await?;
        page.read(&digit(4), Pointer::Mouse).await?;
        page.no_notice().await?;
        page.import(&path).await?;
        page.wait_for_text(SAID, "Imported 2 entries.").await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        assert!(page.card(1).await?.contains("was 7"));
        page.import(&path).await?;
        page.wait_for_text(SAID, "2 already here").await?;
        page.click("Undo").await?;
        assert_eq!(page.history_of(1).await?, ["4"]);
        page.import(&path).await?;
        page.history_of(3).await?;
        page.open().await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_spreadsheet_has_a_line_for_each_entry() -> Result<()> {
    visit(async |page, _| {
        open_keeping_files(page, &[3, 1]).await?;
        page.click("Export CSV").await?;
        let csv = String::from_utf8(file(page, "inkling-history.csv").await?)?;
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 3, "{csv}");
        assert!(
            lines[1].contains("Z,3,0.9") && lines[1].contains(",Browser,compiled,"),
            "{csv}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn labeled_digits_are_what_the_training_reads() -> Result<()> {
    visit(async |page, _| {
        open_keeping_files(page, &[3]).await?;
        let seen = page.model_input().await?;
        page.read(&number("20", 110.0, 92.0), Pointer::Mouse)
            .await?;
        for label in ["20", "5"] {
            page.open_entry(usize::from(label == "5")).await?;
            page.label_entry(label).await?;
            page.close_entry().await?;
        }
        page.click("Export labeled digits").await?;
        page.wait_for_text(SAID, "Exported 3 labeled digits")
            .await?;
        let folder = TempDir::new()?;
        let unpacked = async |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, file(page, name).await?)?;
            anyhow::Ok(idx::unpack(&path)?)
        };
        let labels = idx::labels(&unpacked("inkling-labels-idx1-ubyte.gz").await?)?;
        let images = idx::images(&unpacked("inkling-images-idx3-ubyte.gz").await?)?;
        assert_eq!(labels, [5, 2, 0]);
        assert_eq!(images.len(), 3);
        assert!(seen.len() == 784 && images.iter().all(|image| image.contains(&255)));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn files_that_are_none_of_ours_are_told_and_change_nothing() -> Result<()> {
    visit(async |page, _| {
        open_keeping_files(page, &[3]).await?;
        page.click("Export JSON").await?;
        let whole = file(page, "inkling-history.json").await?;
        let mut history: Value = serde_json::from_slice(&whole)?;
        let changed = |change: &dyn Fn(&mut Value)| {
            let mut copy = history.clone();
            change(&mut copy);
            copy.to_string().into_bytes()
        };
        let cases = [
            (vec![], "no JSON"),
            (whole[..whole.len() / 2].to_vec(), "no JSON"),
            (b"\x89PNG\r\n".to_vec(), "no JSON"),
            (b"null".to_vec(), "no history"),
            (b"[1, 2]".to_vec(), "no history"),
            (b"{\"name\": \"app\"}".to_vec(), "no history"),
            (changed(&|it| it["version"] = 2.into()), "newer version"),
            (
                changed(&|it| it["entries"] = "none".into()),
                "names no entries",
            ),
            (
                changed(&|it| it["entries"][0]["number"] = 3.into()),
                "None of the",
            ),
            (
                changed(&|it| it["entries"][0]["number"] = "<b>".into()),
                "None of the",
            ),
            (
                changed(&|it| it["entries"][0]["drawing"] = Value::Null),
                "None of the",
            ),
            (
                changed(&|it| it["entries"][0]["confidence"] = 7.into()),
                "None of the",
            ),
        ];
        let folder = TempDir::new()?;
        let path = folder.path().join("import.json");
        for (content, expected) in cases {
            fs::write(&path, &content)?;
            page.import(&path).await?;
            let told = page.wait_for_text(SAID, expected).await;
            told.with_context(|| String::from_utf8_lossy(&content).into_owned())?;
            assert_eq!(page.history().await?, ["3"]);
        }
        // What is whole is imported, and what is not is told.
        let mut other = history["entries"][0].clone();
        other["time"] = 5.into();
        let entries = vec![other, Value::Null];
        history["entries"] = entries.into();
        fs::write(&path, history.to_string())?;
        page.import(&path).await?;
        page.wait_for_text(SAID, "Imported 1 entry; 1 damaged")
            .await?;
        page.history_of(2).await?;
        Ok(())
    })
    .await
}
