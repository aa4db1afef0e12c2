//! How often the page is right about the drawings that somebody labeled.

use super::{Entry, History};

/// How many were read right, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) of: usize,
}

/// The labeled drawings, by digit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accuracy {
    /// The digits 0 to 9, where each digit that was drawn is known.
    pub(crate) digits: [Score; 10],
    /// Numbers that were read with more or fewer digits than they have.
    pub(crate) miscounted: usize,
}

/// With fewer digits a percentage says next to nothing.
const FEW: usize = 20;

/// Of the standard normal distribution: 95 % lie within so many deviations.
const Z: f64 = 1.96;

impl Score {
    /// The share that was read right; 0 if there is none.
    pub(crate) fn share(self) -> f64 {
        self.right as f64 / self.of.max(1) as f64
    }

    /// Where the true share lies with 95 % confidence: Wilson's interval, 1927.
    fn interval(self) -> (f64, f64) {
        let (share, of) = (self.share(), self.of as f64);
        let middle = share + Z * Z / (2.0 * of);
        let spread = Z * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
        let scale = 1.0 + Z * Z / of;
        ((middle - spread) / scale, (middle + spread) / scale)
    }
}

impl Accuracy {
    /// What the labels of a history say.
    pub(crate) fn of(history: &History) -> Self {
        let mut accuracy = Self::default();
        history.entries().for_each(|entry| accuracy.add(entry));
        accuracy
    }

    /// Whether nobody has labeled anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.all().of + self.miscounted == 0
    }

    /// All digits together.
    pub(crate) fn all(&self) -> Score {
        let add = |sum: Score, score: &Score| Score {
            right: sum.right + score.right,
            of: sum.of + score.of,
        };
        self.digits.iter().fold(Score::default(), add)
    }

    /// How good that is, and how much it says.
    pub(crate) fn sentence(&self) -> String {
        let all = self.all();
        let Score { right, of } = all;
        let mut sentence = match of {
            0 => String::new(),
            1..FEW => tr!(
                "{right} of {of} digits right. That is too few for a percentage.",
                right = right,
                of = of
            ),
            _ => {
                let (low, high) = all.interval();
                let [share, low, high] =
                    [all.share(), low, high].map(|share| (100.0 * share).round());
                tr!(
                    "{right} of {of} digits right: {share} %. From so many, the true figure lies \
                     between {low} and {high} %, most likely.",
                    right = right,
                    of = of,
                    share = share,
                    low = low,
                    high = high
                )
            }
        };
        if self.miscounted > 0 {
            sentence += " ";
            sentence += &tr!("1 number was read with more or fewer digits than drawn."
                | "{n} numbers were read with more or fewer digits than drawn." % self.miscounted);
        }
        sentence.trim_start().into()
    }

    fn add(&mut self, entry: &Entry) {
        let Some(label) = &entry.label else {
            return;
        };
        if label.len() != entry.number.len() {
            self.miscounted += 1;
            return;
        }
        for (drawn, read) in label.bytes().zip(entry.number.bytes()) {
            if let Some(score) = self.digits.get_mut(usize::from(drawn.wrapping_sub(b'0'))) {
                score.of += 1;
                score.right += usize::from(drawn == read);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{entry, history, labeled};
    use super::*;

    #[test]
    fn digits_count_one_by_one_and_only_where_they_are_known() {
        let entries = [
            entry("5"),
            labeled("7", "1"),
            labeled("1", "1"),
            labeled("20?6", "2026"),
            labeled("4", "11"),
        ];
        let accuracy = Accuracy::of(&history(entries));
        let score = |right, of| Score { right, of };
        assert_eq!(accuracy.digits[1], score(1, 2));
        assert_eq!(accuracy.digits[2], score(1, 2));
        assert_eq!(accuracy.digits[5], score(0, 0));
        assert_eq!((accuracy.all(), accuracy.miscounted), (score(4, 6), 1));
    }

    #[test]
    fn a_sentence_says_no_more_than_the_examples() {
        let of = |right, wrong| {
            let right = std::iter::repeat_n(labeled("7", "7"), right);
            let wrong = std::iter::repeat_n(labeled("7", "1"), wrong);
            Accuracy::of(&history(right.chain(wrong)))
        };
        assert!(of(0, 0).is_empty());
        let few = of(3, 1).sentence();
        assert_eq!(
            few,
            "3 of 4 digits right. That is too few for a percentage."
        );
        let many = of(90, 10).sentence();
        assert!(
            many.contains("90 %") && many.contains("between 83 and 94 %"),
            "{many}"
        );
        let perfect = of(20, 0).sentence();
        assert!(perfect.contains("between 84 and 100 %"), "{perfect}");
    }
}
