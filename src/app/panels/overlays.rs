//! Overlays of the whole window: the drop hint, the confirmation before closing, the dialog for a typed path.

use std::path::PathBuf;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Align2, Area, Context, CornerRadius, Id, Modal, Order, Sense, TextEdit, Ui, vec2};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{OverlayDocument, State};
use crate::app::theme::{GAP, TITLE};
use crate::app::widgets::{emphasis, primary_button, weak};
use crate::text::ShellText;

const WIDTH: f32 = 420.0;

pub fn overlays_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    if context.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_hint_ui(context, view);
    }
    if state.quit_dialog_open {
        quit_ui(context, view, state);
    }
    if state.path_request.is_some() {
        path_ui(context, view, state);
    }
}

fn drop_hint_ui(context: &Context, view: &View<'_>) {
    let rect = context.content_rect();
    Area::new(Id::unique("drop hint")).order(Order::Foreground).fixed_pos(rect.min).show(context, |ui| {
        let (_, response) = ui.allocate_exact_size(rect.size(), Sense::hover());
        let painter = ui.painter();
        painter.rect_filled(response.rect, CornerRadius::ZERO, view.tokens.background.gamma_multiply(0.9));
        let stroke = eframe::egui::Stroke::new(2.0, view.tokens.accent);
        painter.rect_stroke(
            response.rect.shrink(16.0),
            CornerRadius::same(8),
            stroke,
            eframe::egui::StrokeKind::Inside,
        );
    });
    Area::new(Id::unique("drop words")).order(Order::Tooltip).anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0)).show(
        context,
        |ui| {
            ui.vertical_centered(|ui| {
                ui.label(emphasis(view.text(ShellText::DropHere)).size(TITLE));
                weak(ui, view.text(ShellText::DropHint));
            });
        },
    );
}

fn quit_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    let modal = Modal::new(Id::unique("quit")).show(context, |ui| {
        ui.set_width(WIDTH);
        let problem = state.overlay.unsaved().and_then(OverlayDocument::problem);
        if let Some(reason) = problem {
            ui.label(emphasis(view.text(ShellText::QuitUnsaved)).size(TITLE));
            ui.label(view.language.fill(ShellText::QuitUnsavedBody, &[("reason", &reason.localized(view.language))]));
        }
        if state.active_run().is_some() {
            ui.label(emphasis(view.text(ShellText::QuitTitle)).size(TITLE));
            ui.label(view.text(ShellText::QuitBody));
        }
        ui.add_space(GAP);
        let mut stay = false;
        ui.horizontal(|ui| {
            let text = if problem.is_some() { ShellText::KeepOverlay } else { ShellText::QuitStay };
            stay = primary_button(ui, view.tokens, view.text(text), true).clicked();
            if stay && problem.is_some() {
                view.send(Command::KeepOverlay);
            }
            if ui.button(view.text(ShellText::QuitNow)).clicked() {
                view.send(Action::QuitNow);
            }
        });
        stay
    });
    if modal.inner || modal.should_close() {
        state.quit_dialog_open = false;
    }
}

/// Typing replaces the proposed path.
fn select_all(ui: &Ui, field: Id, text: &str) {
    let mut edited = TextEditState::load(ui.ctx(), field).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    edited.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    edited.store(ui.ctx(), field);
}

fn path_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    let Some(purpose) = state.path_request else { return };
    let modal = Modal::new(Id::unique("path")).show(context, |ui| {
        ui.set_width(WIDTH);
        let saves = purpose.file_name().is_some();
        let title = if saves { ShellText::PathToSave } else { ShellText::PathToOpen };
        let label = ui.label(emphasis(view.text(title)).size(TITLE));
        let field =
            ui.add(TextEdit::singleline(&mut state.path_field).desired_width(f32::INFINITY)).labelled_by(label.id);
        // Read before the field is focused again, for Enter takes its focus.
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.add_space(GAP);
        let typed = !state.path_field.trim().is_empty();
        let give = view.text(if saves { ShellText::Save } else { ShellText::Open });
        let (open, cancel) = ui
            .horizontal(|ui| (primary_button(ui, view.tokens, give, typed), ui.button(view.text(ShellText::Cancel))))
            .inner;
        // The field takes the focus.
        let own = [field.id, open.id, cancel.id];
        if ui.ctx().memory(|memory| memory.focused().is_none_or(|id| !own.contains(&id))) {
            field.request_focus();
            select_all(ui, field.id, &state.path_field);
        }
        let mut done = cancel.clicked();
        if (open.clicked() || entered) && typed {
            view.send(Action::TakePaths(purpose, vec![PathBuf::from(state.path_field.trim())]));
            done = true;
        }
        done
    });
    if modal.inner || modal.should_close() {
        state.path_request = None;
        state.path_field.clear();
    }
}
