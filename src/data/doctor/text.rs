//! The doctor's findings as text.

use std::fmt;

use super::{ClassCount, Report, Spread, WrongExtension};
use crate::data::Unusable;
use crate::text::{DoctorText, Language, printable};

impl Report {
    /// The report in a language, a finding a line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut lines =
            vec![language.fill(DoctorText::Photographs, &[("n", &self.photographs), ("usable", &self.usable)])];
        lines.extend(
            self.notes
                .iter()
                .map(|note| format!("  {}", language.fill(DoctorText::Note, &[("note", &note.sentence(language))]))),
        );
        lines.extend(self.classes.iter().map(|ClassCount { class, photographs, usable }| {
            let values: [(&str, &dyn fmt::Display); 3] =
                [("class", &printable(class)), ("n", photographs), ("usable", usable)];
            format!("  {}", language.fill(DoctorText::Class, &values))
        }));
        lines.extend(self.formats.iter().map(|(format, count)| format!("  {format}: {count}")));
        let spreads = [
            (DoctorText::Width, self.width),
            (DoctorText::Height, self.height),
            (DoctorText::FileBytes, self.file_bytes),
        ];
        lines.extend(spreads.into_iter().filter_map(|(text, spread)| {
            let Spread { min, median, max } = spread?;
            let spread = language.fill(DoctorText::Spread, &[("min", &min), ("max", &max), ("median", &median)]);
            Some(format!("  {}", language.fill(text, &[("spread", &spread)])))
        }));
        lines.push(format!("  {}", language.fill(DoctorText::TurnedByExif, &[("n", &self.exif_turned)])));
        let mut list = |text: DoctorText, items: Vec<String>| {
            lines.push(language.fill(text, &[("n", &items.len())]));
            lines.extend(items.iter().map(|item| format!("  {}", printable(item))));
        };
        let unusable = |file: &Unusable| format!("{}: {}", printable(&file.name), file.reason.localized(language));
        list(DoctorText::Unusable, self.unusable.iter().map(unusable).collect());
        let wrong = |WrongExtension { name, format }: &WrongExtension| {
            language.fill(DoctorText::IsFormat, &[("name", &printable(name)), ("format", format)])
        };
        list(DoctorText::WrongExtension, self.wrong_extension.iter().map(wrong).collect());
        let groups =
            |groups: &[Vec<String>]| groups.iter().map(|group| printable(&group.join(" = ")).into_owned()).collect();
        list(DoctorText::Duplicates, groups(&self.duplicates));
        list(DoctorText::DuplicatesAcrossClasses, groups(&self.duplicates_across_classes));
        lines.join("\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}
