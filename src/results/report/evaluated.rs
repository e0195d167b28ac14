//! The figures of the validation photographs: classes, confusion, curves, the worst photographs.

use std::fmt::{Display, Write as _};

use super::figure::{diagonal, figure, shares};
use super::html::{base64, escaped};
use super::predictions::{Validation, Worst};
use crate::charts::{Line, Marker, Series, paper};
use crate::results::{OperatingPoint, Reliability, Scores, ThresholdCurve};
use crate::text::{Language, MatrixText, ReportText};

/// The matrix of more classes cannot be read: the pairs that are confused most are listed, so many of them.
const MATRIX: usize = 40;
const PAIRS: usize = 50;
/// A curve has at most about so many points.
const POINTS: usize = 300;

/// The figures of each class, and the confusion matrix.
pub(super) fn classes(scores: &Scores, language: Language) -> String {
    let mut html = format!("<h2>{}</h2>\n", language.text(ReportText::Evaluated));
    html += &by_class(scores, language);
    html + &if scores.classes.len() > MATRIX { pairs(scores, language) } else { matrix(scores, language) }
}

/// The figures of each class, and their averages.
pub(super) fn by_class(scores: &Scores, language: Language) -> String {
    let text = |word| language.text(word);
    let mut html = format!(
        "<div class=\"wide\"><table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">F1</th><th scope=\"col\">{}</th></tr>\
         </thead><tbody>\n",
        text(ReportText::ByClass),
        text(ReportText::Class),
        text(ReportText::Precision),
        text(ReportText::Recall),
        text(ReportText::Support)
    );
    for class in &scores.classes {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&class.name),
            language.decimal(class.precision, 3),
            language.decimal(class.recall, 3),
            language.decimal(class.f1, 3),
            class.support
        );
    }
    for (name, average) in
        [(MatrixText::MacroMean, scores.macro_average), (MatrixText::WeightedMean, scores.weighted_average)]
    {
        let _ = writeln!(
            html,
            "<tr class=\"mean\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            language.text(name),
            language.decimal(average.precision, 3),
            language.decimal(average.recall, 3),
            language.decimal(average.f1, 3),
            scores.count
        );
    }
    html + "</tbody></table></div>\n"
}

/// All pairs of classes.
fn matrix(scores: &Scores, language: Language) -> String {
    let text = |word| language.text(word);
    let mut html = format!(
        "<h2>{}</h2>\n<div class=\"wide\"><table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>",
        language.text(MatrixText::Title),
        text(ReportText::ConfusionCaption),
        text(ReportText::Label)
    );
    for class in &scores.classes {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(&class.name));
    }
    html += "</tr></thead><tbody>\n";
    for (label, (class, row)) in scores.classes.iter().zip(&scores.confusion).enumerate() {
        let _ = write!(html, "<tr><th scope=\"row\">{}</th>", escaped(&class.name));
        for (predicted, count) in row.iter().enumerate() {
            let kind = if predicted == label { "hit" } else { "miss" };
            let share = *count as f64 / class.support.max(1) as f64;
            let percent = language.percent(share, 1);
            let _ = write!(html, "<td class=\"{kind}\" style=\"--share:{:.2}\">{count} ({percent})</td>", 0.45 * share);
        }
        html += "</tr>\n";
    }
    html + "</tbody></table></div>\n"
}

/// The pairs that are confused most, where the matrix would be too large to read.
fn pairs(scores: &Scores, language: Language) -> String {
    let all = scores.confused_pairs(false);
    let values: [(&str, &dyn Display); 2] =
        [("n", &language.integer(all.len().min(PAIRS))), ("all", &language.integer(all.len()))];
    let mut html = format!(
        "<h2>{}</h2>\n<div class=\"wide\"><table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>\n",
        language.text(MatrixText::Pairs),
        language.fill(MatrixText::PairsShown, &values),
        language.text(ReportText::Label),
        language.text(MatrixText::Predicted).trim_end_matches([' ', '→']),
        language.text(ReportText::Support)
    );
    for pair in all.iter().take(PAIRS) {
        let name = |class: usize| escaped(&scores.classes[class].name);
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{} ({})</td></tr>",
            name(pair.label),
            name(pair.predicted),
            language.integer(pair.count),
            language.percent(pair.share, 1)
        );
    }
    html + "</tbody></table></div>\n"
}

