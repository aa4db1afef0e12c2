//! Digits with what they are, as the training reads them: MNIST's IDX format,
//! <http://yann.lecun.com/exdb/mnist/>.

use recognizer::DigitImage;

const IMAGES: u32 = 0x0803;
const LABELS: u32 = 0x0801;

/// Digit images, and the digit that each shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LabeledDigits {
    images: Vec<DigitImage>,
    labels: Vec<u8>,
}

impl LabeledDigits {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Adds the digits of a number. Returns whether the label says what each of them is.
    pub(crate) fn add(&mut self, images: Vec<DigitImage>, label: &str) -> bool {
        let fits = images.len() == label.len();
        if fits {
            self.images.extend(images);
            let digits = label.bytes().map(|digit| digit.wrapping_sub(b'0'));
            self.labels.extend(digits);
        }
        fits
    }

    /// The images' file, unpacked.
    pub(crate) fn images_file(&self) -> Vec<u8> {
        let side = DigitImage::SIDE as u32;
        let pixels = self.images.iter().flat_map(DigitImage::pixels);
        idx(&[IMAGES, self.len() as u32, side, side], pixels)
    }

    /// The labels' file, unpacked.
    pub(crate) fn labels_file(&self) -> Vec<u8> {
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
    fn the_training_reads_what_is_exported() {
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
