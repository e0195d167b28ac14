//! The figures of an evaluation, aligned.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use crate::results::{ClassScore, Reliability, Scores};
use crate::text::{CliText, Language, MatrixText, printable};

/// Width of each column of figures, and of the widest name that it may have.
const COLUMNS: [(CliText, usize); 4] =
    [(CliText::Precision, 9), (CliText::Recall, 6), (CliText::F1, 6), (CliText::Support, 7)];

/// The matrix of more classes is wider than any terminal: the pairs that are confused most are listed, so many of them.
const MATRIX: usize = 20;
const PAIRS: usize = 20;

/// Loss and accuracy, the figures of each class and their averages, the confusion matrix.
pub(super) fn table(scores: &Scores, reliability: &Reliability, language: Language) -> String {
    let Scores { count, loss, accuracy, .. } = scores;
    let [loss, accuracy, error] =
        [language.decimal(*loss, 4), language.accuracy(*accuracy), language.percent(reliability.error, 1)];
    let values: [(&str, &dyn Display); 4] = [("n", count), ("loss", &loss), ("accuracy", &accuracy), ("error", &error)];
    let names: Vec<Cow<'_, str>> = scores.classes.iter().map(|class| printable(&class.name)).collect();
    let mut text = language.fill(CliText::Scores, &values) + "\n\n";
    text += &classes(scores, &names, language);
    text += "\n";
    text + &if names.len() > MATRIX { pairs(scores, &names, language) } else { matrix(scores, &names, language) }
}

/// The figures of each class, and their averages.
fn classes(scores: &Scores, names: &[Cow<'_, str>], language: Language) -> String {
    let number = |value: f64| language.decimal(value, 4);
    let averages = [(MatrixText::MacroMean, scores.macro_average), (MatrixText::WeightedMean, scores.weighted_average)]
        .map(|(name, average)| (language.text(name), average));
    let all = names.iter().map(|name| &**name).chain(averages.iter().map(|(name, _)| *name));
    let width = all.map(|name| name.chars().count()).max().unwrap_or(0);
    let columns = COLUMNS.map(|(name, width)| (language.text(name), width.max(language.text(name).chars().count())));
    let row = |text: &mut String, name: &str, cells: [&str; 4]| {
        let _ = write!(text, "{name:width$}");
        for (cell, (_, width)) in cells.into_iter().zip(columns) {
            let _ = write!(text, "  {cell:>width$}");
        }
        *text += "\n";
    };
    let mut text = String::new();
    row(&mut text, language.text(CliText::Class), columns.map(|(name, _)| name));
    for (name, ClassScore { precision, recall, f1, support, .. }) in names.iter().zip(&scores.classes) {
        let [precision, recall, f1] = [*precision, *recall, *f1].map(number);
        row(&mut text, name, [&precision, &recall, &f1, &support.to_string()]);
    }
    text += "\n";
    for (name, average) in averages {
        let [precision, recall, f1] = [average.precision, average.recall, average.f1].map(number);
        row(&mut text, name, [&precision, &recall, &f1, &scores.count.to_string()]);
    }
    text
}

fn matrix(scores: &Scores, names: &[Cow<'_, str>], language: Language) -> String {
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(8);
    let mut text = format!("{}\n{:width$}", language.text(CliText::Confusion), "");
    let columns: Vec<usize> = names.iter().map(|name| name.chars().count().max(6)).collect();
    for (name, column) in names.iter().zip(&columns) {
        let _ = write!(text, "  {name:>column$}");
    }
    for (name, row) in names.iter().zip(&scores.confusion) {
        let _ = write!(text, "\n{name:width$}");
        for (count, column) in row.iter().zip(&columns) {
            let _ = write!(text, "  {count:>column$}");
        }
    }
    text
}

/// The pairs that are confused most.
fn pairs(scores: &Scores, names: &[Cow<'_, str>], language: Language) -> String {
    let all = scores.confused_pairs(false);
    let values: [(&str, &dyn Display); 2] =
        [("n", &language.integer(all.len().min(PAIRS))), ("all", &language.integer(all.len()))];
    let mut text = language.fill(CliText::MostConfused, &values);
    for pair in all.iter().take(PAIRS) {
        let (count, share) = (language.integer(pair.count), language.percent(pair.share, 1));
        let values: [(&str, &dyn Display); 4] =
            [("label", &names[pair.label]), ("predicted", &names[pair.predicted]), ("n", &count), ("share", &share)];
        let _ = write!(text, "\n{}", language.fill(MatrixText::Cell, &values));
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
        assert!(lines[0].starts_with("3 photos: loss 0.4228, accuracy 66.7 %, expected calibration error "), "{text}");
        assert!(lines[0].ends_with(" %"), "{text}");
        assert_eq!(lines[2], "class             precision  recall      f1   photos");
        assert_eq!(lines[3], "cat                  0.5000  1.0000  0.6667        1");
        assert_eq!(
            lines[6..],
            [
                "macro average        0.7500  0.7500  0.6667        3",
                "weighted average     0.8333  0.6667  0.6667        3",
                "",
                "confusion matrix: label (row), predicted (column)",
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
        assert!(lines[0].starts_with("3 fotos: perda 0,4228, acurácia 66,7 %, "), "{text}");
        assert_eq!(lines[2], "classe            precisão  revocação      f1    fotos");
        assert_eq!(lines[3], "cat                 0,5000     1,0000  0,6667        1");
    }

    #[test]
    fn of_many_classes_the_most_confused_pairs_are_listed() {
        let count = 1000;
        let classes: Vec<String> = (0..count).map(|class| format!("class {class:03}")).collect();
        let names = (0..count).map(|photo| format!("{photo}.png")).collect();
        // Each photo is taken for the next class, but for those of class 7, which are right.
        let predicted = |label: usize| if label == 7 { label } else { (label + 1) % count };
        let row = |label: usize| (0..count).map(move |class| if class == predicted(label) { 1.0 } else { 0.0 });
        let probabilities = (0..count).flat_map(row).collect();
        let labels = (0..count as u32).collect();
        let predictions = Predictions::new(classes, names, labels, probabilities).expect("they fit");
        let text = table(&Scores::of(&predictions), &Reliability::of(&predictions), Language::English);
        let lines: Vec<&str> = text.lines().collect();
        let at = lines
            .iter()
            .position(|line| *line == "most confused: the 20 largest of 999 pairs")
            .expect("they are there");
        assert_eq!(lines[at + 1], "class 000, predicted class 001: 1, 100.0 %");
        assert_eq!(lines.len(), at + 1 + PAIRS);
        assert!(lines.iter().all(|line| line.chars().count() < 120), "no line is as wide as the matrix");
    }
}
