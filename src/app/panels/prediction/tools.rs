//! The order of the cards, their probabilities, and what can be done with all of them.

use eframe::egui::{Button, Checkbox, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Card, Order, PredictionState};
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
        let known = |card: &Card| card.verdict().is_some_and(|verdict| verdict.calibrated.is_some());
        let known = prediction.cards.iter().any(known);
        let switch = Checkbox::new(&mut prediction.calibrated, view.text(PredictionText::Calibrated));
        let explanation = view.text(PredictionText::CalibratedExplained);
        beside_term(ui, view.language, Glossed::Calibration, |ui| {
            ui.add_enabled(known, switch).on_hover_text(explanation).on_disabled_hover_text(explanation)
        });
        explain_named(ui, view.language, Glossed::Probability);
        if before != (prediction.order, prediction.calibrated) {
            prediction.arrange();
            prediction.to_top = true;
        }
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

fn order_ui(ui: &mut Ui, view: &View<'_>, chosen: &mut Order) {
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
    let outdated = prediction.outdated();
    let is_newest = prediction.requested.map(|(_, epoch)| epoch) == newest;
    if outdated == 0 && is_newest {
        return;
    }
    let phrase = if outdated > 0 { PredictionText::Outdated } else { PredictionText::NewerWeights };
    small(ui, view.language.count(phrase, if outdated > 0 { outdated } else { newest.unwrap_or_default() }));
    // What is under way needs no button.
    if (!is_newest || prediction.progress.is_none()) && ui.button(view.text(PredictionText::ClassifyAgain)).clicked() {
        view.send(Action::ClassifyAgain);
    }
}
