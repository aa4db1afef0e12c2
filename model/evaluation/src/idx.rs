//! MNIST's IDX format: <http://yann.lecun.com/exdb/mnist/>.

use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use thiserror::Error;

const IMAGES: u32 = 0x0803;
const LABELS: u32 = 0x0801;
const SIDE: u32 = 28;

/// Why a file is no IDX file of digits.
#[derive(Debug, Error)]
pub(crate) enum IdxError {
    #[error("cannot read {0}: {1}; fetch the data with `cargo xtask data`, or pass --data")]
    Read(PathBuf, std::io::Error),
    #[error("the file ends within its header")]
    Header,
    #[error("the file says that it holds {found:#06x}, expected {expected:#06x}")]
    Kind { expected: u32, found: u32 },
    #[error("the images are {0}×{1}, expected 28×28")]
    Shape(u32, u32),
    #[error("the header promises {promised} bytes, the file has {found}")]
    Length { promised: u64, found: u64 },
    #[error("label {0} is no digit")]
    Label(u8),
}

/// The unpacked bytes of a gzip file.
pub(crate) fn unpack(path: &Path) -> Result<Vec<u8>, IdxError> {
    let failed = |error| IdxError::Read(path.to_owned(), error);
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// The images of an IDX3 file, 784 bytes each.
pub(crate) fn images(bytes: &[u8]) -> Result<Vec<[u8; 784]>, IdxError> {
    let ([kind, count, rows, columns], pixels) = header::<4>(bytes)?;
    expect_kind(IMAGES, kind)?;
    if (rows, columns) != (SIDE, SIDE) {
        return Err(IdxError::Shape(rows, columns));
    }
    expect_length(u64::from(count) * u64::from(SIDE * SIDE), pixels)?;
    let (images, _) = pixels.as_chunks::<784>();
    Ok(images.to_vec())
}

/// The labels of an IDX1 file.
pub(crate) fn labels(bytes: &[u8]) -> Result<Vec<u8>, IdxError> {
    let ([kind, count], labels) = header::<2>(bytes)?;
    expect_kind(LABELS, kind)?;
    expect_length(u64::from(count), labels)?;
    match labels.iter().find(|&&label| label > 9) {
        Some(&label) => Err(IdxError::Label(label)),
        None => Ok(labels.to_vec()),
    }
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
mod tests {
    use super::*;

    fn file(words: &[u32], content: &[u8]) -> Vec<u8> {
        let header = words.iter().flat_map(|word| word.to_be_bytes());
        header.chain(content.iter().copied()).collect()
    }

    #[test]
    fn whole_files_are_read() {
        let images = images(&file(&[0x0803, 2, 28, 28], &[7; 1568])).expect("whole");
        assert_eq!(images, [[7; 784]; 2]);
        let labels = labels(&file(&[0x0801, 3], &[1, 2, 9])).expect("whole");
        assert_eq!(labels, [1, 2, 9]);
    }

    #[test]
    fn damaged_files_are_refused_with_the_reason() {
        struct Case {
            name: &'static str,
            bytes: Vec<u8>,
            reason: &'static str,
        }
        let case = |name, bytes, reason| Case {
            name,
            bytes,
            reason,
        };
        let cases = [
            case("empty", vec![], "ends within its header"),
            case("cut header", vec![0, 0, 8, 3, 0], "ends within its header"),
            case(
                "labels",
                file(&[0x0801, 1, 28, 28], &[0; 784]),
                "holds 0x0801",
            ),
            case("wide", file(&[0x0803, 1, 28, 29], &[0; 812]), "28×29"),
            case(
                "short",
                file(&[0x0803, 1, 28, 28], &[0; 783]),
                "the file has 783",
            ),
            case(
                "long",
                file(&[0x0803, 1, 28, 28], &[0; 785]),
                "the file has 785",
            ),
            case(
                "huge",
                file(&[0x0803, u32::MAX, 28, 28], &[]),
                "the file has 0",
            ),
        ];
        for Case {
            name,
            bytes,
            reason,
        } in cases
        {
            let error = images(&bytes).expect_err(name).to_string();
            assert!(error.contains(reason), "{name}: {error}");
        }
        let error = labels(&file(&[0x0801, 1], &[10])).expect_err("label");
        assert_eq!(error.to_string(), "label 10 is no digit");
    }
}
