//! Validation problems, shown at the field.

use eframe::egui::{RichText, Ui};

use crate::app::state::Problem;
use crate::app::theme::Tokens;
use crate::text::Language;

/// Least and greatest width of a sentence beside a field's name.
const NARROW: f32 = 96.0;
const BESIDE: f32 = 200.0;

/// Lets a sentence in the last column of a grid wrap where the grid's room ends.
pub fn set_sentence_width(ui: &mut Ui) {
    ui.set_max_width(ui.available_width().clamp(NARROW, BESIDE));
}

/// The problems of one part of the experiment.
#[derive(Clone, Copy)]
pub struct Problems<'a> {
    /// All of the experiment's.
    pub all: &'a [Problem],
    /// The part's place, such as `callbacks[1]`.
    pub at: &'a str,
    /// The theme's colours.
    pub tokens: &'a Tokens,
    /// The window's language.
    pub language: Language,
}

impl<'a> Problems<'a> {
    /// Those of a part within this one, or beside it.
    pub fn of<'b>(self, at: &'b str) -> Problems<'b>
    where
        'a: 'b,
    {
        Problems { at, ..self }
    }

    /// Whether anything within the part is wrong.
    pub fn is_empty(&self) -> bool {
        !self.all.iter().any(|problem| problem.field.starts_with(self.at))
    }

    /// Shows the problem of a field of the part in a line of its own; of the part itself, where `field` is empty.
    pub fn show(&self, ui: &mut Ui, field: &str) {
        for sentence in self.sentences(field) {
            ui.label(self.sign(&sentence));
        }
    }

    /// Shows it in a row of a grid with two columns.
    pub fn show_row(&self, ui: &mut Ui, field: &str) {
        for sentence in self.sentences(field) {
            ui.label("");
            ui.vertical(|ui| {
                set_sentence_width(ui);
                ui.label(self.sign(&sentence));
            });
            ui.end_row();
        }
    }

    /// Shows all problems within the part, each with its field's name.
    pub fn show_all(&self, ui: &mut Ui) {
        for problem in self.all {
            if let Some(field) = problem.field.strip_prefix(self.at) {
                let name = field.trim_start_matches('.');
                let reason = problem.reason.localized(self.language);
                let sentence = if name.is_empty() { reason } else { format!("{name}: {reason}") };
                ui.label(self.sign(&sentence));
            }
        }
    }

    fn sentences(&self, field: &str) -> impl Iterator<Item = String> {
        let wanted = if field.is_empty() { self.at.to_owned() } else { format!("{}.{field}", self.at) };
        let of_field = self.all.iter().filter(move |problem| problem.field == wanted);
        of_field.map(|problem| problem.reason.localized(self.language))
    }

    fn sign(&self, sentence: &str) -> RichText {
        RichText::new(format!("✗ {sentence}")).color(self.tokens.failure)
    }
}
