//! MNIST's IDX format: <http://yann.lecun.com/exdb/mnist/>.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use thiserror::Error;

const IMAGES: u32 = 0x0803;
const LABELS: u32 = 0x0801;
const SIDE: u32 = 28;

/// A picture of 28×28 intensities, row by row; 0 is paper and 255 is ink.
pub type Image = [u8; 784];

/// Why a file is no IDX file of digits, or cannot become one.
#[derive(Debug, Error)]
pub enum IdxError {
    /// The file cannot be read or is no gzip file.
    #[error("cannot read {0}: {1}; fetch the data with `cargo xtask data`, or pass --data")]
    Read(PathBuf, std::io::Error),
    /// The file cannot be written.
    #[error("cannot write {0}: {1}")]
    Write(PathBuf, std::io::Error),
    /// There are fewer bytes than a header has.
    #[error("the file ends within its header")]
    Header,
    /// The magic number is of another kind of file.
    #[error("the file says that it holds {found:#06x}, expected {expected:#06x}")]
    Kind {
        /// The magic number of what was asked for.
        expected: u32,
        /// The file's magic number.
        found: u32,
    },
    /// Rows and columns are not MNIST's.
    #[error("the images are {0}×{1}, expected 28×28")]
    Shape(u32, u32),
    /// The header and the bytes after it do not agree.
    #[error("the header promises {promised} bytes, the file has {found}")]
    Length {
        /// Bytes that should follow the header.
        promised: u64,
        /// Bytes that do.
        found: u64,
    },
    /// A label is not 0 to 9.
    #[error("label {0} is no digit")]
    Label(u8),
}

/// The unpacked bytes of a gzip file.
///
/// # Errors
/// If the file is missing or is no gzip file.
pub fn unpack(path: &Path) -> Result<Vec<u8>, IdxError> {
    let failed = |error| IdxError::Read(path.to_owned(), error);
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// The images of an IDX3 file, 28×28 each.
///
/// # Errors
/// If the header is not that of such a file, or the images are more or fewer than it says.
pub fn images(bytes: &[u8]) -> Result<Vec<Image>, IdxError> {
    let ([kind, count, rows, columns], pixels) = header::<4>(bytes)?;
    expect_kind(IMAGES, kind)?;
    if (rows, columns) != (SIDE, SIDE) {
        return Err(IdxError::Shape(rows, columns));
    }
    expect_length(u64::from(count) * u64::from(SIDE * SIDE), pixels)?;
    let (images, _) = pixels.as_chunks::<784>();
    Ok(images.to_vec())
}

/// The labels of an IDX1 file, 0 to 9 each.
///
/// # Errors
/// As [`images`], and if a label is no digit.
pub fn labels(bytes: &[u8]) -> Result<Vec<u8>, IdxError> {
    let ([kind, count], labels) = header::<2>(bytes)?;
    expect_kind(LABELS, kind)?;
    expect_length(u64::from(count), labels)?;
    match labels.iter().find(|&&label| label > 9) {
        Some(&label) => Err(IdxError::Label(label)),
        None => Ok(labels.to_vec()),
    }
}

/// Writes the images as a gzip-compressed IDX3 file.
///
/// # Errors
/// If the file cannot be written.
pub fn write_images(path: &Path, images: &[Image]) -> Result<(), IdxError> {
    let header = [IMAGES, images.len() as u32, SIDE, SIDE];
    pack(path, &header, images.as_flattened())
}

/// Writes the labels as a gzip-compressed IDX1 file.
///
/// # Errors
/// If the file cannot be written.
pub fn write_labels(path: &Path, labels: &[u8]) -> Result<(), IdxError> {
    pack(path, &[LABELS, labels.len() as u32], labels)
}

fn pack(path: &Path, header: &[u32], content: &[u8]) -> Result<(), IdxError> {
    let written = std::fs::File::create(path).and_then(|file| {
        // Fast: thin strokes on paper do not get much smaller with more effort.
        let mut encoder = GzEncoder::new(file, Compression::fast());
        for word in header {
            encoder.write_all(&word.to_be_bytes())?;
        }
        encoder.write_all(content)?;
        encoder.finish()?.sync_all()
    });
    written.map_err(|error| IdxError::Write(path.to_owned(), error))
}

/// The first `N` big-endian words, and what follows them.
fn header<const N: usize>(bytes: &[u8]) -> Result<([u32; N], &[u8]), IdxError> {
    let (words, rest) = bytes.split_at_checked(4 * N).ok_or(IdxError::Header)?;
    let (words, _) = words.as_chunks::<4>();
    let word = |index: usize| u32::from_be_bytes(words[index]);
    Ok((std::array::from_fn(word), rest))
}

fn expect_kind(expected: u32, found: u32) -> Result<(), IdxError> {
    (found == expected)
        .then_some(())
        .ok_or(IdxError::Kind { expected, found })
}

fn expect_length(promised: u64, content: &[u8]) -> Result<(), IdxError> {
    let found = content.len() as u64;
    (found == promised)
        .then_some(())
        .ok_or(IdxError::Length { promised, found })
}

#[cfg(test)]
mod tests;
