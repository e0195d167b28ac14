//! What a trained network answers: the user's own, or a small one on the drawings.

use std::fmt::Display;

use eframe::egui::{Image, Ui, vec2};

use super::controls::{Steps, share_bar, slider};
use super::{View, own_losses, own_photo, own_rates, own_silent, stand_in};
use crate::app::state::{LessonSource, Moved, Own, RunView, Subject};
use crate::app::theme::GAP;
use crate::app::widgets::{small, weak};
use crate::lessons::bench::Filter;
use crate::lessons::convolution::Convolution;
use crate::lessons::own::{OwnAnswer, Passes, Strongest};
use crate::text::lessons::{LearnText, OwnText as Text};

/// A photo's side, in points.
const PHOTO: f32 = 72.0;
const SMALLEST_PHOTO: f32 = 52.0;

pub fn own_ui(
    ui: &mut Ui,
    view: &View<'_>,
    own: Option<&Own>,
    moved: &mut Moved,
    stands_in: &mut Option<LessonSource>,
    subject: &Subject,
    is_known: bool,
) {
    let Some(own) = own else {
        weak(ui, view.text(Text::Asking));
        stand_in::back_ui(ui, view, subject, stands_in);
        return;
    };
    let answer = match &own.answer {
        Ok(answer) => answer,
        Err(reason) => {
            weak(ui, reason.localized(view.language));
            if own.is_of_run {
                stand_in::offer_ui(ui, view, subject, stands_in);
            }
            return;
        }
    };
    small(ui, view.text(if own.is_of_run { Text::OfRun } else { Text::OfDrawings }));
    stand_in::back_ui(ui, view, subject, stands_in);
    match answer {
        OwnAnswer::Rates(scan) => {
            let used = subject.run.as_ref().filter(|_| own.is_of_run).and_then(RunView::learning_rate);
            own_rates::rates_ui(ui, view, scan, used);
        }
        OwnAnswer::Passes(_) if !is_known => {
            weak(ui, view.text(LearnText::GuessFirst));
        }
        OwnAnswer::Passes(passes) => passes_ui(ui, view, passes),
        OwnAnswer::Kernels(kernels) => kernels_ui(ui, view, kernels, &mut moved.convolution),
        OwnAnswer::Strongest(strongest) => strongest_ui(ui, view, strongest, own, &mut moved.strongest),
        OwnAnswer::Silent(silent) => own_silent::silent_ui(ui, view, silent),
        OwnAnswer::Losses(losses) => own_losses::losses_ui(ui, view, losses),
        OwnAnswer::Seen(seen) => own_photo::photo_ui(ui, view, seen, own.pictures.first(), &mut moved.softmax),
    }
    if own.is_of_run && lacks(answer) {
        stand_in::offer_ui(ui, view, subject, stands_in);
    }
}

/// Whether the network has no layer of the kind that is asked about.
fn lacks(answer: &OwnAnswer) -> bool {
    match answer {
        OwnAnswer::Kernels(kernels) => kernels.is_empty(),
        OwnAnswer::Strongest(strongest) => strongest.operations.is_empty(),
        OwnAnswer::Silent(silent) => silent.layers.is_empty(),
        _ => false,
    }
}

/// A measured number, as short as it can be told.
pub fn number(view: &View<'_>, value: f32) -> String {
    view.language.short(f64::from(value)).replace('-', "−")
}

fn passes_ui(ui: &mut Ui, view: &View<'_>, passes: &Passes) {
    let percent = |share: f32| view.language.percent(f64::from(share), 2);
    for (place, share) in passes.training.iter().enumerate() {
        let values: [(&str, &dyn Display); 2] = [("n", &(place + 1)), ("share", &percent(*share))];
        share_bar(ui, &view.language.fill(Text::InTraining, &values), *share, view.tokens.train);
    }
    let words = view.language.fill(Text::AtPrediction, &[("share", &percent(passes.prediction))]);
    share_bar(ui, &words, passes.prediction, view.tokens.validation);
    let same = passes.training.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits());
    weak(ui, view.text(if same { Text::NoChance } else { Text::Chance }));
}

/// A filter of the first layer takes the place of the lesson's.
fn kernels_ui(ui: &mut Ui, view: &View<'_>, kernels: &[Filter], lesson: &mut Convolution) {
    if kernels.is_empty() {
        weak(ui, view.text(Text::NoKernels));
        return;
    }
    let chosen = kernels.iter().position(|filter| *filter == lesson.filter);
    let mut number = chosen.map_or(0, |place| place + 1);
    slider(ui, view, view.text(Text::Filter), &mut number, 0..=kernels.len(), Steps::Even);
    if let Some(filter) = number.checked_sub(1).and_then(|place| kernels.get(place)) {
        lesson.filter = *filter;
    }
    weak(ui, view.text(if number == 0 { Text::ChooseFilter } else { Text::InThePlace }));
}

fn strongest_ui(ui: &mut Ui, view: &View<'_>, strongest: &Strongest, own: &Own, asked: &mut (usize, usize)) {
    if strongest.operations.is_empty() && strongest.looked_at > 0 {
        weak(ui, view.text(Text::NoMaps));
        return;
    }
    let (operation, filter) = asked;
    let operations = strongest.operations.len().max(1);
    let mut from_1 = (*operation).min(operations - 1) + 1;
    slider(ui, view, view.text(Text::Operation), &mut from_1, 1..=operations, Steps::Even);
    *operation = from_1 - 1;
    let filters = strongest.operations.get(*operation).copied().unwrap_or(1).max(1);
    let mut from_1 = (*filter).min(filters - 1) + 1;
    slider(ui, view, view.text(Text::Filter), &mut from_1, 1..=filters, Steps::Even);
    *filter = from_1 - 1;
    let values: [(&str, &dyn Display); 4] = [
        ("n", &strongest.photos.len()),
        ("all", &strongest.looked_at),
        ("filter", &(*filter + 1)),
        ("operation", &(*operation + 1)),
    ];
    ui.label(view.language.fill(Text::Strongest, &values));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        // A little smaller, they stand in one row more often.
        let n = strongest.photos.len().max(1) as f32;
        let each = ((ui.available_width() - GAP * n) / n).floor();
        let side = if each < SMALLEST_PHOTO { PHOTO } else { each.min(PHOTO) };
        for (place, (texture, (_, mean))) in own.pictures.iter().zip(&strongest.photos).enumerate() {
            let values: [(&str, &dyn Display); 2] = [("n", &(place + 1)), ("mean", &number(view, *mean))];
            let name = view.language.fill(Text::StrongestPhoto, &values);
            let image = Image::new(texture).fit_to_exact_size(vec2(side, side)).corner_radius(4.0);
            ui.add(image.alt_text(&name)).on_hover_text(name);
        }
    });
    if strongest.looked_at < strongest.all {
        let values: [(&str, &dyn Display); 2] = [("n", &strongest.looked_at), ("all", &strongest.all)];
        weak(ui, view.language.fill(Text::PhotosSoFar, &values));
    }
    weak(ui, view.text(Text::NoNames));
}
