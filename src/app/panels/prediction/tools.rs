//! The order of the cards, their probabilities, and what can be done with all of them.

use eframe::egui::{Button, Checkbox, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Order, PredictionState};
use crate::app::widgets::{beside_term, combo, explain_named, small};
use crate::lessons::glossary::Glossed;
use crate::text::{PredictionText, ShellText};

/// Width of the list of orders.
const ORDER: f32 = 184.0;

pub fn tools_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    prediction: &mut PredictionState,
    exportable: Result<(), ShellText>,
    newest: Option<usize>,
) {
    ui.horizontal_wrapped(|ui| {
        let before = (prediction.order, prediction.calibrated);
        order_ui(ui, view, &mut prediction.order);
        let known = is_calibrated(prediction);
        calibration_ui(ui, view, &mut prediction.calibrated, known);
        explain_named(ui, view.language, Glossed::Probability);
        arrange_if_changed(prediction, before);
        let export = ui.add_enabled(exportable.is_ok(), Button::new(view.text(PredictionText::Export)));
        let export = match exportable {
            Err(missing) => export.on_disabled_hover_text(view.text(missing)),
            Ok(()) => export,
        };
        if export.clicked() {
            view.send(Command::ExportPredictions);
        }
        if ui.button(view.text(PredictionText::Clear)).clicked() {
            view.send(Command::ClearPredictions);
        }
        outdated_ui(ui, view, prediction, newest);
    });
}

/// Whether any card has calibrated probabilities.
pub fn is_calibrated(prediction: &PredictionState) -> bool {
    prediction.cards.iter().any(|card| card.verdict().is_some_and(|verdict| verdict.calibrated.is_some()))
}

/// The switch between the network's probabilities and calibrated ones.
pub fn calibration_ui(ui: &mut Ui, view: &View<'_>, calibrated: &mut bool, known: bool) {
    let switch = Checkbox::new(calibrated, view.text(PredictionText::Calibrated));
    let explanation = view.text(PredictionText::CalibratedExplained);
    beside_term(ui, view.language, Glossed::Calibration, |ui| {
        ui.add_enabled(known, switch).on_hover_text(explanation).on_disabled_hover_text(explanation)
    });
}

/// Puts the cards in their order, where it or the probabilities are no longer what they were before.
pub fn arrange_if_changed(prediction: &mut PredictionState, before: (Order, bool)) {
    if before != (prediction.order, prediction.calibrated) {
        prediction.arrange();
        prediction.to_top = true;
    }
}

/// Whether the weights are those of this epoch.
fn is_of(prediction: &PredictionState, epoch: Option<usize>) -> bool {
    prediction.requested.map(|(_, requested)| requested) == epoch
}

/// Whether there are newer weights than those of any card.
fn is_outdated(prediction: &PredictionState, newest: Option<usize>) -> bool {
    prediction.outdated() > 0 || !is_of(prediction, newest)
}

/// What [`outdated_ui`] says, in a row of its own.
pub fn outdated_row_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &PredictionState, newest: Option<usize>) {
    if is_outdated(prediction, newest) {
        ui.horizontal_wrapped(|ui| outdated_ui(ui, view, prediction, newest));
    }
}

pub fn order_ui(ui: &mut Ui, view: &View<'_>, chosen: &mut Order) {
    let orders = [
        (Order::Newest, PredictionText::OrderNewest),
        (Order::MostDoubtful, PredictionText::OrderUncertain),
        (Order::FailedFirst, PredictionText::OrderFailed),
        (Order::MostConfident, PredictionText::OrderCertain),
        (Order::Name, PredictionText::OrderName),
    ];
    let orders = orders.map(|(order, name)| (order, view.text(name)));
    let name = orders.iter().find(|(order, _)| order == chosen).map_or("", |(_, name)| name);
    let (list, picked) = combo(ui, "order of predictions", ORDER, (*chosen, name), &orders);
    ui.ctx().accesskit_node_builder(list.id, |node| node.set_label(view.text(PredictionText::SortBy)));
    list.on_hover_text(view.text(PredictionText::SortBy));
    *chosen = picked.unwrap_or(*chosen);
}

/// Says which cards have predictions of earlier weights, and offers to classify them again. Last, since it comes and goes.
fn outdated_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &PredictionState, newest: Option<usize>) {
    if !is_outdated(prediction, newest) {
        return;
    }
    let (outdated, is_newest) = (prediction.outdated(), is_of(prediction, newest));
    let phrase = if outdated > 0 { PredictionText::Outdated } else { PredictionText::NewerWeights };
    small(ui, view.language.count(phrase, if outdated > 0 { outdated } else { newest.unwrap_or_default() }));
    // What is under way needs no button.
    if (!is_newest || prediction.progress.is_none()) && ui.button(view.text(PredictionText::ClassifyAgain)).clicked() {
        view.send(Action::ClassifyAgain);
    }
}
