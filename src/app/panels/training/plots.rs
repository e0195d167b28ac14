//! Accuracy, loss and learning rate over the epochs, in all the height there is.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::View;
use super::marks::{self, Kind};
use super::plot::{BETWEEN, Sizes, plot_ui};
use crate::app::state::{PlotKind, RunView, TrainingPlots};
use crate::app::theme::{GAP, SECTION, TITLE};
use crate::app::widgets::{Zoom, at_right, emphasis, explain, explained_here, room_beside, sign_button, weak};
use crate::lessons::glossary::Glossed;
use crate::run::EpochStats;
use crate::text::{ShellText, TrainingText};

/// The least height of a large plot, and the learning rate's.
const LEAST: f32 = 120.0;
const RATE: f32 = 72.0;

/// All plots below each other, within `room` points of height where that is possible.
pub fn plots_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, shown: &mut TrainingPlots, room: f32) {
    let marks = marks::marks(run);
    let sizes = Sizes { title: SECTION, number: 12.0 };
    let around = 3.0 * sizes.above();
    let height = ((room - around - RATE) / 2.0).max(LEAST);
    for (kind, height) in [(PlotKind::Accuracy, height), (PlotKind::Loss, height), (PlotKind::Rate, RATE)] {
        titled_ui(ui, view, run, shown, &marks, kind, sizes, height);
    }
}

/// One plot in the whole window, until Escape or its button.
pub fn alone_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, shown: &mut TrainingPlots) {
    let Some(kind) = shown.alone else { return };
    let marks = marks::marks(run);
    let sizes = Sizes { title: TITLE, number: 18.0 };
    let name = run.run_folder().map_or_else(|| view.text(ShellText::Preparing).to_owned(), |run| view.run_name(run));
    weak(ui, view.language.fill(ShellText::RunTitle, &[("name", &name)]));
    // Small windows scroll.
    let height = (ui.available_height() - sizes.above()).max(LEAST);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        titled_ui(ui, view, run, shown, &marks, kind, sizes, height);
    });
    let escape = |input: &mut eframe::egui::InputState| {
        input.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Escape)
    };
    if ui.ctx().input_mut(escape) {
        shown.alone = None;
    }
}

/// A plot's title with its legend and its buttons in one line, and the plot below.
#[expect(clippy::too_many_arguments, reason = "what a plot shows; a struct for one caller would say no more")]
fn titled_ui(
    ui: &mut Ui,
    view: &View<'_>,
    run: &RunView,
    shown: &mut TrainingPlots,
    marks: &[(usize, Kind)],
    kind: PlotKind,
    sizes: Sizes,
    height: f32,
) {
    let end = format!("{kind:?} plot");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = BETWEEN;
        ui.spacing_mut().interact_size.y = sizes.title_line();
        let has_key = ui.horizontal(|ui| {
            let room = room_beside(ui, &end);
            let has_key = ui.scope(|ui| {
                ui.set_max_width(room);
                ui.label(emphasis(view.text(title(kind))).size(sizes.title));
                explain(ui, view.language, term(kind));
                ui.add_space(GAP);
                legend_ui(ui, view, run, kind, sizes);
                kind != PlotKind::Accuracy || marks::key_ui(ui, view, run, marks, sizes.number)
            });
            at_right(ui, &end, |ui| buttons_ui(ui, view, run, shown, kind));
            has_key.inner
        });
        if !has_key.inner {
            ui.horizontal(|ui| marks::key_ui(ui, view, run, marks, sizes.number));
        }
        ui.add_space(marks::SIGNS);
        plot_ui(ui, view, run, shown, marks, kind, sizes, height);
        explained_here(ui, ui.min_rect(), term(kind));
    });
}

const fn term(kind: PlotKind) -> Glossed {
    match kind {
        PlotKind::Accuracy => Glossed::Accuracy,
        PlotKind::Loss => Glossed::Loss,
        PlotKind::Rate => Glossed::LearningRate,
    }
}

pub const fn title(kind: PlotKind) -> TrainingText {
    match kind {
        PlotKind::Accuracy => TrainingText::Accuracy,
        PlotKind::Loss => TrainingText::Loss,
        PlotKind::Rate => TrainingText::LearningRate,
    }
}

/// The buttons at the right end.
fn buttons_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, shown: &mut TrainingPlots, kind: PlotKind) {
    ui.spacing_mut().item_spacing.x = 2.0;
    if kind == PlotKind::Accuracy || shown.alone == Some(kind) {
        Zoom { shown: &mut shown.range, all: run.all_epochs(), least: RunView::LEAST_EPOCHS }
            .by_buttons(ui, view.language);
    }
    if kind == PlotKind::Loss {
        ui.checkbox(&mut shown.log_loss, RichText::new(view.text(TrainingText::LogLoss)).small());
    }
    if shown.alone == Some(kind) {
        if sign_button(ui, "✗", view.text(TrainingText::ShowAll), true) {
            shown.alone = None;
        }
    } else {
        let name = view.language.fill(TrainingText::ShowAlone, &[("plot", &view.text(title(kind)))]);
        if sign_button(ui, "□", &name, true) {
            shown.alone = Some(kind);
        }
    }
}

/// Each line's sign and name with its newest value.
fn legend_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, kind: PlotKind, sizes: Sizes) {
    let text = |text: String, colour| RichText::new(text).size(sizes.number).color(colour);
    let Some(last) = run.epochs.last() else { return };
    if kind == PlotKind::Rate {
        ui.label(text(written(view, kind, f64::from(last.learning_rate)), view.tokens.text_weak));
        return;
    }
    let sides = [
        ("—●", TrainingText::SeriesTraining, view.tokens.train, Some(training(kind, last))),
        ("╌◆", TrainingText::SeriesValidation, view.tokens.validation, validation(kind, last)),
    ];
    for (sign, name, colour, value) in sides {
        if let Some(value) = value {
            let words = format!("{sign} {} {}", view.text(name), written(view, kind, value));
            ui.add(Label::new(text(words, colour)).extend());
            if kind == PlotKind::Accuracy && matches!(name, TrainingText::SeriesValidation) {
                explain(ui, view.language, Glossed::Validation);
            }
            ui.add_space(GAP);
        }
    }
}

/// The training set's value of an epoch; the rate for its plot.
pub fn training(kind: PlotKind, epoch: &EpochStats) -> f64 {
    match kind {
        PlotKind::Accuracy => epoch.accuracy,
        PlotKind::Loss => epoch.loss,
        PlotKind::Rate => f64::from(epoch.learning_rate),
    }
}

/// The validation set's value of an epoch.
pub fn validation(kind: PlotKind, epoch: &EpochStats) -> Option<f64> {
    match kind {
        PlotKind::Accuracy => epoch.val_accuracy,
        PlotKind::Loss => epoch.val_loss,
        PlotKind::Rate => None,
    }
}

/// A value as the tooltip and the legend write it.
pub fn written(view: &View<'_>, kind: PlotKind, value: f64) -> String {
    match kind {
        PlotKind::Accuracy => view.language.accuracy(value),
        PlotKind::Loss => view.language.decimal(value, 3),
        PlotKind::Rate => view.language.short(value),
    }
}
