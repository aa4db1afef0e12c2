//! Pictures in place of the drawing, which stays as it is meanwhile.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::Session;
use crate::answer::Answer;
use crate::errand::Broken;
use crate::picture::{ObjectUrl, Picture, judge, refusal};
use crate::scanner::{ScanError, Scanned, scan};

impl Session {
    /// Reads this picture.
    pub(crate) fn choose_picture(self, file: File) {
        let name = file.name();
        self.stop_waiting();
        self.close_picture();
        if let Some(refusal) = refusal(&name, file.size()) {
            return self.picture_error.set(Some(refusal));
        }
        let Some(url) = ObjectUrl::new(&file) else {
            return self.looked(Err(ScanError::Broken(Broken::Died)), &name);
        };
        self.answer.set(Answer::Loading);
        self.picture.set(Some(Picture {
            id: self.next_question(),
            name: name.clone(),
            url: Arc::new(url),
            sketch: None,
        }));
        match scan(file, move |scanned| self.looked(scanned, &name)) {
            Ok(scanner) => self.scanner.set_value(Some(scanner)),
            Err(_) => self.fail_picture(tr!("This browser starts no worker for pictures.")),
        }
    }

    /// Goes back to the drawing.
    pub(crate) fn close_picture(self) {
        self.scanner.set_value(None);
        self.picture_error.set(None);
        if self.picture.with_untracked(Option::is_some) {
            self.forget_answer();
            self.picture.set(None);
        }
    }

    /// Whether a picture is looked at, and not yet read.
    pub(crate) fn is_scanning(self) -> bool {
        let is_unread = |picture: &Picture| picture.sketch.is_none();
        self.picture
            .with(|picture| picture.as_ref().is_some_and(is_unread))
    }

    fn looked(self, scanned: Scanned, name: &str) {
        let sketch = match judge(name, scanned) {
            Ok(sketch) => sketch,
            Err(error) => return self.fail_picture(error),
        };
        self.picture.update(|picture| {
            if let Some(picture) = picture {
                picture.sketch = Some(Arc::new(sketch));
            }
        });
        self.end_scanner();
        self.predict();
    }

    fn fail_picture(self, error: String) {
        self.end_scanner();
        self.picture.set(None);
        self.answer.set(Answer::Blank);
        self.picture_error.set(Some(error));
    }

    /// In a task of its own: the scanner is what is calling.
    fn end_scanner(self) {
        let scanner = self.scanner.try_update_value(Option::take).flatten();
        queue_microtask(move || drop(scanner));
    }
}
