//! Pictures that are read in place of the drawing, which stays unchanged meanwhile.

mod camera;
mod file;
mod pixel_grid;
mod scanner;
mod sources;
mod trace;
mod view;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use web_sys::File;

use crate::drawing::Pad;
use crate::engines::one_shot_worker::WorkerError;
use crate::engines::running_worker::RunningWorker;
use crate::recognition::{ObjectUrl, Picture, Recognition, Shown};
pub(crate) use camera::CameraDialog;
pub(crate) use file::is_picture;
use file::{check, refusal};
pub(crate) use pixel_grid::PixelGridDialog;
use scanner::{ScanError, Scanned, scan};
pub(crate) use sources::{PictureError, PictureSources};
pub(crate) use trace::trace;
pub(crate) use view::PictureView;

/// Handle to the picture on the screen and to its scan. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Pictures {
    pad: Pad,
    recognition: Recognition,
    /// Reason why the last picture could not be read, as a sentence.
    error: RwSignal<Option<String>>,
    ids: StoredValue<u32>,
    scanner: StoredValue<Option<RunningWorker>, LocalStorage>,
    /// What the picture that is being scanned covers; it stays if that cannot be read.
    covered: StoredValue<Option<Shown>>,
    /// Picture whose scanner could not be fetched.
    postponed: StoredValue<Option<File>, LocalStorage>,
    on_ready: StoredValue<Option<Callback<()>>>,
}

impl Pictures {
    /// Handle without a picture.
    pub(crate) fn new(pad: Pad, recognition: Recognition) -> Self {
        Self {
            pad,
            recognition,
            error: RwSignal::new(None),
            ids: StoredValue::new(0),
            scanner: StoredValue::new_local(None),
            covered: StoredValue::new(None),
            postponed: StoredValue::new_local(None),
            on_ready: StoredValue::new(None),
        }
    }

    /// Registers what runs once a picture has been scanned and can be recognized.
    pub(crate) fn on_ready(self, callback: Callback<()>) {
        self.on_ready.set_value(Some(callback));
    }

    /// Removes an error once the drawing changes. Once there is a connection, opens a picture again whose
    /// scanner could not be fetched.
    pub(crate) fn follow(self) {
        Effect::new(move |_| {
            self.pad.state.track();
            self.forget_error();
        });
        let online = window_event_listener(ev::online, move |_| {
            if let Some(file) = self.postponed.try_update_value(Option::take).flatten() {
                self.open(file);
            }
        });
        on_cleanup(move || online.remove());
    }

    /// Removes the error about the last picture.
    pub(crate) fn forget_error(self) {
        self.postponed.set_value(None);
        self.error.maybe_update(|error| error.take().is_some());
    }

    /// Shows the picture in place of the drawing and scans it for digits. If it cannot be read, what was
    /// there before is shown again.
    pub(crate) fn open(self, file: File) {
        self.pad.stop_waiting();
        self.forget_error();
        let name = file.name();
        if let Some(refusal) = refusal(&name, file.size()) {
            return self.error.set(Some(refusal));
        }
        let Some(url) = ObjectUrl::new(&file) else {
            return self.finish(&file, Err(ScanError::Worker(WorkerError::Died)));
        };
        // A picture that is still being scanned was not read: what it covers stays.
        if !self.recognition.is_scanning() {
            self.covered.set_value(Some(Shown::of(self.recognition)));
        }
        self.recognition.wait();
        self.recognition.picture.set(Some(Picture {
            id: self.next_id(),
            name,
            url: Arc::new(url),
            sketch: None,
        }));
        match scan(file.clone(), move |scanned| self.finish(&file, scanned)) {
            Ok(scanner) => self.scanner.set_value(Some(scanner)),
            Err(_) => self.fail(tr!("This browser starts no worker for pictures.")),
        }
    }

    /// Returns to the drawing.
    pub(crate) fn close(self) {
        self.scanner.set_value(None);
        self.covered.set_value(None);
        self.forget_error();
        if self.is_open() {
            self.recognition.forget();
            self.recognition.picture.set(None);
        }
    }

    /// Whether a picture is shown, without subscribing to it.
    pub(crate) fn is_open(self) -> bool {
        self.recognition.picture.with_untracked(Option::is_some)
    }

    fn finish(self, file: &File, scanned: Scanned) {
        let is_postponed = scanned == Err(ScanError::Worker(WorkerError::Load));
        let sketch = match check(&file.name(), scanned) {
            Ok(sketch) => sketch,
            Err(message) => {
                self.fail(message);
                let postponed = is_postponed.then(|| file.clone());
                return self.postponed.set_value(postponed);
            }
        };
        self.covered.set_value(None);
        self.recognition.picture.update(|picture| {
            if let Some(picture) = picture {
                picture.sketch = Some(Arc::new(sketch));
            }
        });
        self.stop_scanner();
        if let Some(on_ready) = self.on_ready.get_value() {
            on_ready.run(());
        }
    }

    fn fail(self, message: String) {
        self.stop_scanner();
        if let Some(covered) = self.covered.try_update_value(Option::take).flatten() {
            covered.restore(self.recognition);
        }
        self.error.set(Some(message));
    }

    fn next_id(self) -> u32 {
        self.ids.update_value(|id| *id = id.wrapping_add(1));
        self.ids.get_value()
    }

    /// Drops the scanner in a microtask, because the running callback belongs to it.
    fn stop_scanner(self) {
        let scanner = self.scanner.try_update_value(Option::take).flatten();
        queue_microtask(move || drop(scanner));
    }
}
