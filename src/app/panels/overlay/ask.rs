//! The dialog that asks for a label, where there are more than two classes.

use eframe::egui::{Context, Key, Modifiers, ScrollArea, vec2};

use super::View;
use crate::app::actions::Action;
use crate::app::state::State;
use crate::app::theme::{GAP, TITLE};
use crate::app::widgets::{dialog, emphasis};
use crate::data::overlay::Change;
use crate::text::{OverlayText, ShellText};

const WIDTH: f32 = 320.0;
/// Classes that a digit chooses.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

pub fn ask_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    if !state.overlay.label_dialog_open {
        return;
    }
    let Some(chosen) = state.chosen() else {
        state.overlay.label_dialog_open = false;
        return;
    };
    let now = match state.document().and_then(|document| document.get(chosen.name)) {
        Some(Change::Relabel(label)) => Some(label.as_str()),
        _ => chosen.label,
    };
    let modal = dialog(context, "label", WIDTH, |ui| {
        ui.label(emphasis(view.text(OverlayText::AskLabel)).size(TITLE));
        ui.label(chosen.name);
        ui.add_space(GAP);
        ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
            for (place, class) in chosen.classes.iter().enumerate() {
                let key = DIGITS.get(place);
                let typed = key.is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
                let mut button =
                    eframe::egui::Button::selectable(now == Some(class), view.class(class)).min_size(vec2(WIDTH, 28.0));
                if key.is_some() {
                    button = button.shortcut_text((place + 1).to_string());
                }
                if ui.add(button).clicked() || typed {
                    view.send(Action::Label(class.clone()));
                }
            }
        });
        ui.add_space(GAP);
        ui.button(view.text(ShellText::Cancel)).clicked()
    });
    if modal.inner || modal.should_close() {
        state.overlay.label_dialog_open = false;
    }
}
