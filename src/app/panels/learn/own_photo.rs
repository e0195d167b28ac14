//! What a trained network says to the lessons' photo: logits, and what softmax makes of them.

use eframe::egui::{Image, TextureHandle, Ui, vec2};

use super::View;
use super::controls::{Steps, slider};
use super::whole::{class_name, shares_ui};
use crate::app::state::DataState;
use crate::engine::LessonPhoto;
use crate::lessons::own::Seen;
use crate::lessons::softmax::{LOGITS, MOST_CLASSES, Softmax};
use crate::text::lessons::{OwnText as Text, WholeText};

/// Height and width of the photo.
const PHOTO: f32 = 72.0;

/// Chooses the lessons' photo among those of the open data set.
pub fn choice_ui(ui: &mut Ui, view: &View<'_>, data: &DataState, photo: &mut LessonPhoto) {
    let photos = data.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    let LessonPhoto::OfDataset { dataset, index } = photo else { return };
    if photos < 2 || *dataset != data.generation {
        return;
    }
    let mut from_1 = (*index).min(photos - 1) + 1;
    let name = view.language.fill(Text::PhotoOf, &[("n", &view.language.integer(photos))]);
    slider(ui, view, &name, &mut from_1, 1..=photos, Steps::Even);
    *index = from_1 - 1;
}

pub fn photo_ui(ui: &mut Ui, view: &View<'_>, seen: &Seen, photo: Option<&TextureHandle>, lesson: &mut Softmax) {
    if let Some(photo) = photo {
        let name = view.text(WholeText::Photo);
        ui.add(Image::new(photo).fit_to_exact_size(vec2(PHOTO, PHOTO)).corner_radius(4.0).alt_text(name));
    }
    let logit = |(class, logit): (usize, &f32)| {
        let number = view.language.decimal(f64::from(*logit), 2).replace('-', "−");
        format!("{number} ({})", class_name(view, seen, class))
    };
    let logits: Vec<String> = seen.logits.iter().take(MOST_CLASSES).enumerate().map(logit).collect();
    ui.label(view.language.fill(Text::PhotoLogits, &[("logits", &logits.join(", "))]));
    shares_ui(ui, view, seen);
    let fit = seen.logits.len() <= MOST_CLASSES && seen.logits.iter().all(|logit| LOGITS.contains(logit));
    if fit && ui.button(view.text(Text::TakeLogits)).clicked() {
        *lesson = Softmax { logits: seen.logits.clone(), is_shifted: false };
    }
}
