//! Numbers in words, by rules as ICU and Unicode's CLDR write them
//! (<https://unicode-org.github.io/icu/userguide/format_parse/numbers/rbnf.html>).
//!
//! A rule is `base: words`, or `base/radix: words`, and holds from its base to that of the next. In its
//! words `<<` is what its divisor, the largest power of the radix (10) up to the base, goes into the
//! number, `>>` the remainder, `==` the number itself. `<%set<` says it by the rules under `%set:`, and
//! what is in brackets is said unless the remainder is 0.

/// The rules of a language.
pub(crate) struct Spellout(Vec<Rule>);

struct Rule {
    set: String,
    base: u64,
    divisor: u64,
    words: String,
}

impl Spellout {
    /// The rules in these lines. Those before the first set are the ones to begin with.
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

    /// The number in words; in digits where there is no rule for it.
    pub(crate) fn words(&self, number: u64) -> String {
        self.say("", number)
    }

    fn say(&self, set: &str, number: u64) -> String {
        let mut rules = self.0.iter().rev();
        match rules.find(|rule| rule.set == set && rule.base <= number) {
            Some(rule) => self.follow(rule, number),
            None => number.to_string(),
        }
    }

    fn follow(&self, rule: &Rule, number: u64) -> String {
        let (quotient, remainder) = (number / rule.divisor, number % rule.divisor);
        let words = match rule.words.split_once('[').zip(rule.words.split_once(']')) {
            Some(((before, _), (_, after))) if remainder == 0 => [before, after].concat(),
            _ => rule.words.replace(['[', ']'], ""),
        };
        let mut said = String::new();
        let mut parts = words.split_inclusive(['<', '>', '=']);
        // What is between two marks names the set; words come before and after.
        while let Some(before) = parts.next() {
            let mark = before.chars().next_back();
            let part = match mark {
                Some('<') => quotient,
                Some('>') => remainder,
                Some('=') => number,
                _ => return said + before,
            };
            said += &before[..before.len() - 1];
            let name = parts.next().unwrap_or_default();
            said += &self.say(rule.set_of(name), part);
        }
        said
    }
}

impl Rule {
    fn new(set: &str, line: &str) -> Option<Self> {
        let (head, words) = line.split_once(": ")?;
        let (base, radix) = head.split_once('/').unwrap_or((head, "10"));
        let (base, radix): (u64, u64) = (base.parse().ok()?, radix.parse().ok()?);
        let powers = std::iter::successors(Some(1), |power: &u64| power.checked_mul(radix));
        Some(Self {
            set: set.into(),
            base,
            divisor: powers.take_while(|&power| power <= base.max(1)).last()?,
            words: words.into(),
        })
    }

    /// The set that is named before a mark; its own where none is.
    fn set_of<'a>(&'a self, named: &'a str) -> &'a str {
        match &named[..named.len().saturating_sub(1)] {
            "" => &self.set,
            "%" => "",
            set => set,
        }
    }
}
