//! Notes in the user's language.

use std::fmt::Display;
use std::path::PathBuf;

use super::{LeftOut, Note, Offer, Part};
use crate::text::{DataText, Language, printable};

impl Note {
    /// The sentence of the command line in a language; in English that of `Display`.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Portuguese => self.in_terminal(language),
        }
    }

    /// The sentence of the window in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Note::EnteredFolder { folder: name } | Note::EnteredArchive { name } => {
                language.fill(DataText::NoteEntered, &[("name", &printable(name))])
            }
            Note::UsedTrain { folder, instead_of } if instead_of.is_empty() => {
                language.fill(DataText::NoteEntered, &[("name", &printable(folder))])
            }
            Note::UsedTrain { folder, instead_of } => {
                let others = instead_of.join(", ");
                language.fill(DataText::NoteUsedTrain, &[("name", &printable(folder)), ("others", &printable(&others))])
            }
            Note::LeftOutPart { part, folder, count, offer } => {
                let offer = match offer {
                    Offer::Evaluate(path) => Some((DataText::NoteEvaluateInWindow, path)),
                    Offer::Predict(path) => Some((DataText::NotePredictInWindow, path)),
                    Offer::Nothing => None,
                };
                of_part(language, *part, folder, *count, offer)
            }
            Note::SameClass { class } => language.fill(DataText::NoteSameClass, &[("class", &printable(class))]),
            Note::AssumedEncoding { encoding } => {
                language.fill(DataText::NoteAssumedEncoding, &[("encoding", encoding)])
            }
            Note::NoCategoryColumn { found } => language.fill(DataText::NoteNoCategory, &[("found", found)]),
            Note::OutsideFolder { count, example } => {
                language.count_and_fill(DataText::NoteOutsideFolder, *count, &[("example", example)])
            }
            Note::LeftOut { reason, count, example, .. } => {
                let (count, reason) = (language.integer(*count), language.text(left_out(*reason)));
                let values: [(&str, &dyn Display); 3] =
                    [("n", &count), ("example", &printable(example)), ("reason", &reason)];
                language.fill(DataText::NoteLeftOut, &values)
            }
        }
    }

    /// Each file that it names with the reason, for a list of what is left out, and how many more there are.
    #[must_use]
    pub fn left_out(&self, language: Language) -> Option<(&[String], &'static str, usize)> {
        match self {
            Note::LeftOut { reason, count, names, .. } => {
                Some((names, language.text(left_out(*reason)), count.saturating_sub(names.len())))
            }
            _ => None,
        }
    }

    /// The sentence of the window, but for parts, which are named with the commands that take them.
    pub(super) fn in_terminal(&self, language: Language) -> String {
        let Note::LeftOutPart { part, folder, count, offer } = self else { return self.text(language) };
        let offer = match offer {
            Offer::Evaluate(path) => Some((DataText::NoteEvaluateInTerminal, path)),
            Offer::Predict(path) => Some((DataText::NotePredictInTerminal, path)),
            Offer::Nothing => None,
        };
        of_part(language, *part, folder, *count, offer)
    }
}

/// What is said of a part that was left out, followed by what can be done with it.
fn of_part(language: Language, part: Part, folder: &str, count: usize, offer: Option<(DataText, &PathBuf)>) -> String {
    let kind = match part {
        Part::Training => DataText::NoteTrainingPart,
        Part::Validation => DataText::NoteValidationPart,
        Part::Testing => DataText::NoteTestingPart,
    };
    let sentence = language.count_and_fill(kind, count, &[("folder", &printable(folder))]);
    let Some((offer, path)) = offer else { return sentence };
    let path = path.display().to_string();
    let quoted = if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path };
    format!("{sentence}; {}", language.fill(offer, &[("path", &printable(&quoted))]))
}

fn left_out(reason: LeftOut) -> DataText {
    match reason {
        LeftOut::OtherKind => DataText::ReasonOtherKind,
        LeftOut::NoLabel => DataText::ReasonNoLabel,
        LeftOut::BesideClassFolders => DataText::ReasonBeside,
        LeftOut::BelowFlatFolder => DataText::ReasonBelow,
        LeftOut::NotUnicode => DataText::ReasonUnicode,
        LeftOut::Unreadable => DataText::ReasonUnreadable,
        LeftOut::OutsideArchive => DataText::ReasonOutside,
        LeftOut::Encrypted => DataText::ReasonEncrypted,
        LeftOut::Compression => DataText::ReasonCompression,
        LeftOut::Archive => DataText::ReasonArchive,
        LeftOut::Repeated => DataText::ReasonRepeated,
    }
}
