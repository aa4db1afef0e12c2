//! Pen digits of the UCI Machine Learning Repository (data set 81), split by writer.

use std::path::{Path, PathBuf};
use std::process::Command;

use thiserror::Error;

use crate::unipen::{self, PenDigit, UnipenError};

/// Path in the data folder.
const FILE: &str = "pendigits/pendigits-orig.tra.Z";

/// Split of the pen digits; no writer is in two splits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Writers 1 to 18, for training.
    Train,
    /// Writers 19 to 24, for choices.
    Validation,
    /// Writers 25 to 30, for the final measurement only.
    Test,
}

impl Split {
    /// Split of a writer; `None` if no writer has that number.
    pub fn of_writer(writer: u8) -> Option<Self> {
        match writer {
            1..=18 => Some(Self::Train),
            19..=24 => Some(Self::Validation),
            25..=30 => Some(Self::Test),
            _ => None,
        }
    }

    /// Digits of this split's writers, in the given order.
    pub fn of(self, digits: &[PenDigit]) -> Vec<&PenDigit> {
        let is_inside = |digit: &&PenDigit| Self::of_writer(digit.writer) == Some(self);
        digits.iter().filter(is_inside).collect()
    }
}

/// Error of loading the pen digits.
#[derive(Debug, Error)]
pub enum LoadError {
    /// gzip cannot be run.
    #[error("cannot run gzip, which unpacks the pen digits: {0}; install it")]
    Gzip(std::io::Error),
    /// gzip cannot decompress the file.
    #[error(
        "cannot unpack {path}: {reason}; fetch the data with `cargo xtask data`, or pass --data"
    )]
    Unpack {
        /// Path of the file.
        path: PathBuf,
        /// Error message of gzip.
        reason: String,
    },
    /// The decompressed text is malformed.
    #[error(transparent)]
    Unipen(#[from] UnipenError),
}

/// Loads all 7,494 digits from `pendigits/` in the folder `data`.
///
/// # Errors
/// If the file is missing or damaged, or gzip is not installed.
pub fn load(data: &Path) -> Result<Vec<PenDigit>, LoadError> {
    let path = data.join(FILE);
    // gzip decompresses the .Z files of Unix compress too.
    let output = Command::new("gzip").arg("-dc").arg(&path).output();
    let output = output.map_err(LoadError::Gzip)?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(LoadError::Unpack { path, reason });
    }
    Ok(unipen::parse(&String::from_utf8_lossy(&output.stdout))?)
}

#[cfg(test)]
mod tests {
    use recognizer::Drawing;

    use super::*;

    #[test]
    fn splits_share_no_writer_and_leave_none_out() {
        let by = |writer| PenDigit {
            label: 3,
            writer,
            drawing: Drawing::default(),
        };
        let digits: Vec<PenDigit> = (0..=31).chain(1..=30).map(by).collect();
        let writers = |split: Split| -> Vec<u8> {
            let mut writers: Vec<u8> = split.of(&digits).iter().map(|digit| digit.writer).collect();
            writers.sort_unstable();
            writers.dedup();
            writers
        };
        let all = [Split::Train, Split::Validation, Split::Test].map(writers);
        assert_eq!(all.each_ref().map(Vec::len), [18, 6, 6]);
        assert_eq!(all.concat(), (1..=30).collect::<Vec<u8>>());
    }

    #[test]
    fn the_error_of_a_missing_file_names_the_command_that_fetches_it() {
        let error = load(Path::new("nowhere")).expect_err("no such folder");
        assert!(error.to_string().contains("cargo xtask data"), "{error}");
    }
}
