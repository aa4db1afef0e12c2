//! The history leaves as files, and comes back.

use std::sync::Arc;

use js_sys::{Array, JSON, Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::{DigitImage, preprocess, segment};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Response};

use super::Session;
use crate::clock::timestamp;
use crate::download;
use crate::history::file::{self, Export, FileError, entries};
use crate::history::labeled::LabeledDigits;
use crate::history::{Entry, table};
use crate::notices::Notice;
use crate::storage;

// web-sys has it for unstable builds only.
#[wasm_bindgen]
extern "C" {
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
}

fn refused() -> String {
    tr!("The browser refuses to save files.")
}

impl Session {
    /// Saves the history for programs, and to be imported again.
    pub(crate) fn export_json(self) {
        self.export(|session| {
            let history = session
                .history
                .with_untracked(|history| storage::to_json(&Export::of(history)));
            let json = JSON::stringify(&history)?;
            download::save("inkling-history.json", "application/json", &json)
        });
    }

    /// Saves the history for spreadsheets.
    pub(crate) fn export_csv(self) {
        self.export(|session| {
            let csv = session
                .history
                .with_untracked(|history| table::csv(history, timestamp));
            download::save("inkling-history.csv", "text/csv", &csv.into())
        });
    }

    /// Saves the digits whose writer said what they are, for training.
    pub(crate) fn export_digits(self) {
        self.with_whole_history(move || {
            self.keeper.say(tr!("Preparing the digits…"));
            spawn_local(async move {
                let said = self.save_digits().await;
                self.keeper.say(said.unwrap_or_else(|_| refused()));
            });
        });
    }

    /// Adds the entries of an exported file that are not here yet.
    pub(crate) fn import(self, file: File) {
        self.with_whole_history(move || {
            self.keeper.say(tr!("Importing…"));
            spawn_local(async move {
                let said = match read(&file).await {
                    Ok((entries, damaged)) => self.merge(entries, damaged),
                    Err(error) => error.to_string(),
                };
                self.keeper.say(said);
            });
        });
    }

    fn export(self, save: fn(Self) -> Result<(), JsValue>) {
        self.with_whole_history(move || {
            let count = self.history.with_untracked(|history| history.len());
            let said = match save(self) {
                Ok(()) => tr!("Exported {entries}.", entries = entries(count)),
                Err(_) => refused(),
            };
            self.keeper.say(said);
        });
    }

    fn merge(self, entries: Vec<Entry>, damaged: usize) -> String {
        let before = self.history.get_untracked();
        let merged = self
            .history
            .try_update(|history| file::merge(history, entries));
        let merged = merged.unwrap_or_default();
        let said = merged.sentence(damaged);
        let before = before.stored(merged.changed.iter().copied());
        self.offer((!before.is_empty()).then_some(Notice::Imported(before)));
        self.keep(merged.changed);
        said
    }

    async fn save_digits(self) -> Result<String, JsValue> {
        let labeled: Vec<Arc<Entry>> = self.history.with_untracked(|history| history.labeled());
        let (mut digits, mut left_out) = (LabeledDigits::default(), 0);
        for entry in labeled {
            let Some(label) = &entry.label else { continue };
            let images = self.digit_images(&entry, label).await;
            if !digits.add(images, label) {
                left_out += 1;
            }
        }
        if digits.len() > 0 {
            for (name, content) in [
                ("inkling-images-idx3-ubyte.gz", digits.images_file()),
                ("inkling-labels-idx1-ubyte.gz", digits.labels_file()),
            ] {
                download::save_blob(name, &packed(&content).await?)?;
            }
        }
        let mut said = tr!("Exported 1 labeled digit, with its label."
            | "Exported {n} labeled digits, with their labels." % digits.len());
        if left_out > 0 {
            said += " ";
            said += &tr!(
                "Left out: {entries}, for which it is not known which ink is which digit.",
                entries = entries(left_out)
            );
        }
        Ok(said)
    }

    /// What the network sees of each digit; none where that cannot be told.
    async fn digit_images(self, entry: &Entry, label: &str) -> Vec<DigitImage> {
        if label.len() == 1 {
            return preprocess(&entry.drawing).into_iter().collect();
        }
        let Some(segmentation) = segment(&entry.drawing) else {
            return Vec::new();
        };
        let answered = self.ask_browser(&segmentation.images()).await;
        let number = answered
            .ok()
            .and_then(|answered| segmentation.read(answered.predictions));
        let digits = number.iter().flat_map(|number| number.digits());
        digits.map(|digit| digit.image.clone()).collect()
    }
}

/// The sound entries of a file, and how many others there are.
async fn read(file: &File) -> Result<(Vec<Entry>, usize), FileError> {
    if file.size() > file::MAX_BYTES {
        return Err(FileError::TooLarge((file.size() / 1e6) as u64));
    }
    let text = JsFuture::from(file.text())
        .await
        .map_err(|_| FileError::Unreadable)?;
    let text = text.as_string().unwrap_or_default();
    let file = JSON::parse(&text).map_err(|_| FileError::NotJson)?;
    // What is no object has nothing of that name.
    let part = |name: &str| Reflect::get(&file, &name.into()).unwrap_or(JsValue::UNDEFINED);
    file::check_header(
        part("format").as_string().as_deref(),
        part("version").as_f64(),
    )?;
    let values: Array = part("entries")
        .dyn_into()
        .map_err(|_| FileError::NoEntries)?;
    let sound: Vec<Entry> = values
        .iter()
        .filter_map(|value| storage::entry(value).map(Arc::unwrap_or_clone))
        .collect();
    let damaged = values.length() as usize - sound.len();
    if sound.is_empty() && damaged > 0 {
        return Err(FileError::AllDamaged);
    }
    Ok((sound, damaged))
}

/// As gzip, which the training wants, by the browser's own packer.
async fn packed(content: &[u8]) -> Result<Blob, JsValue> {
    let parts = Array::of1(&Uint8Array::from(content));
    let plain = Blob::new_with_u8_array_sequence(&parts)?;
    let packer = CompressionStream::new("gzip")?;
    let stream = plain.stream().pipe_through(packer.unchecked_ref());
    let packed = Response::new_with_opt_readable_stream(Some(&stream))?;
    Ok(JsFuture::from(packed.blob()?).await?.unchecked_into())
}
