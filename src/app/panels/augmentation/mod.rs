//! The augmentation page: a photograph, fifteen versions of it, and what varies them.

mod matrix;
mod parameters;
mod versions;

use eframe::egui::{ScrollArea, Ui};

use super::View;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{State, Subject};
use crate::app::widgets::{Problems, empty_page, next_button, page_header, primary_button, with_column};
use crate::text::AugmentationText;

/// Width of the parameters' column.
const SIDE: f32 = 336.0;

pub fn augmentation_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    if state.subject.data.dataset.is_none() {
        let (title, body) = (view.text(AugmentationText::EmptyTitle), view.text(AugmentationText::EmptyBody));
        empty_page(ui, title, body, |ui| {
            if primary_button(ui, view.tokens, view.text(AugmentationText::GoData), true).clicked() {
                view.send(Command::GoData);
            }
        });
        return;
    }
    page_header(ui, view.text(AugmentationText::Title), view.text(AugmentationText::Subtitle), |ui| {
        view.edit_button(ui);
        next_button(ui, view.tokens, view.language, Page::Augmentation, view.actions);
    });
    let all = state.problems();
    let problems = Problems { all: &all, at: "augmentation", tokens: view.tokens, language: view.language };
    let Subject { augmentation, config, data, .. } = &mut state.subject;
    let photographs = data.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    let (mut pictures, mut column) = with_column(ui, SIDE.min(ui.available_width() * 0.46));
    ScrollArea::vertical().auto_shrink(false).show(&mut pictures, |ui| {
        versions::versions_ui(ui, view, augmentation, photographs);
        matrix::matrix_ui(ui, view, augmentation);
    });
    ScrollArea::vertical().auto_shrink(false).show(&mut column, |ui| {
        view.guard(ui);
        parameters::parameters_ui(ui, view, augmentation, &mut config.augmentation, problems);
    });
}
