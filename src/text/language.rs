//! The languages of the program.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use super::{Phrase, numbers, printable};

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    English,
    /// Brazilian Portuguese.
    Portuguese,
}

impl Language {
    /// The system's language: Portuguese where its locale is, English otherwise.
    #[must_use]
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::English, |locale| Self::of_locale(&locale))
    }

    /// The language for a locale such as `pt_BR.UTF-8` or `en-GB`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("pt") { Self::Portuguese } else { Self::English }
    }

    /// The language of a terminal: that of the first of `LC_ALL`, `LC_MESSAGES` and `LANG` with a value, as in POSIX.
    /// `variable` reads the environment.
    #[must_use]
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        locale.map_or(Self::English, |locale| Self::of_locale(&locale))
    }

    /// The other language, for the switch in the top line.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Portuguese,
            Self::Portuguese => Self::English,
        }
    }

    /// As HTML and the command line name it: `en`, `pt-BR`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Portuguese => "pt-BR",
        }
    }

    /// A number that has been written with a point, with the language's own mark.
    #[must_use]
    pub fn point_in(self, number: &str) -> String {
        number.replace('.', self.point())
    }

    /// A phrase as it stands.
    #[must_use]
    pub fn text(self, phrase: impl Phrase) -> &'static str {
        match self {
            Self::English => phrase.english(),
            Self::Portuguese => phrase.portuguese(),
        }
    }

    /// A phrase with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(self, phrase: impl Phrase, values: &[(&str, &dyn Display)]) -> String {
        fill(self.text(phrase), values)
    }

    /// The form of a phrase for `n` things, with `{n}` replaced by the number.
    #[must_use]
    pub fn count(self, phrase: impl Phrase, n: usize) -> String {
        self.count_and_fill(phrase, n, &[])
    }

    /// The form of a phrase for `n` things, with `{n}` replaced by the number and each other `{name}` by its value.
    #[must_use]
    pub fn count_and_fill(self, phrase: impl Phrase, n: usize, values: &[(&str, &dyn Display)]) -> String {
        let text = self.text(phrase);
        let form = text.split_once('|').map_or(text, |(one, many)| if n == 1 { one } else { many });
        let count = self.integer(n);
        let all: Vec<(&str, &dyn Display)> = values.iter().copied().chain([("n", &count as &dyn Display)]).collect();
        fill(form, &all)
    }

    /// A whole number with its thousands apart: 4,000 or 4.000.
    #[must_use]
    pub fn integer(self, n: usize) -> String {
        numbers::grouped(n, self.thousands())
    }

    /// A number with a fixed count of decimals: 0.815 or 0,815. A dash where there is no number.
    #[must_use]
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        numbers::fixed(value, decimals, self.point())
    }

    /// A share of one as a percentage, halves rounded up: 97 %.
    #[must_use]
    pub fn percent(self, share: f64, decimals: usize) -> String {
        let percent = self.decimal(numbers::half_up(share * 100.0, decimals), decimals);
        if share.is_finite() { format!("{percent} %") } else { percent }
    }

    /// An accuracy, 0 to 1, as it is written everywhere: 53.8 %, rounded half up from the count that it comes from.
    #[must_use]
    pub fn accuracy(self, share: f64) -> String {
        self.percent(share, 1)
    }

    /// A number as short as it can be written without loss of meaning (learning rates, factors): 0.005, 0.0001.
    #[must_use]
    pub fn short(self, value: f64) -> String {
        numbers::short(value).replace('.', self.point())
    }

    /// A large number with a unit of thousands: 2,048, 18.5 k, 12.9 M.
    #[must_use]
    pub fn magnitude(self, n: u64) -> String {
        numbers::magnitude(n).map_or_else(|| self.integer(n as usize), |text| self.point_in(&text))
    }

    /// A size with its unit: 2,048 B, 18.5 kB, 12.9 MB.
    #[must_use]
    pub fn bytes(self, n: u64) -> String {
        numbers::magnitude(n)
            .map_or_else(|| format!("{} B", self.integer(n as usize)), |text| self.point_in(&text) + "B")
    }

    /// A number that was typed, with a point or a comma before its fraction.
    #[must_use]
    pub fn typed(text: &str) -> Option<f64> {
        numbers::typed(text)
    }

    /// Seconds as a clock: 0:18, 12:05, 1:02:03.
    #[must_use]
    pub fn duration(seconds: f64) -> String {
        numbers::clock(seconds)
    }

    /// Seconds that are left, as roughly as they are known: 20 s, 45 min, 2 h 10 min.
    #[must_use]
    pub fn remaining(seconds: f64) -> String {
        numbers::remaining(seconds)
    }

    /// Seconds with their units: 3.2 s, 48 s, 3 min 05 s, 2 h 10 min.
    #[must_use]
    pub fn elapsed(self, seconds: f64) -> String {
        numbers::with_units(seconds).replace('.', self.point())
    }

    const fn thousands(self) -> char {
        match self {
            Self::English => ',',
            Self::Portuguese => '.',
        }
    }

    /// What stands between a number and its fraction.
    #[must_use]
    pub const fn decimal_point(self) -> char {
        match self {
            Self::English => '.',
            Self::Portuguese => ',',
        }
    }

    const fn point(self) -> &'static str {
        match self {
            Self::English => ".",
            Self::Portuguese => ",",
        }
    }
}

/// Each `{name}` is looked up once, so that a value with braces of its own stays as it is. A value is one line, whatever
/// a file's name has in it.
fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = place {
            filled.push_str(&printable(&value.to_string()));
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled + rest
}