/// For two classes ROC and precision over recall; for any number the reliability, as trained and calibrated.
pub(super) fn curves(validation: &Validation, language: Language) -> String {
    let predictions = validation.predictions();
    let mut figures = String::new();
    // Of more classes there are too many curves.
    let curve = ThresholdCurve::of(predictions, 1).filter(|_| predictions.classes().len() == 2);
    if let Some(curve) = curve {
        let class = predictions.classes()[1].as_str();
        let step = curve.points.len().div_ceil(POINTS).max(1);
        let line = |name, of: &dyn Fn(&OperatingPoint) -> (f64, f64)| {
            let mut points: Vec<(f64, f64)> = curve.points.iter().step_by(step).map(of).collect();
            points.extend(curve.points.last().map(of));
            let name = language.text(name).to_owned();
            Series { name, points, colour: paper::class(1), line: Line::Solid, marker: Marker::None }
        };
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| language.decimal(value, 3));
        let roc = line(ReportText::TruePositive, &|point| (curve.false_positive_rate(point), curve.recall(point)));
        figures += &figure(
            shares(
                language.fill(ReportText::Roc, &[("class", &class)]),
                language.text(ReportText::FalsePositive),
                vec![diagonal(), roc],
            ),
            &language.fill(ReportText::RocDescription, &[("area", &optional(curve.roc_auc()))]),
            language,
        );
        let precision = line(ReportText::Precision, &|point| (curve.recall(point), curve.precision(point)));
        figures += &figure(
            shares(
                language.fill(ReportText::PrecisionRecall, &[("class", &class)]),
                language.text(ReportText::Recall),
                vec![precision],
            ),
            &language.fill(ReportText::AverageDescription, &[("average", &optional(curve.average_precision()))]),
            language,
        );
    }
    figures += &reliability(validation, language);
    format!("<h2>{}</h2>\n<div class=\"plots\">{figures}</div>\n", language.text(ReportText::Curves))
}

fn reliability(validation: &Validation, language: Language) -> String {
    let before = Reliability::of(validation.predictions());
    let mut description =
        language.fill(ReportText::ReliabilityDescription, &[("error", &language.percent(before.error, 1))]);
    let diagram = |reliability: &Reliability, name, line, marker| {
        let filled = reliability.bins.iter().filter(|bin| bin.count > 0);
        let points = filled.map(|bin| (bin.confidence, bin.accuracy)).collect();
        Series { name: language.text(name).to_owned(), points, colour: paper::TEXT, line, marker }
    };
    let mut series = vec![diagonal(), diagram(&before, ReportText::AsTrained, Line::Dashed, Marker::Diamond)];
    if let Some(uncertainty) = validation.uncertainty() {
        let after = Reliability::of(&uncertainty.temperature.applied(validation.predictions()));
        let (t, error) = (language.decimal(uncertainty.temperature.value, 2), language.percent(after.error, 1));
        let values: [(&str, &dyn Display); 2] = [("t", &t), ("after", &error)];
        description = format!("{description}; {}", language.fill(ReportText::CalibratedDescription, &values));
        series.push(diagram(&after, ReportText::Calibrated, Line::Solid, Marker::Circle));
    }
    let (title, x_name) = (language.text(ReportText::Reliability).to_owned(), language.text(ReportText::Confidence));
    figure(shares(title, x_name, series), &description, language)
}

/// The photographs of the highest loss among those that were predicted as another class.
pub(super) fn wrong(worst: &[Worst], language: Language) -> String {
    let mut html = format!(
        "<h2>{}</h2>\n<p>{}</p>\n<ul class=\"photos\">\n",
        language.text(ReportText::Worst),
        language.text(if worst.is_empty() { ReportText::NoneWrong } else { ReportText::WorstBody })
    );
    for Worst { name, label, predicted: (predicted, confidence), png } in worst {
        let share = language.percent(f64::from(*confidence), 1);
        let values: [(&str, &dyn Display); 2] = [("predicted", predicted), ("share", &share)];
        let (labelled, taken) =
            (language.fill(ReportText::Labelled, &[("label", label)]), language.fill(ReportText::Taken, &values));
        let (name, labelled, taken) = (escaped(name), escaped(&labelled), escaped(&taken));
        let picture = png.as_ref().map_or_else(String::new, |png| {
            format!("<img alt=\"{name}: {labelled}, {taken}\" src=\"data:image/png;base64,{}\">", base64(png))
        });
        let _ = writeln!(
            html,
            "<li>{picture}{name}<br><small>{labelled}</small><br><small class=\"wrong\">✗ {taken}</small></li>"
        );
    }
    html + "</ul>\n"
}
