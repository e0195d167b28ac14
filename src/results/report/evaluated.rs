//! What the validation photographs say: classes, confusion, curves, the worst photographs.

use std::fmt::{Display, Write as _};

use super::html::{base64, escaped};
use super::plot::{Line, Plot};
use super::predictions::{Answers, Worst};
use crate::results::{OperatingPoint, Reliability, Scores, ThresholdCurve};
use crate::text::{Language, ReportText};

/// A curve has at most about so many points.
const POINTS: usize = 300;

/// Each class, and which was taken for which.
pub(super) fn classes(scores: &Scores, language: Language) -> String {
    let text = |word| language.text(word);
    let mut html = format!(
        "<h2>{}</h2>\n<div class=\"wide\"><table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">F1</th><th scope=\"col\">{}</th></tr>\
         </thead><tbody>\n",
        text(ReportText::Evaluated),
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
    let _ = write!(
        html,
        "</tbody></table></div>\n<h2>{}</h2>\n<div class=\"wide\"><table><caption>{}</caption><thead><tr>\
         <th scope=\"col\">{}</th>",
        text(ReportText::Confusion),
        text(ReportText::ConfusionCaption),
        text(ReportText::Label)
    );
    for class in &scores.classes {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(&class.name));
    }
    html += "</tr></thead><tbody>\n";
    for (class, row) in scores.classes.iter().zip(&scores.confusion) {
        let _ = write!(html, "<tr><th scope=\"row\">{}</th>", escaped(&class.name));
        for taken in row {
            let share = *taken as f64 / class.support.max(1) as f64;
            let percent = language.percent(share, 1);
            let _ = write!(html, "<td class=\"cell\" style=\"--share:{:.2}\">{taken} ({percent})</td>", 0.45 * share);
        }
        html += "</tr>\n";
    }
    html + "</tbody></table></div>\n"
}

/// For two classes ROC and precision over recall; for any number the reliability, as trained and calibrated.
pub(super) fn curves(answers: &Answers, language: Language) -> String {
    let predictions = answers.predictions();
    let mut plots = String::new();
    if let Some(curve) = ThresholdCurve::of(predictions, 1) {
        let class = predictions.classes()[1].as_str();
        let step = curve.points.len().div_ceil(POINTS).max(1);
        let line = |name, of: &dyn Fn(&OperatingPoint) -> (f64, f64)| {
            let mut points: Vec<(f64, f64)> = curve.points.iter().step_by(step).map(of).collect();
            points.extend(curve.points.last().map(of));
            Line { name, class: "validation", dashed: false, points }
        };
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| language.decimal(value, 3));
        plots += &Plot {
            title: language.fill(ReportText::Roc, &[("class", &class)]),
            description: language.fill(ReportText::RocDescription, &[("area", &optional(curve.roc_auc()))]),
            x: language.text(ReportText::FalsePositive),
            shares: true,
            even: true,
            lines: vec![line(language.text(ReportText::TruePositive), &|point| {
                (curve.false_positive_rate(point), curve.recall(point))
            })],
        }
        .html(language);
        plots += &Plot {
            title: language.fill(ReportText::PrecisionRecall, &[("class", &class)]),
            description: language
                .fill(ReportText::AverageDescription, &[("average", &optional(curve.average_precision()))]),
            x: language.text(ReportText::Recall),
            shares: true,
            even: false,
            lines: vec![line(language.text(ReportText::Precision), &|point| {
                (curve.recall(point), curve.precision(point))
            })],
        }
        .html(language);
    }
    plots += &reliability(answers, language).html(language);
    format!("<h2>{}</h2>\n<div class=\"plots\">{plots}</div>\n", language.text(ReportText::Curves))
}

fn reliability(answers: &Answers, language: Language) -> Plot<'static> {
    let before = Reliability::of(answers.predictions());
    let mut description =
        language.fill(ReportText::ReliabilityDescription, &[("error", &language.percent(before.error, 1))]);
    let mut lines = vec![line(&before, language.text(ReportText::AsTrained), "validation", true)];
    if let Some(uncertainty) = answers.uncertainty() {
        let after = Reliability::of(&uncertainty.temperature.applied(answers.predictions()));
        let (t, error) = (language.decimal(uncertainty.temperature.value, 2), language.percent(after.error, 1));
        let values: [(&str, &dyn Display); 2] = [("t", &t), ("after", &error)];
        description = format!("{description}; {}", language.fill(ReportText::CalibratedDescription, &values));
        lines.push(line(&after, language.text(ReportText::Calibrated), "best", false));
    }
    let (title, x) = (language.text(ReportText::Reliability).to_owned(), language.text(ReportText::Confidence));
    Plot { title, description, x, shares: true, even: true, lines }
}

fn line(reliability: &Reliability, name: &'static str, class: &'static str, dashed: bool) -> Line<'static> {
    let filled = reliability.bins.iter().filter(|bin| bin.count > 0);
    Line { name, class, dashed, points: filled.map(|bin| (bin.confidence, bin.accuracy)).collect() }
}

/// The photographs of the highest loss that were taken for another class.
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
