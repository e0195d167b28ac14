//! Each class's figures and the confusion matrix as tables on paper.

use std::fmt::Display;

use crate::charts::{Cell, Table, paper};
use crate::results::{Average, Scores};
use crate::text::{Language, MatrixText, ResultsText};

/// Cells of more classes than this have no room for shares.
const FEW: usize = 6;
/// The matrix of more classes has no room on paper: the pairs that are confused most stand for it.
const MATRIX: usize = 24;
/// So many classes, those with the lowest F1, and so many pairs are listed.
const LISTED: usize = 60;

/// Both tables.
pub(super) fn tables(scores: &Scores, language: Language) -> Vec<Table> {
    let is_many = scores.classes.len() > MATRIX;
    vec![by_class(scores, language), if is_many { pairs(scores, language) } else { matrix(scores, language) }]
}

fn by_class(scores: &Scores, language: Language) -> Table {
    let mut order: Vec<usize> = (0..scores.classes.len()).collect();
    let mut name = language.text(MatrixText::Classes).to_owned();
    if order.len() > LISTED {
        order.sort_by(|a, b| scores.classes[*a].f1.total_cmp(&scores.classes[*b].f1));
        order.truncate(LISTED);
        let values: [(&str, &dyn Display); 2] = [("n", &LISTED), ("all", &language.integer(scores.classes.len()))];
        name = format!("{name} ({})", language.fill(MatrixText::LowestF1, &values));
    }
    let row = |name: &str, Average { precision, recall, f1 }, support| {
        let shares = [precision, recall, f1].map(|value| language.decimal(value, 3));
        let cells = shares.into_iter().chain([language.integer(support)]).map(|text| Cell { text, shade: None });
        (name.to_owned(), cells.collect())
    };
    let of_class = |class: &usize| {
        let score = &scores.classes[*class];
        let average = Average { precision: score.precision, recall: score.recall, f1: score.f1 };
        row(&score.name, average, score.support)
    };
    let means = [(MatrixText::MacroMean, scores.macro_average), (MatrixText::WeightedMean, scores.weighted_average)];
    let means = means.map(|(name, average)| row(language.text(name), average, scores.count));
    let columns = [ResultsText::Precision, ResultsText::Recall, ResultsText::F1, ResultsText::Support];
    Table {
        name,
        columns: columns.map(|text| language.text(text).to_owned()).to_vec(),
        rows: order.iter().map(of_class).chain(means).collect(),
    }
}

fn matrix(scores: &Scores, language: Language) -> Table {
    let names = || scores.classes.iter().map(|class| class.name.clone());
    let rows = scores.confusion.iter().enumerate().map(|(label, row)| {
        let cell = |(predicted, count): (usize, &usize)| {
            let share = scores.share(label, predicted);
            let colour = if label == predicted { paper::BEST } else { paper::STOP };
            let count = language.integer(*count);
            let few = scores.classes.len() <= FEW;
            let text = if few { format!("{count} ({})", language.percent(share, 1)) } else { count };
            Cell { text, shade: Some((colour, 0.4 * share)) }
        };
        row.iter().enumerate().map(cell).collect()
    });
    let axes = [MatrixText::Label, MatrixText::Predicted].map(|text| language.text(text));
    Table {
        name: format!("{} ({})", language.text(MatrixText::Title), axes.join(", ")),
        columns: names().collect(),
        rows: names().zip(rows).collect(),
    }
}

fn pairs(scores: &Scores, language: Language) -> Table {
    let row = |pair: &crate::results::ConfusedPair| {
        let predicted = scores.classes[pair.predicted].name.clone();
        let cells = [predicted, language.integer(pair.count), language.percent(pair.share, 1)];
        (scores.classes[pair.label].name.clone(), cells.map(|text| Cell { text, shade: None }).to_vec())
    };
    let columns = [MatrixText::Predicted, MatrixText::Photos, MatrixText::ByShare];
    Table {
        name: language.text(MatrixText::Pairs).to_owned(),
        columns: columns.map(|text| language.text(text).to_owned()).to_vec(),
        rows: scores.confused_pairs(false).iter().take(LISTED).map(row).collect(),
    }
}
