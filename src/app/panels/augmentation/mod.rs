//! The augmentation page: a photograph, fifteen versions of it, and what varies them.

mod matrix;
mod parameters;
mod versions;

use eframe::egui::{ScrollArea, Ui};

use super::View;
use crate::app::commands::Command;
use crate::app::state::{AugmentationState, State, Subject};
use crate::app::theme::GROUP;
use crate::app::widgets::{Problems, empty_page, next_button, page_header, primary_button, with_column};
use crate::text::AugmentationText;

/// Width of the parameters' column.
const SIDE: f32 = 336.0;
/// Below this width the parameters stand below the versions.
const WIDE: f32 = 640.0;

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
        next_button(ui, view, None);
    });
    let all = state.problems();
    let problems = Problems { all: &all, at: "augmentation", tokens: view.tokens, language: view.language };
    let Subject { augmentation, config, data, .. } = &mut state.subject;
    let photographs = data.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    // What is left beside the matrix, wherever the page is scrolled to.
    let room = ui.available_height() - matrix::HEIGHT;
    let pictures_ui = |ui: &mut Ui, view: &View<'_>, augmentation: &mut AugmentationState| {
        versions::versions_ui(ui, view, augmentation, photographs, room);
        matrix::matrix_ui(ui, view, augmentation);
    };
    if ui.available_width() >= WIDE {
        let (mut pictures, mut column) = with_column(ui, SIDE);
        ScrollArea::vertical().auto_shrink(false).show(&mut pictures, |ui| pictures_ui(ui, view, augmentation));
        ScrollArea::vertical().auto_shrink(false).show(&mut column, |ui| {
            view.guard(ui);
            parameters::parameters_ui(ui, view, augmentation, &mut config.augmentation, problems);
        });
    } else {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            pictures_ui(ui, view, augmentation);
            ui.add_space(GROUP);
            ui.scope(|ui| {
                view.guard(ui);
                parameters::parameters_ui(ui, view, augmentation, &mut config.augmentation, problems);
            });
        });
    }
}
