//! The differences between two runs as sentences.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use crate::app::panels::curves::{field_name, value_text};
use crate::app::widgets::{emphasis, weak};
use crate::results::{ComparedRun, Comparison, NotShared, Shared};
use crate::text::{ComparisonText, Language, printable};

/// So many photographs are named in a line, and under the pointer.
const NAMED: usize = 8;
const HOVERED: usize = 100;

pub fn words_ui(ui: &mut Ui, view: &View<'_>, compared: &Comparison) {
    ui.label(emphasis(view.text(ComparisonText::Words)));
    ui.label(match &compared.shared {
        Ok(shared) => shared_words(view.language, shared),
        Err(NotShared::NoPhotograph) => format!("⚠ {}", view.text(ComparisonText::NotShared)),
        Err(NotShared::OtherPhotographs) => format!("⚠ {}", view.text(ComparisonText::OtherPhotographs)),
    });
    if let Ok(shared) = &compared.shared {
        for (text, names) in
            [(ComparisonText::BecameRight, &shared.became_right), (ComparisonText::BecameWrong, &shared.became_wrong)]
        {
            ui.label(format!("• {}", photographs(view, text, names))).on_hover_text(listed(names, HOVERED));
        }
    }
    for (run, name) in compared.runs.iter().zip([ComparisonText::First, ComparisonText::Second]) {
        ui.label(format!("• {}", decisions(view, run, name)));
    }
    if compared.differences.is_empty() {
        weak(ui, view.text(ComparisonText::NoDifference));
    }
    for difference in &compared.differences {
        let value = |run: usize| {
            value_text(view.language, &difference.field, difference.values.get(run).and_then(Option::as_deref))
        };
        let [first, second] = [0, 1].map(value);
        let field = field_name(view.language, &difference.field);
        let values: [(&str, &dyn Display); 3] = [("field", &field), ("first", &first), ("second", &second)];
        ui.label(format!("• {}", view.language.fill(ComparisonText::Changed, &values)));
    }
}

/// How many photographs, and the first of their names.
fn photographs(view: &View<'_>, text: ComparisonText, names: &[String]) -> String {
    let count = view.language.count(text, names.len());
    if names.is_empty() { count } else { format!("{count}: {}", listed(names, NAMED)) }
}

/// The first `most` names.
fn listed(names: &[String], most: usize) -> String {
    let shown: Vec<_> = names.iter().take(most).map(|name| printable(name)).collect();
    let rest = if names.len() > most { ", …" } else { "" };
    format!("{}{rest}", shown.join(", "))
}

fn decisions(view: &View<'_>, run: &ComparedRun, name: ComparisonText) -> String {
    let name = view.text(name);
    if run.decisions.is_none() {
        return view.language.fill(ComparisonText::NoDecisions, &[("run", &name)]);
    }
    let values: [(&str, &dyn Display); 4] = [
        ("run", &name),
        ("relabelled", &run.decisions.relabelled),
        ("excluded", &run.decisions.excluded),
        ("doubtful", &run.decisions.flagged),
    ];
    view.language.fill(ComparisonText::Decisions, &values)
}

fn shared_words(language: Language, shared: &Shared) -> String {
    let [first, second] = &shared.scores;
    let number = |value: f64| language.decimal(value, 3);
    let values: [(&str, &dyn Display); 5] = [
        ("n", &language.integer(shared.count)),
        ("first", &language.accuracy(first.accuracy)),
        ("second", &language.accuracy(second.accuracy)),
        ("a", &number(first.loss)),
        ("b", &number(second.loss)),
    ];
    let sentence = language.fill(ComparisonText::Shared, &values);
    if shared.relabelled == 0 {
        return sentence;
    }
    format!("{sentence} {}", language.count(ComparisonText::SharedRelabelled, shared.relabelled))
}
