//! The built-in drawings and their network in the place of what cannot be shown of the user's own.

use eframe::egui::Ui;

use super::View;
use crate::app::state::{LessonSource, Subject};
use crate::text::lessons::OwnText as Text;

/// Offers the drawings where the user's own cannot be shown.
pub fn offer_ui(ui: &mut Ui, view: &View<'_>, subject: &Subject, stands_in: &mut Option<LessonSource>) {
    let source = LessonSource::of(subject);
    if stands_in.as_ref() != Some(&source) && ui.button(view.text(Text::DrawingsInstead)).clicked() {
        *stands_in = Some(source);
    }
}

/// Leads back from the drawings to the user's own.
pub fn back_ui(ui: &mut Ui, view: &View<'_>, subject: &Subject, stands_in: &mut Option<LessonSource>) {
    if stands_in.as_ref() == Some(&LessonSource::of(subject)) && ui.button(view.text(Text::OwnAgain)).clicked() {
        *stands_in = None;
    }
}
