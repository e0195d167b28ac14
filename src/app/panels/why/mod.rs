//! One photograph and why the network answers as it does: heat maps, feature maps, one number, nudges.

mod chart;
mod heat;
mod layers;
mod maps;
mod nudges;
mod occlusion;
mod output;
mod place;

use std::fmt::Display;
use std::path::Path;

use eframe::egui::{FontId, Key, Label, Layout, Popup, RichText, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::state::{Opened, WhyState, WhyTab, run_name};
use crate::app::texts::WhyText;
use crate::app::theme::{GAP, TITLE};
use crate::app::widgets::{emphasis, empty_page, middle, sign, small, weak};
use crate::engine::ModelOrigin;
use crate::reason::Reason;

/// Room that a tab's explanation needs beside the tabs, in points.
const EXPLANATION: f32 = 320.0;

pub fn why_ui(ui: &mut Ui, view: &mut View<'_>, why: &mut WhyState) {
    header_ui(ui, view, why);
    let Some(asking) = &why.asking else { return };
    match &asking.opened {
        None => {
            weak(ui, view.text(WhyText::Opening));
            return;
        }
        Some(Err(reason)) => {
            let reason = view.language.reason(reason);
            empty_page(ui, view.text(WhyText::CouldNotOpen), &reason, |ui| {
                if ui.button(view.text(WhyText::Back)).clicked() {
                    view.send(Action::CloseWhy);
                }
            });
            return;
        }
        Some(Ok(_)) => {}
    }
    tabs_ui(ui, view, why);
    match why.tab {
        WhyTab::Heat => heat::heat_ui(ui, view, why),
        WhyTab::Maps => maps::maps_ui(ui, view, why),
        WhyTab::Output => output::output_ui(ui, view, why),
        WhyTab::Nudges => nudges::nudges_ui(ui, view, why),
    }
}

/// The way back, the photograph's name, and what the network says of it.
fn header_ui(ui: &mut Ui, view: &mut View<'_>, why: &WhyState) {
    let escape = !Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape));
    ui.horizontal(|ui| {
        if ui.button(format!("← {}", view.text(WhyText::Back))).clicked() || escape {
            view.send(Action::CloseWhy);
        }
        ui.label(emphasis(view.text(WhyText::Why)).size(TITLE));
        let Some(asking) = &why.asking else { return };
        let Some(opened) = why.opened() else { return };
        let [label, _] = opened.view.two_most_probable();
        let share = view.language.percent(f64::from(opened.view.softmax.probabilities[label as usize]), 1);
        let values: [(&str, &dyn Display); 2] = [("label", &opened.view.classes[label as usize]), ("share", &share)];
        let mut facts = view.language.fill(WhyText::Answer, &values);
        if let Some(label) = &asking.label {
            facts = format!("{facts} · {}", view.language.fill(WhyText::Labelled, &[("label", label)]));
        }
        ui.label(emphasis(facts));
        ui.with_layout(Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let short = Path::new(&asking.name).file_name().and_then(|name| name.to_str()).unwrap_or(&asking.name);
            let font = FontId::proportional(12.0);
            let origin = origin(view, &opened.view.origin);
            small(ui, middle(ui, short, &font, ui.available_width()))
                .on_hover_text(format!("{}\n{origin}", asking.name));
        });
    });
}

/// Where the weights are from, in words.
fn origin(view: &View<'_>, origin: &ModelOrigin) -> String {
    match origin {
        ModelOrigin::Training { epoch } => view.language.fill(WhyText::OfEpoch, &[("epoch", epoch)]),
        ModelOrigin::Run { folder } => view.language.fill(WhyText::OfRun, &[("run", &run_name(folder))]),
    }
}

fn tabs_ui(ui: &mut Ui, view: &View<'_>, why: &mut WhyState) {
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        for tab in WhyTab::ALL {
            let (name, explanation) = tab_texts(tab);
            let response = ui.selectable_value(&mut why.tab, tab, view.text(name));
            response.on_hover_text(view.text(explanation));
        }
        let explanation = view.text(tab_texts(why.tab).1);
        // In a small window the tab's name says enough, and the pointer over it the rest.
        if ui.available_width() > EXPLANATION {
            ui.separator();
            ui.add(Label::new(RichText::new(explanation).small().weak()).truncate()).on_hover_text(explanation);
        }
    });
    ui.add_space(GAP);
}

fn tab_texts(tab: WhyTab) -> (WhyText, WhyText) {
    match tab {
        WhyTab::Heat => (WhyText::TabHeat, WhyText::HeatExplained),
        WhyTab::Maps => (WhyText::TabMaps, WhyText::MapsExplained),
        WhyTab::Output => (WhyText::TabOutput, WhyText::OutputExplained),
        WhyTab::Nudges => (WhyText::TabNudges, WhyText::NudgesExplained),
    }
}

/// Why something could not be computed.
fn failure_ui(ui: &mut Ui, view: &View<'_>, reason: &Reason) {
    ui.label(sign(Severity::Failure, view.tokens, view.language));
    weak(ui, format!("{}: {}", view.text(WhyText::CouldNotAnswer), view.language.reason(reason)));
}

/// A class and its probability.
fn class_and_share(view: &View<'_>, opened: &Opened, class: u32) -> String {
    let share = view.language.percent(f64::from(opened.view.softmax.probabilities[class as usize]), 1);
    let values: [(&str, &dyn Display); 2] = [("class", &opened.view.classes[class as usize]), ("share", &share)];
    view.language.fill(WhyText::HeatOf, &values)
}
