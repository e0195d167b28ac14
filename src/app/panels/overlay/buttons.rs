//! Changes by mouse: buttons beside the large photograph, a menu on each thumbnail.

use eframe::egui::{Button, ScrollArea, TextStyle, Ui, vec2};

use super::{Editable, View};
use crate::app::commands::{Command, written};
use crate::app::widgets::{combo, middle};
use crate::data::overlay::Change;
use crate::text::OverlayText;

/// More classes than this scroll.
const CLASSES: f32 = 240.0;
/// Width of the field for the label.
const LABEL: f32 = 96.0;
/// What its arrow and edges take.
const ARROW: f32 = 36.0;

/// The buttons beside the large photograph: in one row, where there is room.
pub fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, photograph: Editable<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        ui.spacing_mut().interact_size.y = 26.0;
        let now = photograph.label_now().map_or("–", |label| view.class(label));
        let classes: Vec<(usize, &str)> = photograph.classes.iter().map(|name| view.class(name)).enumerate().collect();
        let chosen = photograph.classes.iter().position(|class| Some(class.as_str()) == photograph.label_now());
        let font = TextStyle::Button.resolve(ui.style());
        let shown = middle(ui, now, &font, LABEL - ARROW);
        let (response, picked) = combo(ui, "give a label", LABEL, (chosen.unwrap_or(usize::MAX), &shown), &classes);
        if let Some(place) = picked.filter(|place| Some(*place) != chosen) {
            photograph.relabel(view, &photograph.classes[place]);
        }
        let response = response.on_hover_text(hint(ui, view, Command::GiveLabel));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(view.text(OverlayText::Label)));
        let excluded = photograph.change == Some(&Change::Exclude);
        let flagged = photograph.change == Some(&Change::Flagged);
        let exclude = Button::new(format!("✗ {}", view.text(exclude_text(excluded)))).selected(excluded);
        let untouched = format!("{}\n{}", hint(ui, view, Command::Exclude), view.text(OverlayText::Untouched));
        if ui.add(exclude).on_hover_text(untouched).clicked() {
            photograph.toggle(view, Change::Exclude);
        }
        let uncertainty = Button::new(format!("? {}", view.text(OverlayText::FlagForReview))).selected(flagged);
        if ui.add(uncertainty).on_hover_text(hint(ui, view, Command::Flag)).clicked() {
            photograph.toggle(view, Change::Flagged);
        }
        if photograph.change.is_some() {
            let back = ui.button(view.text(OverlayText::TakeBack));
            if back.on_hover_text(hint(ui, view, Command::TakeBack)).clicked() {
                photograph.decide(view, None);
            }
        }
    });
}

/// The menu on a small picture.
pub fn menu_ui(ui: &mut Ui, view: &mut View<'_>, photograph: Editable<'_>) {
    ScrollArea::vertical().max_height(CLASSES).show(ui, |ui| {
        for class in photograph.classes.iter().filter(|class| photograph.label_now() != Some(class)) {
            if ui.button(view.language.fill(OverlayText::GiveLabel, &[("label", &view.class(class))])).clicked() {
                photograph.relabel(view, class);
                ui.close();
            }
        }
    });
    let excluded = photograph.change == Some(&Change::Exclude);
    let flagged = photograph.change == Some(&Change::Flagged);
    let uncertainty = format!("{} {}", if flagged { "✓" } else { "?" }, view.text(OverlayText::FlagForReview));
    for (text, command, change) in [
        (format!("✗ {}", view.text(exclude_text(excluded))), Command::Exclude, Change::Exclude),
        (uncertainty, Command::Flag, Change::Flagged),
    ] {
        if ui.add(Button::new(text).shortcut_text(keys(ui, command))).clicked() {
            photograph.toggle(view, change);
            ui.close();
        }
    }
    if photograph.change.is_some() {
        let back = Button::new(view.text(OverlayText::TakeBack)).shortcut_text(keys(ui, Command::TakeBack));
        if ui.add(back).clicked() {
            photograph.decide(view, None);
            ui.close();
        }
    }
}

const fn exclude_text(excluded: bool) -> OverlayText {
    if excluded { OverlayText::Include } else { OverlayText::Exclude }
}

fn keys(ui: &Ui, command: Command) -> String {
    command.shortcut().map_or_else(String::new, |keys| written(ui.ctx(), keys))
}

/// A command's name and keys.
fn hint(ui: &Ui, view: &View<'_>, command: Command) -> String {
    format!("{} ({})", view.text(command.name()), keys(ui, command))
}
