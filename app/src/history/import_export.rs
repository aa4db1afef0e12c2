//! Export of the history as files, and import.

use std::sync::Arc;

use js_sys::{Array, JSON, Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::{DigitImage, preprocess, segment};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Response};

use super::csv::csv;
use super::database::any_entry_from_js;
use super::entry::Entry;
use super::idx::LabeledDigits;
use super::json::{self, Export, ImportError, entry_count};
use super::{HistoryStore, zip};
use crate::engines::Engines;
use crate::platform::clock::timestamp;
use crate::platform::download;
use crate::platform::js_value::to_json;

// web-sys has it for unstable builds only.
#[wasm_bindgen]
extern "C" {
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
}

impl HistoryStore {
    /// Saves all entries as a JSON file, which can be imported again.
    pub(super) fn export_json(self) {
        self.export(|history| {
            let export = history
                .entries
                .with_untracked(|entries| to_json(&Export::new(entries)));
            let json = JSON::stringify(&export)?;
            download::save("inkling-history.json", "application/json", &json)
        });
    }

    /// Saves all entries as a CSV file.
    pub(super) fn export_csv(self) {
        self.export(|history| {
            let csv = history
                .entries
                .with_untracked(|entries| csv(entries, timestamp));
            download::save("inkling-history.csv", "text/csv", &csv.into())
        });
    }

    /// Saves the digits of labeled entries as IDX files for training, in one archive.
    pub(super) fn export_digits(self) {
        self.when_loaded(move || {
            self.set_status_message(tr!("Preparing the digits…"));
            spawn_local(async move {
                let outcome = self.save_digits().await;
                self.report(outcome.unwrap_or_else(|_| refusal()));
            });
        });
    }

    /// Adds the entries of an exported JSON file that do not exist yet.
    pub(super) fn import(self, file: File) {
        self.when_loaded(move || {
            self.set_status_message(tr!("Importing…"));
            spawn_local(async move {
                let message = match read(&file).await {
                    Ok((entries, damaged)) => self.merge(entries, damaged),
                    Err(error) => error.to_string(),
                };
                self.report(message);
            });
        });
    }

    fn export(self, save: fn(Self) -> Result<(), JsValue>) {
        self.when_loaded(move || {
            let count = self.entries.with_untracked(|entries| entries.len());
            let message = match save(self) {
                Ok(()) => tr!("Exported {entries}.", entries = entry_count(count)),
                Err(_) => refusal(),
            };
            self.report(message);
        });
    }

    /// Merges imported entries, offers to undo that, and returns a summary.
    fn merge(self, imported: Vec<Entry>, damaged: usize) -> String {
        let before = self.entries.get_untracked();
        let merged = self
            .entries
            .try_update(|entries| json::merge(entries, imported));
        let merged = merged.unwrap_or_default();
        let message = merged.sentence(damaged);
        let before = before.snapshot(merged.changed.iter().copied());
        if !before.is_empty() {
            self.offer_undo_import(before);
        }
        self.save(merged.changed);
        message
    }

    async fn save_digits(self) -> Result<String, JsValue> {
        let labeled: Vec<Arc<Entry>> = self.entries.with_untracked(|entries| entries.labeled());
        let (mut digits, mut left_out) = (LabeledDigits::default(), 0);
        for entry in labeled {
            let Some(label) = &entry.label else { continue };
            let images = digit_images(&entry, label, self.engines).await;
            if !digits.add(images, label) {
                left_out += 1;
            }
        }
        if digits.len() > 0 {
            let mut files = Vec::new();
            for (name, content) in [
                ("inkling-images-idx3-ubyte.gz", digits.images_file()),
                ("inkling-labels-idx1-ubyte.gz", digits.labels_file()),
            ] {
                files.push((name, gzip(&content).await?));
            }
            let archive = Uint8Array::from(&*zip::archive(&files));
            download::save("inkling-digits.zip", "application/zip", &archive)?;
        }
        Ok(summary(digits.len(), left_out))
    }
}

fn refusal() -> String {
    tr!("The browser refuses to save files.")
}

/// Outcome of an export of labeled digits; `left_out` is a number of entries.
fn summary(exported: usize, left_out: usize) -> String {
    let mut summary = tr!("Exported 1 labeled digit, with its label."
        | "Exported {n} labeled digits, with their labels." % exported);
    if left_out > 0 {
        summary += " ";
        summary += &tr!(
            "Left out: {entries}, for which it is not known which ink is which digit.",
            entries = entry_count(left_out)
        );
    }
    summary
}

/// Digit images of an entry, in the order of its label; empty if the drawing cannot be split.
async fn digit_images(entry: &Entry, label: &str, engines: Engines) -> Vec<DigitImage> {
    if label.len() == 1 {
        return preprocess(&entry.drawing).into_iter().collect();
    }
    let Some(segmentation) = segment(&entry.drawing) else {
        return Vec::new();
    };
    let inference = engines.classify_in_browser(&segmentation.images()).await;
    let number = inference
        .ok()
        .and_then(|inference| segmentation.read(inference.predictions));
    let digits = number.iter().flat_map(|number| number.digits());
    digits.map(|digit| digit.image.clone()).collect()
}

/// Reads a JSON file: its valid entries, and the number of damaged ones.
async fn read(file: &File) -> Result<(Vec<Entry>, usize), ImportError> {
    if file.size() > json::MAX_BYTES {
        return Err(ImportError::TooLarge((file.size() / 1e6) as u64));
    }
    let text = JsFuture::from(file.text())
        .await
        .map_err(|_| ImportError::Unreadable)?;
    let text = text.as_string().unwrap_or_default();
    let content = JSON::parse(&text).map_err(|_| ImportError::NotJson)?;
    // A value that is no object has no fields.
    let field = |name: &str| Reflect::get(&content, &name.into()).unwrap_or(JsValue::UNDEFINED);
    json::check_header(
        field("format").as_string().as_deref(),
        field("version").as_f64(),
    )?;
    let values: Array = field("entries")
        .dyn_into()
        .map_err(|_| ImportError::NoEntries)?;
    let valid: Vec<Entry> = values
        .iter()
        .filter_map(|value| any_entry_from_js(value).filter(json::is_importable))
        .collect();
    let damaged = values.length() as usize - valid.len();
    if valid.is_empty() && damaged > 0 {
        return Err(ImportError::AllDamaged);
    }
    Ok((valid, damaged))
}

/// Compresses bytes with the browser's own gzip.
async fn gzip(content: &[u8]) -> Result<Vec<u8>, JsValue> {
    let parts = Array::of1(&Uint8Array::from(content));
    let plain = Blob::new_with_u8_array_sequence(&parts)?;
    let compression = CompressionStream::new("gzip")?;
    let stream = plain.stream().pipe_through(compression.unchecked_ref());
    let compressed = Response::new_with_opt_readable_stream(Some(&stream))?;
    let buffer = JsFuture::from(compressed.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
