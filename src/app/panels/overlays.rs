//! Overlays of the whole window: the drop hint, the confirmation before closing, the dialog for a typed path.

use std::path::PathBuf;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Align2, Area, Context, CornerRadius, Grid, Id, InputState, Key, Modifiers, Order, Sense, TextEdit, Ui, vec2,
};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::{Command, Menu, written};
use crate::app::state::{OverlayDocument, State};
use crate::app::theme::{GAP, GROUP, SECTION, TITLE};
use crate::app::widgets::{dialog, emphasis, primary_button, table_text, weak};
use crate::text::ShellText;

const WIDTH: f32 = 420.0;
const KEYS_WIDTH: f32 = 560.0;
/// Width of the keys beside their commands.
const KEYS_COLUMN: f32 = 144.0;

pub fn overlays_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    if state.drag_hovers || context.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_hint_ui(context, view);
    }
    if state.quit_dialog_open {
        quit_ui(context, view, state);
    }
    if state.path_request.is_some() {
        path_ui(context, view, state);
    }
    let asks = |key| context.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if !context.text_edit_focused() && (asks(Key::Questionmark) || context.input_mut(shifted_question_mark)) {
        state.keys_open = !state.keys_open;
    }
    if state.keys_open {
        keys_ui(context, view, state);
    }
}

/// On most keyboards the question mark needs Shift.
fn shifted_question_mark(input: &mut InputState) -> bool {
    input.consume_key(Modifiers::SHIFT, Key::Questionmark)
}

/// All keys: those of the commands by menu, and those that pages and controls take.
fn keys_ui(context: &Context, view: &View<'_>, state: &mut State) {
    const FIXED: [(ShellText, ShellText); 6] = [
        (ShellText::KeysTerm, ShellText::KeysTermDo),
        (ShellText::KeysAsk, ShellText::KeysAskDo),
        (ShellText::KeysArrows, ShellText::KeysArrowsDo),
        (ShellText::KeysTab, ShellText::KeysTabDo),
        (ShellText::KeysPaste, ShellText::KeysPasteDo),
        (ShellText::KeysEscape, ShellText::KeysEscapeDo),
    ];
    let modal = dialog(context, "keys", KEYS_WIDTH, |ui| {
        ui.label(emphasis(view.text(ShellText::KeysTitle)).size(TITLE));
        let close = ui.button(view.text(ShellText::Close)).clicked();
        let row = |ui: &mut Ui, keys: &str, name: &str| {
            ui.label(table_text(keys));
            ui.label(name);
            ui.end_row();
        };
        for menu in Menu::ALL {
            let commands = Command::ALL.into_iter().filter(|command| command.menu() == menu);
            let bound: Vec<_> = commands.filter_map(|command| Some((command, command.shortcut()?))).collect();
            if bound.is_empty() {
                continue;
            }
            ui.add_space(GAP);
            ui.label(emphasis(view.text(menu.name())).size(SECTION));
            Grid::new(("keys", menu as usize))
                .num_columns(2)
                .min_col_width(KEYS_COLUMN)
                .spacing(vec2(GROUP, 4.0))
                .show(ui, |ui| {
                    for (command, keys) in bound {
                        row(ui, &written(context, keys), view.text(command.name()));
                    }
                });
        }
        ui.add_space(GAP);
        Grid::new("other keys").num_columns(2).min_col_width(KEYS_COLUMN).spacing(vec2(GROUP, 4.0)).show(ui, |ui| {
            for (keys, what) in FIXED {
                row(ui, view.text(keys), view.text(what));
            }
        });
        close
    });
    if modal.inner || modal.should_close() {
        state.keys_open = false;
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
    let modal = dialog(context, "quit", WIDTH, |ui| {
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
    let modal = dialog(context, "path", WIDTH, |ui| {
        let saves = purpose.file_name().is_some();
        let title = if saves { ShellText::PathToSave } else { ShellText::PathToOpen };
        let label = ui.label(emphasis(view.text(title)).size(TITLE));
        weak(ui, view.text(ShellText::DialogUnavailable));
        let edit = TextEdit::singleline(&mut state.path_field).desired_width(f32::INFINITY).align(Align2::LEFT_CENTER);
        let field = ui.add(edit).labelled_by(label.id);
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
            let path = state.path_field.trim().to_owned();
            view.send(Action::TakePaths(purpose, vec![PathBuf::from(&path)]));
            state.path_typed = Some((purpose, path));
            done = true;
        }
        done
    });
    if modal.inner || modal.should_close() {
        state.path_request = None;
        state.path_field.clear();
    }
}
