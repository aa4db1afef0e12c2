//! IDX, the file format of MNIST: <http://yann.lecun.com/exdb/mnist/>.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use thiserror::Error;

/// Magic numbers: unsigned bytes in three dimensions and in one.
const IMAGES: u32 = 0x0803;
const LABELS: u32 = 0x0801;
const SIDE: u32 = 28;

/// Image of 28×28 intensities, row by row; 0 is paper and 255 is ink.
pub type Image = [u8; 784];

/// Error of reading or writing an IDX file of digits.
#[derive(Debug, Error)]
pub enum IdxError {
    /// The file cannot be read or is not a gzip file.
    #[error("cannot read {0}: {1}; fetch the data with `cargo xtask data`, or pass --data")]
    Read(PathBuf, std::io::Error),
    /// The file cannot be written.
    #[error("cannot write {0}: {1}")]
    Write(PathBuf, std::io::Error),
    /// The content is shorter than a header.
    #[error("the file ends within its header")]
    Header,
    /// The magic number is another one.
    #[error("the file has the magic number {found:#06x}, expected {expected:#06x}")]
    Kind {
        /// Magic number of the requested kind.
        expected: u32,
        /// Magic number of the file.
        found: u32,
    },
    /// The images are not 28×28; rows and columns.
    #[error("the images are {0}×{1}, expected 28×28")]
    Shape(u32, u32),
    /// The length of the content differs from that in the header.
    #[error("the header promises {promised} bytes, the file has {found}")]
    Length {
        /// Bytes that should follow the header.
        promised: u64,
        /// Bytes that follow the header.
        found: u64,
    },
    /// A label is not 0 to 9.
    #[error("label {0} is not a digit")]
    Label(u8),
}

/// Decompresses a gzip file.
///
/// # Errors
/// [`IdxError::Read`] if the file cannot be read or is not a gzip file.
pub fn unpack(path: &Path) -> Result<Vec<u8>, IdxError> {
    let failed = |error| IdxError::Read(path.to_owned(), error);
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// Parses the images of an IDX3 file, 28×28 each.
///
/// # Errors
/// If the header is not that of such a file, or the number of images differs from it.
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

/// Parses the labels of an IDX1 file, 0 to 9 each.
///
/// # Errors
/// If the header is not that of such a file, the number of labels differs from it, or a label is
/// not a digit.
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
/// [`IdxError::Write`] if the file cannot be written.
pub fn write_images(path: &Path, images: &[Image]) -> Result<(), IdxError> {
    let header = [IMAGES, images.len() as u32, SIDE, SIDE];
    pack(path, &header, images.as_flattened())
}

/// Writes the labels as a gzip-compressed IDX1 file.
///
/// # Errors
/// [`IdxError::Write`] if the file cannot be written.
pub fn write_labels(path: &Path, labels: &[u8]) -> Result<(), IdxError> {
    pack(path, &[LABELS, labels.len() as u32], labels)
}

fn pack(path: &Path, header: &[u32], content: &[u8]) -> Result<(), IdxError> {
    let written = std::fs::File::create(path).and_then(|file| {
        // Higher levels hardly compress thin strokes on paper further.
        let mut encoder = GzEncoder::new(file, Compression::fast());
        for word in header {
            encoder.write_all(&word.to_be_bytes())?;
        }
        encoder.write_all(content)?;
        encoder.finish()?.sync_all()
    });
    written.map_err(|error| IdxError::Write(path.to_owned(), error))
}

/// Splits off the first `N` big-endian words.
fn header<const N: usize>(bytes: &[u8]) -> Result<([u32; N], &[u8]), IdxError> {
    let (words, rest) = bytes.split_at_checked(4 * N).ok_or(IdxError::Header)?;
    let (words, _) = words.as_chunks::<4>();
    let word = |index: usize| u32::from_be_bytes(words[index]);
    Ok((std::array::from_fn(word), rest))
}

fn expect_kind(expected: u32, found: u32) -> Result<(), IdxError> {
    if found == expected {
        Ok(())
    } else {
        Err(IdxError::Kind { expected, found })
    }
}

fn expect_length(promised: u64, content: &[u8]) -> Result<(), IdxError> {
    let found = content.len() as u64;
    if found == promised {
        Ok(())
    } else {
        Err(IdxError::Length { promised, found })
    }
}

#[cfg(test)]
mod tests;
