//! What the validation photographs say: classes, confusion, curves, the worst photographs.

use std::fmt::{Display, Write as _};

use super::answers::{Answers, Worst};
use super::html::{base64, escaped};
use super::plot::{Line, Plot};
use super::words::{Language, Word};
use crate::results::{Cut, Cuts, Reliability, Scores};

/// A curve has at most about so many points.
const POINTS: usize = 300;

/// Each class, and which was taken for which.
pub(super) fn classes(scores: &Scores, language: Language) -> String {
    let text = |word| language.text(word);
    let mut html = format!(
        "<h2>{}</h2>\n<div class=\"wide\"><table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">F1</th><th scope=\"col\">{}</th></tr>\
         </thead><tbody>\n",
        text(Word::Judged),
        text(Word::ByClass),
        text(Word::Class),
        text(Word::Precision),
        text(Word::Recall),
        text(Word::Support)
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
        text(Word::Confusion),
        text(Word::ConfusionCaption),
        text(Word::Label)
    );
    for class in &scores.classes {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(&class.name));
    }
    html += "</tr></thead><tbody>\n";
    for (class, row) in scores.classes.iter().zip(&scores.confusion) {
        let _ = write!(html, "<tr><th scope=\"row\">{}</th>", escaped(&class.name));
        for taken in row {
            let share = *taken as f64 / class.support.max(1) as f64;
            let percent = language.percent(share);
            let _ = write!(html, "<td class=\"cell\" style=\"--share:{:.2}\">{taken} ({percent})</td>", 0.45 * share);
        }
        html += "</tr>\n";
    }
    html + "</tbody></table></div>\n"
}

/// For two classes ROC and precision over recall; for any number the reliability, as trained and calibrated.
pub(super) fn curves(answers: &Answers, language: Language) -> String {
    let judgements = answers.judgements();
    let mut plots = String::new();
    if let Some(cuts) = Cuts::of(judgements, 1) {
        let class = judgements.classes()[1].as_str();
        let step = cuts.cuts.len().div_ceil(POINTS).max(1);
        let curve = |name, of: &dyn Fn(&Cut) -> (f64, f64)| {
            let mut points: Vec<(f64, f64)> = cuts.cuts.iter().step_by(step).map(of).collect();
            points.extend(cuts.cuts.last().map(of));
            Line { name, class: "validation", dashed: false, points }
        };
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| language.decimal(value, 3));
        plots += &Plot {
            title: language.fill(Word::Roc, &[("class", &class)]),
            twin: language.fill(Word::RocTwin, &[("area", &optional(cuts.roc_auc()))]),
            x: language.text(Word::FalsePositive),
            shares: true,
            even: true,
            lines: vec![curve(language.text(Word::TruePositive), &|cut| {
                (cuts.false_positive_rate(cut), cuts.recall(cut))
            })],
        }
        .html(language);
        plots += &Plot {
            title: language.fill(Word::PrecisionRecall, &[("class", &class)]),
            twin: language.fill(Word::AverageTwin, &[("average", &optional(cuts.average_precision()))]),
            x: language.text(Word::Recall),
            shares: true,
            even: false,
            lines: vec![curve(language.text(Word::Precision), &|cut| (cuts.recall(cut), cuts.precision(cut)))],
        }
        .html(language);
    }
    plots += &reliability(answers, language).html(language);
    format!("<h2>{}</h2>\n<div class=\"plots\">{plots}</div>\n", language.text(Word::Curves))
}

fn reliability(answers: &Answers, language: Language) -> Plot<'static> {
    let before = Reliability::of(answers.judgements());
    let mut twin = language.fill(Word::ReliabilityTwin, &[("error", &language.percent(before.error))]);
    let mut lines = vec![line(&before, language.text(Word::AsTrained), "validation", true)];
    if let Some(doubt) = answers.doubt() {
        let after = Reliability::of(&doubt.temperature.applied(answers.judgements()));
        let (t, error) = (language.decimal(doubt.temperature.value, 2), language.percent(after.error));
        let values: [(&str, &dyn Display); 2] = [("t", &t), ("after", &error)];
        twin = format!("{twin}; {}", language.fill(Word::CalibratedTwin, &values));
        lines.push(line(&after, language.text(Word::Calibrated), "best", false));
    }
    let (title, x) = (language.text(Word::Reliability).to_owned(), language.text(Word::Confidence));
    Plot { title, twin, x, shares: true, even: true, lines }
}

fn line(reliability: &Reliability, name: &'static str, class: &'static str, dashed: bool) -> Line<'static> {
    let filled = reliability.bins.iter().filter(|bin| bin.count > 0);
    Line { name, class, dashed, points: filled.map(|bin| (bin.confidence, bin.accuracy)).collect() }
}

/// The photographs of the highest loss that were taken for another class.
pub(super) fn wrong(worst: &[Worst], language: Language) -> String {
    let mut html = format!(
        "<h2>{}</h2>\n<p>{}</p>\n<ul class=\"photos\">\n",
        language.text(Word::Worst),
        language.text(if worst.is_empty() { Word::NoneWrong } else { Word::WorstBody })
    );
    for Worst { name, label, predicted: (predicted, confidence), png } in worst {
        let share = language.percent(f64::from(*confidence));
        let values: [(&str, &dyn Display); 2] = [("predicted", predicted), ("share", &share)];
        let (labelled, taken) =
            (language.fill(Word::Labelled, &[("label", label)]), language.fill(Word::Taken, &values));
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
