//! The prediction page: photographs classified by the trained network.

mod card;
mod large;
mod list;

use eframe::egui::{Button, Checkbox, ComboBox, Frame, Margin, Stroke, Ui};

use super::{View, drops_arrive};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Card, CardState, Order, PredictionState, State, run_name};
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, empty_page, page_header, primary_button, small, two_ends, weak};
use crate::engine::ModelView;
use crate::text::{PredictionText, ShellText};

pub fn prediction_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let exportable = Command::ExportPredictions.enabled(state);
    let newest = state.subject.run.as_ref().and_then(|run| run.weights);
    let prediction = &mut state.subject.prediction;
    if prediction.model.is_none() {
        no_model_ui(ui, view, prediction);
        return;
    }
    page_header(ui, view.text(PredictionText::Title), view.text(PredictionText::Subtitle), |ui| {
        if ui.button(view.text(PredictionText::OpenRun)).clicked() {
            view.send(Command::OpenRun);
        }
    });
    drop_area_ui(ui, view, prediction);
    if !prediction.cards.is_empty() {
        ui.add_space(INSIDE);
        tools_ui(ui, view, prediction, exportable, newest);
        ui.add_space(8.0);
        list::list_ui(ui, view, prediction);
    }
    large::large_ui(ui.ctx(), view, prediction);
}

fn no_model_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &PredictionState) {
    let (title, body) = (view.text(PredictionText::EmptyTitle), view.text(PredictionText::EmptyBody));
    empty_page(ui, title, body, |ui| {
        if !drops_arrive() {
            weak(ui, view.text(ShellText::DropsNeedX11));
        }
        let waiting = prediction.waiting_paths.len() + prediction.cards.len();
        if waiting > 0 {
            weak(ui, view.language.count(PredictionText::WaitingPaths, waiting));
        }
        if primary_button(ui, view.tokens, view.text(PredictionText::GoTrain), true).clicked() {
            view.send(Command::GoTraining);
        }
        if ui.button(view.text(PredictionText::OpenRun)).clicked() {
            view.send(Command::OpenRun);
        }
    });
}

fn drop_area_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &PredictionState) {
    let stroke = Stroke::new(1.0, view.tokens.line);
    let frame = Frame::new().fill(view.tokens.background).stroke(stroke).corner_radius(8.0);
    frame.inner_margin(Margin::same(INSIDE as i8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = |ui: &mut Ui| {
            ui.vertical(|ui| {
                ui.label(emphasis(format!("↓ {}", view.text(PredictionText::DropTitle))));
                weak(ui, view.text(PredictionText::DropBody));
                if let Some(model) = &prediction.model {
                    small(ui, origin(view, model));
                }
            });
        };
        let mut given = None;
        two_ends(ui, "drop area", words, |ui| {
            let open = primary_button(ui, view.tokens, view.text(PredictionText::OpenPhotographs), true);
            let folder = ui.button(view.text(PredictionText::OpenFolder));
            let paste = ui.button(view.text(ShellText::PastePicture));
            let buttons = [
                (open, Command::ClassifyPhotographs),
                (folder, Command::ClassifyFolder),
                (paste, Command::PastePicture),
            ];
            given = buttons.into_iter().find(|(button, _)| button.clicked()).map(|(_, command)| command);
        });
        if let Some(command) = given {
            view.send(command);
        }
        if !drops_arrive() {
            small(ui, view.text(ShellText::DropsNeedX11));
        }
    });
}

/// The origin of the weights.
fn origin(view: &View<'_>, model: &ModelView) -> String {
    let run = run_name(&model.run);
    match model.epoch {
        Some(epoch) => {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("run", &run), ("epoch", &epoch)];
            view.language.fill(PredictionText::ModelOfEpoch, &values)
        }
        None => view.language.fill(PredictionText::ModelRun, &[("run", &run)]),
    }
}

fn tools_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    prediction: &mut PredictionState,
    exportable: Result<(), ShellText>,
    newest: Option<usize>,
) {
    outdated_ui(ui, view, prediction, newest);
    ui.horizontal_wrapped(|ui| {
        ui.label(view.language.count(PredictionText::Count, prediction.shown.len()));
        let before = (prediction.order, prediction.class, prediction.calibrated);
        order_ui(ui, view, prediction);
        class_ui(ui, view, prediction);
        let known = |card: &Card| matches!(&card.state, CardState::Done(verdict) if verdict.calibrated.is_some());
        let known = prediction.cards.iter().any(known);
        let switch = Checkbox::new(&mut prediction.calibrated, view.text(PredictionText::Calibrated));
        let explanation = view.text(PredictionText::CalibratedExplained);
        ui.add_enabled(known, switch).on_hover_text(explanation).on_disabled_hover_text(explanation);
        if before != (prediction.order, prediction.class, prediction.calibrated) {
            prediction.arrange();
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
        // Last, since it comes and goes.
        let waiting = prediction.waiting();
        if waiting > 0 {
            weak(ui, view.language.count(PredictionText::Waiting, waiting));
            if ui.button(view.text(PredictionText::CancelWaiting)).clicked() {
                view.send(Action::CancelClassification);
            }
        }
    });
}

/// Says which cards have predictions of earlier weights, and offers to classify them again.
fn outdated_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &PredictionState, newest: Option<usize>) {
    let outdated = prediction.outdated();
    let is_newest = prediction.requested.map(|(_, epoch)| epoch) == newest;
    if outdated == 0 && is_newest {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let phrase = if outdated > 0 { PredictionText::Outdated } else { PredictionText::NewerWeights };
        weak(ui, view.language.count(phrase, if outdated > 0 { outdated } else { newest.unwrap_or_default() }));
        if !is_newest && ui.button(view.text(PredictionText::ClassifyAgain)).clicked() {
            view.send(Action::ClassifyAgain);
        }
    });
}

fn order_ui(ui: &mut Ui, view: &View<'_>, prediction: &mut PredictionState) {
    let name = |order: Order| {
        view.text(match order {
            Order::Newest => PredictionText::OrderNewest,
            Order::MostConfident => PredictionText::OrderCertain,
            Order::LeastConfident => PredictionText::OrderUncertain,
            Order::Name => PredictionText::OrderName,
        })
    };
    let label = ui.label(view.text(PredictionText::SortBy));
    let combo = ComboBox::from_id_salt("order").selected_text(name(prediction.order)).show_ui(ui, |ui| {
        for order in [Order::Newest, Order::MostConfident, Order::LeastConfident, Order::Name] {
            ui.selectable_value(&mut prediction.order, order, name(order));
        }
    });
    combo.response.labelled_by(label.id);
}

fn class_ui(ui: &mut Ui, view: &View<'_>, prediction: &mut PredictionState) {
    let Some(model) = prediction.model.clone() else { return };
    let name = |class: Option<u32>| {
        class
            .and_then(|class| model.classes.get(class as usize).cloned())
            .unwrap_or_else(|| view.text(PredictionText::AllClasses).to_owned())
    };
    let label = ui.label(view.text(PredictionText::Class));
    let combo = ComboBox::from_id_salt("class").selected_text(name(prediction.class)).show_ui(ui, |ui| {
        let all = std::iter::once(None).chain((0..model.classes.len() as u32).map(Some));
        for class in all {
            ui.selectable_value(&mut prediction.class, class, name(class));
        }
    });
    combo.response.labelled_by(label.id);
}
