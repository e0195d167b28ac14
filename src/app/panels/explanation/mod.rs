//! The explanation of one photograph's prediction: heat maps, feature maps, one activation, perturbations.

pub mod chart;
mod heat;
mod layers;
mod logits;
mod maps;
mod occlusion;
mod output;
mod perturbations;
pub mod place;

use std::fmt::Display;
use std::path::Path;

use eframe::egui::{FontId, Key, Label, Layout, Popup, RichText, TextStyle, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::state::{ExplanationState, ExplanationTab, Opened};
use crate::app::theme::{GAP, INSIDE, TITLE};
use crate::app::widgets::{emphasis, empty_page, middle, sign, small, weak, width_of};
use crate::shared_error::SharedError;
use crate::text::{ExplanationText, PredictionText};

/// Room that a tab's explanation needs beside the tabs, in points.
const EXPLANATION: f32 = 320.0;
/// A photograph's name has at least so much room in the head, if it is as long, in points.
const NAME: f32 = 200.0;

pub fn explanation_ui(ui: &mut Ui, view: &mut View<'_>, explanation: &mut ExplanationState) {
    header_ui(ui, view, explanation);
    let Some(subject) = &explanation.subject else { return };
    match &subject.opened {
        None => {
            weak(ui, view.text(ExplanationText::Opening));
            return;
        }
        Some(Err(reason)) => {
            let reason = reason.localized(view.language);
            empty_page(ui, view.text(ExplanationText::CouldNotOpen), &reason, |ui| {
                if ui.button(view.text(ExplanationText::Back)).clicked() {
                    view.send(Action::CloseExplanation);
                }
            });
            return;
        }
        Some(Ok(_)) => {}
    }
    tabs_ui(ui, view, explanation);
    match explanation.tab {
        ExplanationTab::Heat => heat::heat_ui(ui, view, explanation),
        ExplanationTab::Maps => maps::maps_ui(ui, view, explanation),
        ExplanationTab::Output => output::output_ui(ui, view, explanation),
        ExplanationTab::Perturbations => perturbations::perturbations_ui(ui, view, explanation),
    }
}

/// The back button, the photograph's name and its prediction.
fn header_ui(ui: &mut Ui, view: &mut View<'_>, explanation: &ExplanationState) {
    let escape = !Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape));
    ui.horizontal(|ui| {
        if ui.button(format!("← {}", view.text(ExplanationText::Back))).clicked() || escape {
            view.send(Action::CloseExplanation);
        }
        ui.label(emphasis(view.text(ExplanationText::Explanation)).size(TITLE));
        let Some(subject) = &explanation.subject else { return };
        let Some(opened) = explanation.opened() else { return };
        let [label, _] = opened.view.two_most_probable();
        let share = view.language.percent(f64::from(opened.view.softmax.probabilities[label as usize]), 1);
        let values: [(&str, &dyn Display); 2] =
            [("label", &view.class(&opened.view.classes[label as usize])), ("share", &share)];
        let mut facts = view.language.fill(ExplanationText::Answer, &values);
        if let Some(label) = &subject.label {
            facts = format!(
                "{facts} · {}",
                view.language.fill(ExplanationText::Labelled, &[("label", &view.class(label))])
            );
        }
        let answer = ui.add(Label::new(emphasis(facts)).truncate());
        if opened.view.model.mirror_averaging {
            let explanation = view.text(PredictionText::ExplainedUnmirrored);
            let name = width_of(ui, file_name(&subject.name), &FontId::proportional(12.0)).min(NAME);
            let needed = width_of(ui, explanation, &TextStyle::Small.resolve(ui.style())) + name + INSIDE;
            answer.on_hover_text(explanation);
            // The tooltip carries it where there is too little room.
            if needed <= ui.available_width() {
                small(ui, explanation);
            }
        }
        ui.with_layout(Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let short = file_name(&subject.name);
            let font = FontId::proportional(12.0);
            let origin = view.language.fill(ExplanationText::OfRun, &[("run", &view.run_name(&opened.view.model.run))]);
            small(ui, middle(ui, short, &font, ui.available_width()))
                .on_hover_text(format!("{}\n{origin}", subject.name));
        });
    });
}

/// The last part of a photograph's name.
fn file_name(name: &str) -> &str {
    Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name)
}

fn tabs_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    ui.add_space(GAP);
    ui.horizontal_wrapped(|ui| {
        for tab in ExplanationTab::ALL {
            let (name, meaning) = tab_texts(tab);
            let response = ui.selectable_value(&mut explanation.tab, tab, view.text(name));
            response.on_hover_text(view.text(meaning));
        }
        let meaning = view.text(tab_texts(explanation.tab).1);
        // In a small window the tab's tooltip carries the explanation.
        if ui.available_size_before_wrap().x > EXPLANATION {
            ui.separator();
            ui.add(Label::new(RichText::new(meaning).small().weak()).truncate()).on_hover_text(meaning);
        }
    });
    ui.add_space(GAP);
}

fn tab_texts(tab: ExplanationTab) -> (ExplanationText, ExplanationText) {
    match tab {
        ExplanationTab::Heat => (ExplanationText::TabHeat, ExplanationText::HeatExplained),
        ExplanationTab::Maps => (ExplanationText::TabMaps, ExplanationText::MapsExplained),
        ExplanationTab::Output => (ExplanationText::TabOutput, ExplanationText::OutputExplained),
        ExplanationTab::Perturbations => (ExplanationText::TabPerturbations, ExplanationText::PerturbationsExplained),
    }
}

/// What is shown below, in a line where there is one for it; in a small window the tooltip of its name carries it.
fn sentence_ui(ui: &mut Ui, sentence: &str) {
    if width_of(ui, sentence, &TextStyle::Small.resolve(ui.style())) <= ui.available_width() {
        small(ui, sentence);
        ui.add_space(GAP);
    }
}

/// Why something could not be computed.
fn failure_ui(ui: &mut Ui, view: &View<'_>, reason: &SharedError) {
    ui.label(sign(Severity::Failure, view.tokens, view.language));
    weak(ui, format!("{}: {}", view.text(ExplanationText::CouldNotAnswer), reason.localized(view.language)));
}

/// A class and its probability.
fn class_and_share(view: &View<'_>, opened: &Opened, class: u32) -> String {
    let share = view.language.percent(f64::from(opened.view.softmax.probabilities[class as usize]), 1);
    let values: [(&str, &dyn Display); 2] =
        [("class", &view.class(&opened.view.classes[class as usize])), ("share", &share)];
    view.language.fill(ExplanationText::HeatOf, &values)
}
