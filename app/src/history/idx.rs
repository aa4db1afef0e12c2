//! Labeled digit images in the IDX format of MNIST, which the training reads:
//! <http://yann.lecun.com/exdb/mnist/>.

use recognizer::DigitImage;

/// Magic number of unsigned bytes in three dimensions.
const IMAGES: u32 = 0x0803;
/// Magic number of unsigned bytes in one dimension.
const LABELS: u32 = 0x0801;

/// Digit images with their labels, 0 to 9.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LabeledDigits {
    images: Vec<DigitImage>,
    labels: Vec<u8>,
}

impl LabeledDigits {
    /// Number of digits.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Adds the digits of a number. Returns `false`, and adds none, if the label has another length.
    pub(super) fn add(&mut self, images: Vec<DigitImage>, label: &str) -> bool {
        let fits = images.len() == label.len();
        if fits {
            self.images.extend(images);
            let digits = label.bytes().map(|digit| digit.wrapping_sub(b'0'));
            self.labels.extend(digits);
        }
        fits
    }

    /// Uncompressed image file.
    pub(super) fn images_file(&self) -> Vec<u8> {
        let side = DigitImage::SIDE as u32;
        let pixels = self.images.iter().flat_map(DigitImage::pixels);
        idx(&[IMAGES, self.len() as u32, side, side], pixels)
    }

    /// Uncompressed label file.
    pub(super) fn labels_file(&self) -> Vec<u8> {
        idx(&[LABELS, self.len() as u32], &self.labels)
    }
}

fn idx<'a>(header: &[u32], content: impl IntoIterator<Item = &'a u8>) -> Vec<u8> {
    let mut file: Vec<u8> = header.iter().flat_map(|word| word.to_be_bytes()).collect();
    file.extend(content);
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use handwriting::idx;

    #[test]
    fn training_reads_the_exported_files() {
        let image = |pixel| DigitImage::new([pixel; DigitImage::PIXELS]);
        let mut digits = LabeledDigits::default();
        assert!(digits.add(vec![image(1), image(2)], "42"));
        assert!(!digits.add(vec![image(3)], "42"));
        assert!(digits.add(vec![image(9)], "0"));
        assert_eq!(
            idx::labels(&digits.labels_file()).expect("labels"),
            [4, 2, 0]
        );
        let images = idx::images(&digits.images_file()).expect("images");
        assert_eq!(images, [[1; 784], [2; 784], [9; 784]]);
        assert_eq!(digits.len(), 3);
    }
}
