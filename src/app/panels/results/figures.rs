//! Accuracy and loss of the evaluated photographs, after the best epoch or any other.

use std::fmt::Display;

use eframe::egui::{Slider, Ui};

use super::View;
use crate::app::panels::room::NARROW;
use crate::app::state::ResultsState;
use crate::app::theme::TITLE;
use crate::app::widgets::{emphasis, explain, group, small, unlabelled};
use crate::engine::ResultsView;
use crate::lessons::glossary::Glossed;
use crate::text::{MatrixText, ResultsText};

/// Room for a figure with its name, and for the choice of an epoch, in points.
const FIGURE: f32 = 136.0;
const EPOCHS: f32 = 352.0;
const NARROW_EPOCHS: f32 = 272.0;
/// From this width on, all of it has one line in a narrow window, in which the figures have the page's width.
const WIDE_PANE: f32 = 520.0;
/// Width of the slider through the epochs.
const SLIDER: f32 = 96.0;

pub fn figures_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let narrow = (WIDE_PANE..NARROW).contains(&ui.available_width());
    ui.horizontal_wrapped(|ui| {
        let scores = &evaluated.figures(results.epoch, results.calibrated).scores;
        let (accuracy, loss) = (view.language.accuracy(scores.accuracy), view.language.decimal(scores.loss, 3));
        let photographs = view.language.count(ResultsText::Photographs, scores.count);
        for (text, term, value) in
            [(ResultsText::Accuracy, Glossed::Accuracy, accuracy), (ResultsText::Loss, Glossed::Loss, loss)]
        {
            group(ui, FIGURE, |ui| {
                ui.label(emphasis(value).size(TITLE));
                ui.spacing_mut().item_spacing.x = 4.0;
                let name = small(ui, view.text(text));
                let smoothed = evaluated.config.training.label_smoothing > 0.0;
                match term {
                    Glossed::Loss if smoothed => drop(name.on_hover_text(view.text(ResultsText::LossWithoutSmoothing))),
                    Glossed::Accuracy if narrow => drop(name.on_hover_text(&photographs)),
                    _ => {}
                }
                explain(ui, view.language, term);
            });
        }
        if !narrow {
            small(ui, &photographs);
        }
        if results.calibrated && results.epoch.is_none() {
            small(ui, view.text(ResultsText::Calibrated));
        }
        if !evaluated.epochs.is_empty() {
            let room = if narrow { NARROW_EPOCHS } else { EPOCHS };
            group(ui, room, |ui| epochs_ui(ui, view, results, evaluated, narrow));
        }
    });
}

/// The slider that shows the predictions after each epoch. With the best weights it stands at their epoch.
fn epochs_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView, narrow: bool) {
    let Some(last) = evaluated.epochs.len().checked_sub(1) else { return };
    let before = results.epoch;
    let best = results.weights.and_then(|best| evaluated.epochs.iter().position(|(epoch, _)| *epoch == best));
    let number = |place: usize| evaluated.epochs.get(place).map_or(0, |(epoch, _)| *epoch);
    let mut place = results.epoch.or(best).unwrap_or(last);
    let hint = view.text(MatrixText::BestHint);
    if ui.selectable_label(results.epoch.is_none(), view.text(ResultsText::BestWeights)).on_hover_text(hint).clicked() {
        results.epoch = None;
    }
    let label = (!narrow).then(|| small(ui, view.text(ResultsText::LookBack)));
    ui.spacing_mut().slider_width = SLIDER;
    let slider = Slider::new(&mut place, 0..=last)
        .custom_formatter(|place, _| {
            let star = if Some(place as usize) == best { " ★" } else { "" };
            format!("{}{star}", number(place as usize))
        })
        .custom_parser(|text| {
            let wanted: usize = text.trim_matches([' ', '★']).parse().ok()?;
            evaluated.epochs.iter().position(|(epoch, _)| *epoch == wanted).map(|place| place as f64)
        });
    let slider = ui.add(slider);
    let slider = match &label {
        Some(label) => slider.labelled_by(label.id),
        None => unlabelled(slider, view.text(ResultsText::LookBack)),
    };
    if slider.changed() {
        results.epoch = Some(place);
    }
    if results.epoch != before {
        results.arrange();
    }
}

/// Which weights the predictions are of, and what makes them the best.
pub fn weights_text(view: &View<'_>, results: &ResultsState, run: &dyn Display) -> String {
    match results.weights {
        Some(epoch) => view.language.fill(MatrixText::OfEpoch, &[("epoch", &epoch)]) + &format!(" · {run}"),
        None => view.language.fill(ResultsText::OfRun, &[("run", run)]),
    }
}
