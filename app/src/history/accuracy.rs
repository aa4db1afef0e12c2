//! Accuracy of the page on labeled entries.

use super::entries::Entries;
use super::entry::Entry;

/// Number of correct answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) correct: usize,
    pub(super) total: usize,
}

/// Scores on labeled entries, by digit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Accuracy {
    /// Scores of the digits 0 to 9, by label. Entries whose label has another length are left out.
    pub(super) digits: [Score; 10],
    /// Number of entries whose label has more or fewer digits than the answer.
    pub(super) miscounted: usize,
}

/// Minimum number of digits for a percentage: the confidence interval of fewer is too wide.
const MIN_TOTAL: usize = 20;

/// Two-sided 95 % quantile of the standard normal distribution.
const Z: f64 = 1.96;

impl Score {
    /// Share of correct answers, 0 to 1; 0 if the total is 0.
    fn share(self) -> f64 {
        self.correct as f64 / self.total.max(1) as f64
    }

    /// Confidence interval of the share at 95 %: the score interval of Wilson, 1927.
    fn interval(self) -> (f64, f64) {
        let (share, n) = (self.share(), self.total as f64);
        let center = share + Z * Z / (2.0 * n);
        let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        ((center - spread) / scale, (center + spread) / scale)
    }
}

impl Accuracy {
    /// Accuracy on the labeled ones among these entries.
    pub(super) fn of(entries: &Entries) -> Self {
        let mut accuracy = Self::default();
        entries.iter().for_each(|entry| accuracy.add(entry));
        accuracy
    }

    /// Whether no entry is labeled.
    pub(super) fn is_empty(&self) -> bool {
        self.all().total + self.miscounted == 0
    }

    /// Score of all digits together.
    fn all(&self) -> Score {
        let add = |sum: Score, score: &Score| Score {
            correct: sum.correct + score.correct,
            total: sum.total + score.total,
        };
        self.digits.iter().fold(Score::default(), add)
    }

    /// Summary with the confidence interval.
    pub(super) fn sentence(&self) -> String {
        let all = self.all();
        let Score { correct, total } = all;
        let mut sentence = match total {
            0 => String::new(),
            1..MIN_TOTAL => tr!(
                "{right} of {of} digits right. That is too few for a percentage.",
                right = correct,
                of = total
            ),
            _ => {
                let (low, high) = all.interval();
                let [share, low, high] =
                    [all.share(), low, high].map(|share| (100.0 * share).round());
                tr!(
                    "{right} of {of} digits right: {share} %. From so many, the true figure lies \
                     between {low} and {high} %, most likely.",
                    right = correct,
                    of = total,
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
                score.total += 1;
                score.correct += usize::from(drawn == read);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::entries::tests::{entries, entry, labeled};
    use super::*;

    #[test]
    fn each_digit_counts_if_the_label_has_as_many_digits_as_the_answer() {
        let list = [
            entry("5"),
            labeled("7", "1"),
            labeled("1", "1"),
            labeled("20?6", "2026"),
            labeled("4", "11"),
        ];
        let accuracy = Accuracy::of(&entries(list));
        let score = |correct, total| Score { correct, total };
        assert_eq!(accuracy.digits[1], score(1, 2));
        assert_eq!(accuracy.digits[2], score(1, 2));
        assert_eq!(accuracy.digits[5], score(0, 0));
        assert_eq!((accuracy.all(), accuracy.miscounted), (score(4, 6), 1));
    }

    #[test]
    fn a_sentence_claims_no_more_than_the_sample_shows() {
        let of = |correct, wrong| {
            let correct = std::iter::repeat_n(labeled("7", "7"), correct);
            let wrong = std::iter::repeat_n(labeled("7", "1"), wrong);
            Accuracy::of(&entries(correct.chain(wrong)))
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
