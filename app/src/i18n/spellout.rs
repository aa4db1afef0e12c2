//! Numbers in words by rule-based number formats of ICU and Unicode CLDR
//! (<https://unicode-org.github.io/icu/userguide/format_parse/numbers/rbnf.html>).
//!
//! A rule is `base: template` or `base/radix: template` and applies from its base up to the next rule's.
//! Its divisor is the largest power of the radix (default 10) that does not exceed the base. In the
//! template, `<<` stands for the quotient of the number by the divisor, `>>` for the remainder and `==`
//! for the number itself, each spelled out; `<%set<` uses the rules under `%set:` for it. Brackets
//! enclose a part that is left out when the remainder is 0.

/// Spell-out rules of a language.
pub(crate) struct Spellout(Vec<Rule>);

struct Rule {
    set: String,
    base: u64,
    divisor: u64,
    template: String,
}

impl Spellout {
    /// Parses rules, one per line. Those before the first `%set:` line form the initial set.
    pub(crate) fn new(lines: &str) -> Self {
        let mut set = "";
        let mut rules = Vec::new();
        for line in lines.lines() {
            match line.strip_suffix(':') {
                Some(name) => set = name,
                None => rules.extend(Rule::new(set, line)),
            }
        }
        Self(rules)
    }

    /// Number in words; in digits if no rule applies.
    pub(crate) fn spell_out(&self, number: u64) -> String {
        self.spell_out_by("", number)
    }

    fn spell_out_by(&self, set: &str, number: u64) -> String {
        let mut rules = self.0.iter().rev();
        match rules.find(|rule| rule.set == set && rule.base <= number) {
            Some(rule) => self.apply(rule, number),
            None => number.to_string(),
        }
    }

    fn apply(&self, rule: &Rule, number: u64) -> String {
        let (quotient, remainder) = (number / rule.divisor, number % rule.divisor);
        let brackets = rule
            .template
            .split_once('[')
            .zip(rule.template.split_once(']'));
        let template = match brackets {
            Some(((before, _), (_, after))) if remainder == 0 => [before, after].concat(),
            _ => rule.template.replace(['[', ']'], ""),
        };
        let mut words = String::new();
        let mut parts = template.split_inclusive(['<', '>', '=']);
        // Odd parts are literal text; even ones name the rule set between two marks.
        while let Some(before) = parts.next() {
            let mark = before.chars().next_back();
            let operand = match mark {
                Some('<') => quotient,
                Some('>') => remainder,
                Some('=') => number,
                _ => return words + before,
            };
            words += &before[..before.len() - 1];
            let name = parts.next().unwrap_or_default();
            words += &self.spell_out_by(rule.referenced_set(name), operand);
        }
        words
    }
}

impl Rule {
    fn new(set: &str, line: &str) -> Option<Self> {
        let (head, template) = line.split_once(": ")?;
        let (base, radix) = head.split_once('/').unwrap_or((head, "10"));
        let (base, radix): (u64, u64) = (base.parse().ok()?, radix.parse().ok()?);
        let powers = std::iter::successors(Some(1), |power: &u64| power.checked_mul(radix));
        Some(Self {
            set: set.into(),
            base,
            divisor: powers.take_while(|&power| power <= base.max(1)).last()?,
            template: template.into(),
        })
    }

    /// Rule set named between two marks, which `name` includes the second of; the rule's own set if
    /// there is no name.
    fn referenced_set<'a>(&'a self, name: &'a str) -> &'a str {
        match &name[..name.len().saturating_sub(1)] {
            "" => &self.set,
            "%" => "",
            set => set,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Language;
    use crate::i18n::translation::tests::catalog;

    fn spellout(language: Language) -> Spellout {
        if language == Language::English {
            return Spellout::new(include_str!("../../locales/spellout-en.txt"));
        }
        let catalog = catalog(language.tag());
        let lines = catalog["spellout"].as_array().expect("rules").iter();
        let lines: Vec<&str> = lines.filter_map(|line| line.as_str()).collect();
        Spellout::new(&lines.join("\n"))
    }

    fn check(language: Language, expected: &[(u64, &str)]) {
        let spellout = spellout(language);
        for &(number, words) in expected {
            assert_eq!(spellout.spell_out(number), words, "{number}");
        }
    }

    #[test]
    fn numbers_are_spelled_out_in_german() {
        check(
            Language::German,
            &[
                (0, "null"),
                (1, "eins"),
                (21, "einundzwanzig"),
                (101, "einhunderteins"),
                (2_026, "zweitausendsechsundzwanzig"),
                (101_000, "einhunderteintausend"),
                (1_000_000, "eine Million"),
                (21_000_001, "einundzwanzig Millionen eins"),
                (101_000_000_000, "einhunderteine Milliarden"),
            ],
        );
    }

    #[test]
    fn numbers_are_spelled_out_in_french() {
        check(
            Language::French,
            &[
                (0, "zéro"),
                (21, "vingt et un"),
                (71, "soixante et onze"),
                (80, "quatre-vingts"),
                (91, "quatre-vingt-onze"),
                (201, "deux cent un"),
                (280, "deux cent quatre-vingts"),
                (2_026, "deux mille vingt-six"),
                (80_000, "quatre-vingt mille"),
                (200_000, "deux cent mille"),
                (200_000_000, "deux cents millions"),
                (1_000_000_001, "un milliard un"),
            ],
        );
    }

    #[test]
    fn numbers_are_spelled_out_in_spanish() {
        check(
            Language::Spanish,
            &[
                (0, "cero"),
                (26, "veintiséis"),
                (31, "treinta y uno"),
                (100, "cien"),
                (101, "ciento uno"),
                (555, "quinientos cincuenta y cinco"),
                (2_026, "dos mil veintiséis"),
                (21_001, "veintiún mil uno"),
                (1_000_000, "un millón"),
                (31_000_000_000, "treinta y un mil millones"),
            ],
        );
    }

    #[test]
    fn numbers_are_spelled_out_in_arabic() {
        check(
            Language::Arabic,
            &[
                (0, "صفر"),
                (7, "سبعة"),
                (12, "اثنا عشر"),
                (42, "اثنان وأربعون"),
                (200, "مائتان"),
                (2_026, "ألفان وستة وعشرون"),
                (3_000, "ثلاثة آلاف"),
                (11_000, "أحد عشر ألفًا"),
                (200_000, "مائتا ألف"),
                (103_000, "مائة وثلاثة آلاف"),
                (101_000, "مائة ألف وألف"),
                (2_000_001, "مليونان وواحد"),
            ],
        );
    }

    proptest! {
        #[test]
        fn different_numbers_have_different_words(one in 0..10u64.pow(12), scale in 0..12u32, other in 0..10u64.pow(12)) {
            let (one, other) = (one / 10u64.pow(scale), other / 10u64.pow(scale));
            for language in Language::ALL {
                let spellout = spellout(language);
                let [words, others] = [one, other].map(|number| spellout.spell_out(number));
                prop_assert!(!words.contains(|it: char| it.is_ascii_digit()), "{}", words);
                prop_assert!(!words.is_empty() && words.trim() == words, "{}", words);
                prop_assert_eq!(words == others, one == other);
            }
        }
    }
}
