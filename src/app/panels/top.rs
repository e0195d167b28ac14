//! The thin top line: menu, what is open, and how the window looks.

use std::fmt::Display;

use eframe::egui::{Button, Color32, Label, RichText, Role, ScrollArea, TextStyle, Ui, WidgetInfo};

use super::{View, learn};
use crate::app::actions::Origin;
use crate::app::commands::{Command, Menu, written};
use crate::app::state::{State, run_name};
use crate::app::theme::{GAP, GROUP};
use crate::app::widgets::{at_right, emphasis, middle, room_beside};
use crate::config::DataSource;
use crate::text::{ShellText, preset_name};

/// What is at the right end.
const RIGHT: &str = "top";

pub fn top_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    ui.horizontal_centered(|ui| {
        menu_ui(ui, view, state);
        ui.label(emphasis(view.text(ShellText::Bigode)).size(16.0));
        ui.add_space(GAP);
        if !view.editable {
            back_button(ui, view);
        }
        let room = room_beside(ui, RIGHT);
        ui.scope(|ui| {
            ui.set_max_width(room);
            context_ui(ui, view, state);
        });
        at_right(ui, RIGHT, |ui| {
            learn::terms_button(ui, view);
            notices_button(ui, view, state);
            let palette = Command::ShowPalette.shortcut().map(|keys| written(ui.ctx(), keys));
            command_button(ui, view, palette.as_deref().unwrap_or("⌘"), Command::ShowPalette);
            command_button(ui, view, view.text(ShellText::LanguageSwitch), Command::SwitchLanguage);
            command_button(ui, view, "◐", Command::SwitchTheme);
        });
    });
}

/// The way back from a run; an arrow alone where the line is too narrow for words.
fn back_button(ui: &mut Ui, view: &mut View<'_>) {
    /// The least room for the name of what is open, in points.
    const NAME: f32 = 240.0;
    let text = format!("← {}", view.text(Command::BackToExperiment.name()));
    let font = TextStyle::Button.resolve(ui.style());
    let width = ui.painter().layout_no_wrap(text.clone(), font, Color32::PLACEHOLDER).size().x;
    if width + NAME > room_beside(ui, RIGHT) {
        command_button(ui, view, "←", Command::BackToExperiment);
    } else if ui.button(text).clicked() {
        view.send(Command::BackToExperiment);
    }
}

/// What is open, in the room that is left; a long name loses its middle first.
fn context_ui(ui: &mut Ui, view: &View<'_>, state: &State) {
    let room = ui.available_width();
    let font = TextStyle::Small.resolve(ui.style());
    let (name, rest) = context_line(view, state);
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    let full = format!("{name}{rest}");
    let short = middle(ui, &name, &font, (room - width(&rest)).max(room * 0.8));
    let label = ui.add(Label::new(RichText::new(format!("{short}{rest}")).small().weak()).truncate());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &full));
    label.on_hover_text(full);
}

/// The shown subject: its name, and what is known of it.
fn context_line(view: &View<'_>, state: &State) -> (String, String) {
    let dataset = state.subject.data.dataset.as_ref();
    let photographs = dataset.map(|dataset| {
        let phrase = match dataset.source {
            DataSource::Path(_) => ShellText::Photographs,
            DataSource::Drawings { .. } => ShellText::Drawings,
        };
        (source_name(view, &dataset.source), view.language.count(phrase, state.subject.data.usable_count()))
    });
    if let Some(run) = &state.subject.run {
        let name =
            run.run_folder().map_or_else(|| view.text(ShellText::Preparing).to_owned(), |run| view.run_name(run));
        let best = run.best().map(|best| {
            let values: [(&str, &dyn Display); 2] = [("best", &best.epoch), ("epochs", &run.epochs_wanted())];
            view.language.fill(ShellText::BestEpochOf, &values)
        });
        let facts: Vec<String> = photographs.map(|(name, _)| name).into_iter().chain(best).collect();
        let rest = facts.iter().fold(String::new(), |rest, fact| format!("{rest} · {fact}"));
        return (view.language.fill(ShellText::RunTitle, &[("name", &name)]), rest);
    }
    let preset = preset_text(view, state);
    let Some((name, count)) = photographs else {
        return (view.text(ShellText::Experiment).to_owned(), format!(" · {preset}"));
    };
    (view.language.fill(ShellText::ExperimentTitle, &[("name", &name)]), format!(" · {count} · {preset}"))
}

/// Photographs by the name of their folder or file.
pub fn source_name(view: &View<'_>, source: &DataSource) -> String {
    match source {
        DataSource::Path(path) => run_name(path),
        DataSource::Drawings { .. } => view.text(ShellText::BuiltInDrawings).to_owned(),
    }
}

/// The preset that the experiment is, or that it was made of.
pub fn preset_text(view: &View<'_>, state: &State) -> String {
    let preset = &state.subject.config.preset;
    let of = &state.subject.augmentation.preset;
    match preset.as_str() {
        "custom" => view.language.fill(ShellText::PresetEdited, &[("name", &preset_name(view.language, of))]),
        preset => view.language.fill(ShellText::Preset, &[("name", &preset_name(view.language, preset))]),
    }
}

/// A small button whose accessible name is the command's, whatever sign it shows.
fn command_button(ui: &mut Ui, view: &mut View<'_>, sign: &str, command: Command) {
    let name = view.text(command.name());
    let keys = command.shortcut().map(|keys| written(ui.ctx(), keys)).filter(|keys| keys != sign);
    let explained = keys.map_or_else(|| name.to_owned(), |keys| format!("{name} ({keys})"));
    let response = ui.add(Button::new(RichText::new(sign).small()).frame_when_inactive(false)).on_hover_text(explained);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
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
                // A menu that is higher than the window scrolls.
                let room = ui.ctx().content_rect().height() - 2.0 * GROUP;
                ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
                    for command in Command::ALL.into_iter().filter(|command| command.menu() == menu) {
                        menu_entry(ui, view, state, command);
                    }
                });
            });
        }
    });
    let response = button.response.on_hover_text(name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
}

/// A command in a menu: its name, its keys, and why it is disabled.
fn menu_entry(ui: &mut Ui, view: &mut View<'_>, state: &State, command: Command) {
    let name = view.text(command.name());
    let on = command == Command::SwitchMotion && state.settings.reduced_motion;
    let mut button = Button::new(if on { format!("✓ {name}") } else { name.to_owned() }).frame_when_inactive(false);
    if let Some(keys) = command.shortcut() {
        button = button.shortcut_text(written(ui.ctx(), keys));
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
