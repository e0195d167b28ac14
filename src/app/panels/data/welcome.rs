//! The first start: three choices, and what was opened lately.

use std::path::PathBuf;

use eframe::egui::{Align, Button, Key, Label, Layout, OpenUrl, Popup, ScrollArea, Sense, TextEdit, Ui, vec2};

use super::{View, open_buttons_ui};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::panels::drops_arrive;
use crate::app::panels::shelf::start_ui;
use crate::app::state::State;
use crate::app::theme::{GAP, GROUP, INSIDE, TITLE};
use crate::app::widgets::{card, emphasis, primary_button, weak};
use crate::text::{DataText, ShellText};

/// A choice is never narrower; they stand below each other instead.
const DOOR: f32 = 232.0;
/// Height of a choice that stands alone in its row, of two and of three.
const HEIGHTS: [f32; 4] = [112.0, 192.0, 216.0, 232.0];
const KAGGLE: &str = "https://www.kaggle.com/c/dogs-vs-cats/data";

pub fn welcome_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.08).min(GROUP * 2.0));
        if state.subject.data.choosing_others {
            let keep = ui.button(format!("← {}", view.text(DataText::KeepOpen))).clicked();
            let escape = !Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape));
            if keep || escape {
                view.send(Action::KeepData);
            }
            ui.add_space(GAP);
        }
        ui.label(emphasis(view.text(DataText::WelcomeTitle)).size(TITLE + 4.0));
        if drops_arrive() {
            weak(ui, view.text(DataText::WelcomeBody));
        } else {
            weak(ui, view.text(ShellText::DropsNeedX11));
        }
        ui.add_space(GROUP);
        let columns = (((ui.available_width() + INSIDE) / (DOOR + INSIDE)).floor() as usize).clamp(1, 4);
        let columns = if columns == 3 { 2 } else { columns };
        let choices: [fn(&mut Ui, &mut View<'_>); 4] = [drawings_choice, own_choice, new_choice, kaggle_choice];
        for row in choices.chunks(columns) {
            let width = (ui.available_width() - INSIDE * (row.len() - 1) as f32) / row.len() as f32;
            let height = HEIGHTS[row.len() - 1];
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = INSIDE;
                for choice in row {
                    card(ui, view.tokens, |ui| {
                        let inside = vec2(width - 2.0 * INSIDE - 2.0, height - 2.0 * INSIDE);
                        ui.allocate_ui_with_layout(inside, Layout::top_down(Align::Min), |ui| {
                            ui.set_min_size(inside);
                            ui.set_max_width(inside.x);
                            ui.spacing_mut().item_spacing = vec2(GAP, GAP);
                            choice(ui, view);
                        });
                    });
                }
            });
            ui.add_space(GAP);
        }
        ui.add_space(INSIDE);
        path_ui(ui, view, state);
        let training = state.active_run().is_some();
        start_ui(ui, view, &mut state.shelf, training);
        recent_ui(ui, view, state);
    });
}

fn drawings_choice(ui: &mut Ui, view: &mut View<'_>) {
    ui.label(emphasis(view.text(DataText::DoorDrawings)).size(16.0));
    weak(ui, view.text(DataText::DoorDrawingsBody));
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, view.tokens, view.text(DataText::DoorDrawingsButton), true).clicked() {
            view.send(Command::TrainDrawings);
        }
        if ui.button(view.text(DataText::DoorLook)).clicked() {
            view.send(Command::UseDrawings);
        }
    });
}

fn own_choice(ui: &mut Ui, view: &mut View<'_>) {
    ui.label(emphasis(view.text(DataText::DoorOpen)).size(16.0));
    weak(ui, view.text(DataText::DoorOpenBody));
    open_buttons_ui(ui, view);
}

fn new_choice(ui: &mut Ui, view: &mut View<'_>) {
    ui.label(emphasis(view.text(DataText::DoorNew)).size(16.0));
    weak(ui, view.text(DataText::DoorNewBody));
    if ui.button(view.text(DataText::DoorNewButton)).clicked() {
        view.send(Command::NewList);
    }
}

fn kaggle_choice(ui: &mut Ui, view: &mut View<'_>) {
    ui.label(emphasis(view.text(DataText::DoorKaggle)).size(16.0));
    weak(ui, view.text(DataText::DoorKaggleBody));
    if ui.button(view.text(DataText::DoorKaggleButton)).clicked() {
        ui.ctx().open_url(OpenUrl::new_tab(KAGGLE));
    }
}

fn path_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    ui.horizontal(|ui| {
        let label = ui.add(Label::new(view.text(DataText::PathField)).sense(Sense::CLICK));
        let field = ui.add(TextEdit::singleline(&mut state.subject.data.path_field).desired_width(360.0));
        if label.clicked() {
            field.request_focus();
        }
        let field = field.labelled_by(label.id);
        let typed = state.subject.data.path_field.trim().to_owned();
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        let open = ui.add_enabled(!typed.is_empty(), Button::new(view.text(ShellText::Open))).clicked();
        if (open || entered) && !typed.is_empty() {
            view.send(Action::OpenPath(PathBuf::from(typed)));
        }
    });
}

fn recent_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    if state.settings.recent.is_empty() {
        return;
    }
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(DataText::Recent)));
    for path in &state.settings.recent {
        if ui.add(Button::new(path.display().to_string()).frame_when_inactive(false)).clicked() {
            view.send(Action::OpenPath(path.clone()));
        }
    }
}
