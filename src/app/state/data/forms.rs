//! Names that look the same and are not: their accents are part of a letter in one, and characters of their own in another.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization as _;

/// How a name's accents are written, where another name differs in nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnicodeForm {
    /// As parts of their letters: NFC.
    Composed,
    /// As characters of their own, or some of them: NFD.
    Decomposed,
}

impl UnicodeForm {
    /// What Unicode calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Composed => "NFC",
            Self::Decomposed => "NFD",
        }
    }
}

/// The places of names that differ from another only by their form, with the form.
pub(super) fn forms_of<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<usize, UnicodeForm> {
    let mut same: HashMap<String, Vec<(usize, UnicodeForm)>> = HashMap::new();
    for (place, name) in names.enumerate().filter(|(_, name)| !name.is_ascii()) {
        let composed: String = name.nfc().collect();
        let form = if composed == name { UnicodeForm::Composed } else { UnicodeForm::Decomposed };
        same.entry(composed).or_default().push((place, form));
    }
    same.into_values().filter(|places| places.len() > 1).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_look_like_another_are_marked() {
        let names = ["caf\u{e9}.png", "cafe\u{301}.png", "mac\u{327}a\u{303}.png", "cafe.png", "\u{e9}.png"];
        let forms = forms_of(names.into_iter());
        assert_eq!(forms, BTreeMap::from([(0, UnicodeForm::Composed), (1, UnicodeForm::Decomposed)]));
    }
}
