//! The pen digits of the UCI Machine Learning Repository, and how their writers are divided.

use std::path::{Path, PathBuf};
use std::process::Command;

use thiserror::Error;

use crate::unipen::{self, PenDigit, UnipenError};

const FILE: &str = "pendigits/pendigits-orig.tra.Z";

/// What a writer's digits are for; no writer is in two splits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Writers 1 to 18: what the network is trained on.
    Train,
    /// Writers 19 to 24: what choices are made on.
    Validation,
    /// Writers 25 to 30: what the result is measured on, and nothing else.
    Test,
}

impl Split {
    /// The split of a writer; `None` if nobody has that number.
    pub fn of_writer(writer: u8) -> Option<Self> {
        match writer {
            1..=18 => Some(Self::Train),
            19..=24 => Some(Self::Validation),
            25..=30 => Some(Self::Test),
            _ => None,
        }
    }

    /// The digits of this split's writers, in their order.
    pub fn of(self, digits: &[PenDigit]) -> Vec<&PenDigit> {
        let is_mine = |digit: &&PenDigit| Self::of_writer(digit.writer) == Some(self);
        digits.iter().filter(is_mine).collect()
    }
}

/// Why the pen digits cannot be had.
#[derive(Debug, Error)]
pub enum LoadError {
    /// gzip does not run.
    #[error("cannot run gzip, which unpacks the pen digits: {0}; install it")]
    Gzip(std::io::Error),
    /// gzip does not read the file.
    #[error(
        "cannot unpack {path}: {reason}; fetch the data with `cargo xtask data`, or pass --data"
    )]
    Unpack {
        /// The file.
        path: PathBuf,
        /// What gzip said.
        reason: String,
    },
    /// The unpacked text is not what it should be.
    #[error(transparent)]
    Unipen(#[from] UnipenError),
}

/// All 7,494 digits of the folder `data`, in its `pendigits/`.
///
/// # Errors
/// If the file is missing or damaged, or there is no gzip.
pub fn load(data: &Path) -> Result<Vec<PenDigit>, LoadError> {
    let path = data.join(FILE);
    // gzip reads Unix compress too, and is everywhere where the .Z file can come from.
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
    fn a_missing_file_says_how_to_get_it() {
        let error = load(Path::new("nowhere")).expect_err("no such folder");
        assert!(error.to_string().contains("cargo xtask data"), "{error}");
    }
}
