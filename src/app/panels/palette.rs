//! The command palette: every command by a few letters.

use eframe::egui::{Align2, Area, Button, Context, Frame, Id, Key, Modal, ScrollArea, TextEdit, vec2};

use super::View;
use crate::app::actions::Origin;
use crate::app::commands::{Command, written};
use crate::app::state::State;
use crate::app::theme::GROUP;
use crate::app::widgets::weak;
use crate::text::{Language, ShellText};

const WIDTH: f32 = 480.0;

pub fn palette_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    if !state.palette.open {
        return;
    }
    let id = Id::unique("palette");
    let area =
        Area::new(id.with("area")).anchor(Align2::CENTER_TOP, vec2(0.0, 80.0)).order(eframe::egui::Order::Foreground);
    let frame = Frame::popup(&context.style_of(context.theme())).inner_margin(16.0);
    let modal = Modal::new(id).area(area).frame(frame).show(context, |ui| {
        let width = WIDTH.min(ui.ctx().content_rect().width() - 4.0 * GROUP);
        ui.set_width(width);
        let hint = view.text(ShellText::PaletteHint);
        let field =
            ui.add(TextEdit::singleline(&mut state.palette.letters).hint_text(hint).desired_width(f32::INFINITY));
        field.request_focus();
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(hint));
        let found = found(&state.palette.letters, view.language);
        let (up, down, enter) = ui.input(|input| {
            (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown), input.key_pressed(Key::Enter))
        });
        if field.changed() {
            state.palette.chosen = 0;
        }
        let last = found.len().saturating_sub(1);
        let step = isize::from(down) - isize::from(up);
        state.palette.chosen = state.palette.chosen.min(last).saturating_add_signed(step).min(last);
        // A disabled command stays listed, with the reason.
        let possible = |command: &Command| command.enabled(state).is_ok();
        let mut given = found.get(state.palette.chosen).copied().filter(|command| enter && possible(command));
        if found.is_empty() {
            weak(ui, view.text(ShellText::PaletteEmpty));
        }
        // Without its least height the list would stay as low as it was with few commands found.
        let height = (ui.ctx().content_rect().height() - 240.0).clamp(96.0, 320.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for (place, command) in found.iter().enumerate() {
                    let chosen = place == state.palette.chosen;
                    let mut button =
                        Button::selectable(chosen, view.text(command.name())).min_size(vec2(width - 16.0, 32.0));
                    if let Some(keys) = command.shortcut() {
                        button = button.shortcut_text(written(ui.ctx(), keys));
                    }
                    let possible = command.enabled(state);
                    let mut response = ui.add_enabled(possible.is_ok(), button);
                    if let Err(missing) = possible {
                        response = response.on_disabled_hover_text(view.text(missing));
                    }
                    if chosen && step != 0 {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        given = Some(*command);
                    }
                }
            },
        );
        given
    });
    let close = modal.should_close();
    if let Some(command) = modal.inner {
        state.palette.open = false;
        view.send_from(Origin::Palette, command);
    } else if close {
        state.palette.open = false;
    }
}

/// The commands that fit the letters, the best first.
fn found(letters: &str, language: Language) -> Vec<Command> {
    let commands = Command::ALL.into_iter().filter(|command| *command != Command::ShowPalette);
    let mut ranked: Vec<_> = commands.filter_map(|command| Some((command.rank(letters, language)?, command))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, command)| command).collect()
}
