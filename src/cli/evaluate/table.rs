//! The figures of an evaluation, aligned.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use crate::results::{ClassScore, Reliability, Scores};
use crate::text::{CliText, Language, printable};

/// Width of each column of figures, and of the widest name that it may have.
const COLUMNS: [(CliText, usize); 4] =
    [(CliText::Precision, 9), (CliText::Recall, 6), (CliText::F1, 6), (CliText::Support, 7)];

/// Loss and accuracy, the figures of each class, the confusion matrix.
pub(super) fn table(scores: &Scores, reliability: &Reliability, language: Language) -> String {
    let Scores { count, loss, accuracy, classes, confusion } = scores;
    let names: Vec<Cow<'_, str>> = classes.iter().map(|class| printable(&class.name)).collect();
    let number = |value: f64| language.point_in(&format!("{value:.4}"));
    let [loss, accuracy, error] = [*loss, *accuracy, reliability.error].map(number);
    let values: [(&str, &dyn Display); 4] = [("n", count), ("loss", &loss), ("accuracy", &accuracy), ("error", &error)];
    let mut text = language.fill(CliText::Scores, &values) + "\n\n";

    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(8);
    let columns = COLUMNS.map(|(name, width)| (language.text(name), width.max(language.text(name).chars().count())));
    let row = |text: &mut String, name: &str, cells: [&str; 4]| {
        let _ = write!(text, "{name:width$}");
        for (cell, (_, width)) in cells.into_iter().zip(columns) {
            let _ = write!(text, "  {cell:>width$}");
        }
        *text += "\n";
    };
    row(&mut text, language.text(CliText::Class), columns.map(|(name, _)| name));
    for (name, ClassScore { precision, recall, f1, support, .. }) in names.iter().zip(classes) {
        let [precision, recall, f1] = [*precision, *recall, *f1].map(number);
        row(&mut text, name, [&precision, &recall, &f1, &support.to_string()]);
    }

    let _ = write!(text, "\n{}\n{:width$}", language.text(CliText::Confusion), "");
    let columns: Vec<usize> = names.iter().map(|name| name.chars().count().max(6)).collect();
    for (name, column) in names.iter().zip(&columns) {
        let _ = write!(text, "  {name:>column$}");
    }
    for (name, row) in names.iter().zip(confusion) {
        let _ = write!(text, "\n{name:width$}");
        for (count, column) in row.iter().zip(&columns) {
            let _ = write!(text, "  {count:>column$}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Predictions;

    fn drawn(language: Language) -> String {
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let classes = vec!["cat".to_owned(), "dog".to_owned()];
        let probabilities = vec![0.75, 0.25, 0.5, 0.5, 0.25, 0.75];
        let predictions = Predictions::new(classes, names, vec![0, 1, 1], probabilities).expect("they fit");
        table(&Scores::of(&predictions), &Reliability::of(&predictions), language)
    }

    #[test]
    fn figures_stand_below_their_names() {
        let text = drawn(Language::English);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("3 photographs: loss 0.4228, accuracy 0.6667, expected calibration error "));
        assert_eq!(lines[2], "class     precision  recall      f1  support");
        assert_eq!(lines[3], "cat          0.5000  1.0000  0.6667        1");
        assert_eq!(
            lines[6..],
            [
                "label (row) and what it was taken for (column)",
                "             cat     dog",
                "cat            1       0",
                "dog            1       1"
            ]
        );
    }

    #[test]
    fn wider_names_widen_their_columns() {
        let text = drawn(Language::Portuguese);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("3 fotos: perda 0,4228, acurácia 0,6667, "));
        assert_eq!(lines[2], "classe     precisão  revocação      f1    total");
        assert_eq!(lines[3], "cat          0,5000     1,0000  0,6667        1");
    }
}
