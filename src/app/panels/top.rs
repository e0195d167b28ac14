//! The thin top line: menu, what is open, and how the window looks.

use eframe::egui::{Button, Color32, Label, RichText, TextStyle, Ui};

use super::View;
use crate::app::actions::Origin;
use crate::app::commands::{Command, Menu};
use crate::app::state::State;
use crate::app::theme::GAP;
use crate::app::widgets::{at_right, emphasis, middle, room_beside};
use crate::config::DataSource;
use crate::text::ShellText;

/// What is at the right end.
const RIGHT: &str = "top";

pub fn top_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    ui.horizontal_centered(|ui| {
        menu_ui(ui, view, state);
        ui.label(emphasis(view.text(ShellText::Bigode)).size(16.0));
        ui.add_space(GAP);
        let room = room_beside(ui, RIGHT);
        ui.scope(|ui| {
            ui.set_max_width(room);
            context_ui(ui, view, state);
        });
        at_right(ui, RIGHT, |ui| {
            notices_button(ui, view, state);
            let palette = Command::ShowPalette.shortcut().map(|keys| ui.ctx().format_shortcut(&keys));
            command_button(ui, view, palette.as_deref().unwrap_or("⌘"), Command::ShowPalette);
            command_button(ui, view, view.text(ShellText::LanguageSwitch), Command::SwitchLanguage);
            command_button(ui, view, "◐", Command::SwitchTheme);
        });
    });
}

/// What is open, in the room that is left; a long name loses its middle first.
fn context_ui(ui: &mut Ui, view: &View<'_>, state: &State) {
    let room = ui.available_width();
    let font = TextStyle::Small.resolve(ui.style());
    let (name, rest) = context_line(view, state);
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    let full = format!("{name}{rest}");
    let short = middle(ui, &name, &font, (room - width(&rest)).max(room * 0.4));
    ui.add(Label::new(RichText::new(format!("{short}{rest}")).small().weak()).truncate()).on_hover_text(full);
}

/// What is open: its name, and how many photographs and which preset.
fn context_line(view: &View<'_>, state: &State) -> (String, String) {
    let preset = view.language.fill(ShellText::Preset, &[("name", &state.subject.config.preset)]);
    let Some(dataset) = &state.subject.data.dataset else { return (String::new(), preset) };
    let (name, count) = match &dataset.source {
        DataSource::Path(path) => (
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
            view.language.count(ShellText::Photographs, dataset.photos.len()),
        ),
        DataSource::Drawings { .. } => (
            view.text(ShellText::BuiltInDrawings).to_owned(),
            view.language.count(ShellText::Drawings, dataset.photos.len()),
        ),
    };
    (name, format!(" · {count} · {preset}"))
}

/// A small button whose accessible name is the command's, whatever sign it shows.
fn command_button(ui: &mut Ui, view: &mut View<'_>, sign: &str, command: Command) {
    let name = view.text(command.name());
    let response = ui.add(Button::new(RichText::new(sign).small()).frame_when_inactive(false)).on_hover_text(name);
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, name));
    if response.clicked() {
        view.send(command);
    }
}

fn notices_button(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let unread = state.notices.unread().count();
    let text = if unread == 0 {
        view.text(ShellText::NoticesTitle).to_owned()
    } else {
        view.language.count(ShellText::NoticesUnread, unread)
    };
    if ui.add(Button::new(RichText::new(text).small()).frame_when_inactive(false)).clicked() {
        view.send(Command::ShowNotices);
    }
}

fn menu_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let name = view.text(ShellText::Menu);
    let button = ui.menu_button("≡", |ui| {
        for menu in Menu::ALL {
            ui.menu_button(view.text(menu.name()), |ui| {
                for command in Command::ALL.into_iter().filter(|command| command.menu() == menu) {
                    menu_entry(ui, view, state, command);
                }
            });
        }
    });
    let response = button.response.on_hover_text(name);
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, name));
}

/// A command in a menu: its name, its keys, and why it is disabled.
fn menu_entry(ui: &mut Ui, view: &mut View<'_>, state: &State, command: Command) {
    let name = view.text(command.name());
    let on = command == Command::SwitchMotion && state.settings.reduced_motion;
    let mut button = Button::new(if on { format!("✓ {name}") } else { name.to_owned() }).frame_when_inactive(false);
    if let Some(keys) = command.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&keys));
    }
    let possible = command.enabled(state);
    let mut response = ui.add_enabled(possible.is_ok(), button);
    if let Err(missing) = possible {
        response = response.on_disabled_hover_text(view.text(missing));
    }
    if response.clicked() {
        view.send_from(Origin::Menu, command);
        ui.close();
    }
}
