//! The page's head in one line: how far a classification is, or whose network predicts; and what can be classified.

use std::fmt::Display;

use eframe::egui::{Button, Label, RichText, Ui};

use super::{View, tools};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{PredictionState, Progress};
use crate::app::theme::TITLE;
use crate::app::widgets::{emphasis, more_menu, primary_button, progress, room_beside, table_text, two_ends};
use crate::engine::ModelView;
use crate::text::{Language, PredictionText, ShellText};

const NAME: &str = "head of predictions";
const BAR: f32 = 96.0;
/// In less room than this beside the buttons, what is left of them has a line of its own.
const LEAST: f32 = 280.0;

/// In a narrow window the order of the cards is here, too, and what is rarely done is in a menu.
pub fn head_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    prediction: &mut PredictionState,
    exportable: Result<(), ShellText>,
    narrow: bool,
) {
    let beside = room_beside(ui, NAME);
    let room = if beside < LEAST { ui.available_width() } else { beside };
    let (mut cancelled, mut given) = (false, None);
    let before = (prediction.order, prediction.calibrated);
    let (calibrated, has_cards) = (tools::is_calibrated(prediction), !prediction.cards.is_empty());
    let left = |ui: &mut Ui| {
        let title = ui.label(emphasis(view.text(PredictionText::Title)).size(TITLE));
        let title = title.on_hover_text(view.text(PredictionText::Subtitle)).rect.width();
        if let Some(running) = &prediction.progress {
            cancelled = progress_ui(ui, view, running, prediction.summary.due);
        } else if narrow && has_cards {
            tools::order_ui(ui, view, &mut prediction.order);
        } else if let Some(model) = &prediction.model {
            ui.scope(|ui| {
                let left = room - title - 2.0 * ui.spacing().item_spacing.x;
                ui.set_max_width(left.max(ui.spacing().interact_size.x));
                let origin = origin(view, model);
                ui.add(Label::new(RichText::new(&origin).small().weak()).truncate()).on_hover_text(origin);
            });
        }
    };
    two_ends(ui, NAME, left, |ui| {
        let open = primary_button(ui, view.tokens, view.text(PredictionText::OpenPhotographs), true);
        if narrow {
            given = open.clicked().then_some(Command::ClassifyPhotographs);
            more_menu(ui, view.language, |ui| {
                if let Some(command) = more_ui(ui, view, exportable, has_cards) {
                    given = Some(command);
                    ui.close();
                }
                ui.separator();
                tools::calibration_ui(ui, view, &mut prediction.calibrated, calibrated);
            });
            return;
        }
        let buttons = [
            (open, Command::ClassifyPhotographs),
            (ui.button(view.text(PredictionText::OpenFolder)), Command::ClassifyFolder),
            (ui.button(view.text(ShellText::PastePicture)), Command::PastePicture),
            (ui.button(view.text(PredictionText::OpenRun)), Command::OpenRun),
        ];
        given = buttons.into_iter().find(|(button, _)| button.clicked()).map(|(_, command)| command);
    });
    tools::arrange_if_changed(prediction, before);
    if let Some(command) = given {
        view.send(command);
    }
    if cancelled {
        view.send(Action::CancelClassification);
    }
}

/// What has no button of its own in a narrow window.
fn more_ui(ui: &mut Ui, view: &View<'_>, exportable: Result<(), ShellText>, has_cards: bool) -> Option<Command> {
    let cards = if has_cards { Ok(()) } else { Err(ShellText::NeedsPredictions) };
    let commands = [
        (view.text(PredictionText::OpenFolder), Command::ClassifyFolder, Ok(())),
        (view.text(ShellText::PastePicture), Command::PastePicture, Ok(())),
        (view.text(PredictionText::OpenRun), Command::OpenRun, Ok(())),
        (view.text(PredictionText::Export), Command::ExportPredictions, exportable),
        (view.text(PredictionText::Clear), Command::ClearPredictions, cards),
    ];
    let mut given = None;
    for (name, command, possible) in commands {
        let button = ui.add_enabled(possible.is_ok(), Button::new(name));
        let button = match possible {
            Err(missing) => button.on_disabled_hover_text(view.text(missing)),
            Ok(()) => button,
        };
        if button.clicked() {
            given = Some(command);
        }
    }
    given
}

/// How many cards are done, how long the others will take, and a button to leave these; whether it was clicked.
fn progress_ui(ui: &mut Ui, view: &View<'_>, running: &Progress, due: usize) -> bool {
    let all = running.done + due;
    let (done_written, all_written) = (view.language.integer(running.done), view.language.integer(all));
    let values: [(&str, &dyn Display); 2] = [("n", &done_written), ("all", &all_written)];
    progress(ui, &view.language.fill(PredictionText::Classifying, &values), running.done, all, BAR);
    let mut words = view.language.fill(PredictionText::Done, &values);
    if let Some(seconds) = running.seconds_left(due) {
        let left = view.language.fill(PredictionText::TimeLeft, &[("time", &Language::remaining(seconds))]);
        words = format!("{words} · {left}");
    }
    ui.label(table_text(words));
    ui.button(view.text(PredictionText::CancelWaiting)).clicked()
}

/// The origin of the weights, and whether a prediction is the mean of two.
fn origin(view: &View<'_>, model: &ModelView) -> String {
    let run = view.run_name(&model.run);
    let origin = match model.epoch {
        Some(epoch) => {
            let values: [(&str, &dyn Display); 2] = [("run", &run), ("epoch", &epoch)];
            view.language.fill(PredictionText::ModelOfEpoch, &values)
        }
        None => view.language.fill(PredictionText::ModelRun, &[("run", &run)]),
    };
    if model.mirror_averaging { format!("{origin} · {}", view.text(PredictionText::Mirrored)) } else { origin }
}
