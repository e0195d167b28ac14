//! Each class's figures and the confusion matrix as tables on paper.

use crate::charts::{Cell, Table, paper};
use crate::results::Scores;
use crate::text::{Language, ResultsText};

/// Cells of more classes than this have no room for shares.
const FEW: usize = 6;

/// Both tables.
pub(super) fn tables(scores: &Scores, language: Language) -> Vec<Table> {
    let text = |text| language.text(text).to_owned();
    let plain = |text| Cell { text, shade: None };
    let names = || scores.classes.iter().map(|class| class.name.clone());
    let figures = scores.classes.iter().map(|class| {
        let shares = [class.precision, class.recall, class.f1].map(|value| plain(language.decimal(value, 3)));
        shares.into_iter().chain([plain(language.integer(class.support))]).collect()
    });
    let by_class = Table {
        name: text(ResultsText::ByClass),
        columns: [ResultsText::Precision, ResultsText::Recall, ResultsText::F1, ResultsText::Support]
            .map(text)
            .to_vec(),
        rows: names().zip(figures).collect(),
    };
    let matrix = scores.confusion.iter().enumerate().map(|(label, row)| {
        let cell = |(predicted, count): (usize, &usize)| {
            let share = *count as f64 / scores.classes[label].support.max(1) as f64;
            let colour = if label == predicted { paper::BEST } else { paper::STOP };
            let count = language.integer(*count);
            let few = scores.classes.len() <= FEW;
            let text = if few { format!("{count} ({})", language.percent(share, 1)) } else { count };
            Cell { text, shade: Some((colour, 0.4 * share)) }
        };
        row.iter().enumerate().map(cell).collect()
    });
    let confusion =
        Table { name: text(ResultsText::Confusion), columns: names().collect(), rows: names().zip(matrix).collect() };
    vec![by_class, confusion]
}
