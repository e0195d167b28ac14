//! Notes in the user's language.

use std::fmt::Display;

use super::{LeftOut, Note};
use crate::text::{DataText, Language};

impl Note {
    /// The sentence of the command line in a language; in English that of `Display`.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Portuguese => self.text(language),
        }
    }

    /// The sentence of the window in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Note::EnteredFolder { folder: name } | Note::EnteredArchive { name } => {
                language.fill(DataText::NoteEntered, &[("name", name)])
            }
            Note::UsedTrain { folder, instead_of } if instead_of.is_empty() => {
                language.fill(DataText::NoteEntered, &[("name", folder)])
            }
            Note::UsedTrain { folder, instead_of } => {
                let others = instead_of.join(", ");
                language.fill(DataText::NoteUsedTrain, &[("name", folder), ("others", &others)])
            }
            Note::AssumedEncoding { encoding } => {
                language.fill(DataText::NoteAssumedEncoding, &[("encoding", encoding)])
            }
            Note::NoCategoryColumn { found } => language.fill(DataText::NoteNoCategory, &[("found", found)]),
            Note::OutsideFolder { count, example } => {
                language.count_and_fill(DataText::NoteOutsideFolder, *count, &[("example", example)])
            }
            Note::LeftOut { reason, count, example } => {
                let (count, reason) = (language.integer(*count), language.text(left_out(*reason)));
                let values: [(&str, &dyn Display); 3] = [("n", &count), ("example", example), ("reason", &reason)];
                language.fill(DataText::NoteLeftOut, &values)
            }
        }
    }
}

fn left_out(reason: LeftOut) -> DataText {
    match reason {
        LeftOut::OtherKind => DataText::ReasonOtherKind,
        LeftOut::NoLabel => DataText::ReasonNoLabel,
        LeftOut::BesideClassFolders => DataText::ReasonBeside,
        LeftOut::BelowFlatFolder => DataText::ReasonBelow,
        LeftOut::SplitFolder => DataText::ReasonSplit,
        LeftOut::NotUnicode => DataText::ReasonUnicode,
        LeftOut::Unreadable => DataText::ReasonUnreadable,
        LeftOut::OutsideArchive => DataText::ReasonOutside,
        LeftOut::Repeated => DataText::ReasonRepeated,
    }
}
