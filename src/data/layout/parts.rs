//! Folders that hold a part of a data set, and whose names are therefore no classes.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

/// What the photographs of a part are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// To learn from.
    Training,
    /// To choose a network by.
    Validation,
    /// To evaluate a network, or to be classified by it.
    Testing,
}

/// Words beside the one that names the part, separated from it or not, as in `training_set` and `TestImages`.
const FILLERS: [&str; 14] = [
    "dataset", "data", "set", "images", "image", "imgs", "img", "photos", "photo", "pictures", "fotos", "imagens",
    "dados", "conjunto",
];

impl Part {
    fn of_word(word: &str) -> Option<Self> {
        let stem = FILLERS.iter().find_map(|filler| word.strip_suffix(filler)).unwrap_or(word);
        Some(match stem {
            "train" | "training" | "treino" | "treinamento" => Self::Training,
            "val" | "valid" | "validation" | "validacao" | "validação" => Self::Validation,
            "test" | "testing" | "eval" | "evaluation" | "pred" | "prediction" | "teste" | "avaliacao"
            | "avaliação" => Self::Testing,
            _ => return None,
        })
    }
}

/// A folder's name, taken apart.
struct Name {
    part: Part,
    /// The words that say neither which part nor that it is one, as `seg` in `seg_train`.
    rest: Vec<String>,
}

impl Name {
    /// `None` if it names no part, or several, as `train_test_split`.
    fn parse(folder: &str) -> Option<Self> {
        let lower: String = folder.nfc().flat_map(char::to_lowercase).collect();
        let words = lower
            .split(|letter: char| !letter.is_alphanumeric())
            .map(|word| word.trim_end_matches(|letter: char| letter.is_ascii_digit()))
            .filter(|word| !word.is_empty() && !FILLERS.contains(word));
        let mut found = None;
        let mut rest = Vec::new();
        for word in words {
            match Part::of_word(word) {
                Some(_) if found.is_some() => return None,
                Some(part) => found = Some(part),
                None => rest.push(word.to_owned()),
            }
        }
        found.map(|part| Self { part, rest })
    }
}

/// Which of the folders beside each other are parts: `train`, `Training_set`, or `seg_train` beside `seg_test`.
pub(super) fn parts<'a>(folders: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, Part> {
    let named: Vec<(&str, Name)> = folders.filter_map(|folder| Some((folder, Name::parse(folder)?))).collect();
    let is_part = |name: &Name| {
        name.rest.is_empty() || named.iter().any(|(_, other)| other.rest == name.rest && other.part != name.part)
    };
    named.iter().filter(|(_, name)| is_part(name)).map(|(folder, name)| (*folder, name.part)).collect()
}

/// Of several folders to train on, the one with the plainest name.
pub(super) fn training_folder<'a>(parts: &BTreeMap<&'a str, Part>) -> Option<&'a str> {
    let plainness = |folder: &&str| (Name::parse(folder).map_or(0, |name| name.rest.len()), folder.len());
    let training = parts.iter().filter(|(_, part)| **part == Part::Training).map(|(folder, _)| *folder);
    training.min_by_key(plainness)
}

/// Whether a file's name without its extension says that it holds what is to be trained on.
pub(super) fn is_training_name(stem: &str) -> bool {
    Name::parse(stem).is_some_and(|name| name.part == Part::Training)
}
