//! The changes to a data set in one line: how many, in which file, undo and redo.

use std::fmt::Display;

use eframe::egui::{Button, Label, RichText, Ui, vec2};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::{Command, written};
use crate::app::notices::Severity;
use crate::app::state::{OverlayDocument, unfit};
use crate::app::widgets::{emphasis, sign, small};
use crate::engine::DatasetView;
use crate::results::Decisions;
use crate::text::OverlayText;

/// At most so many names of missing photographs are listed.
const LISTED: usize = 10;

/// Room for the button after the hint.
const BUTTON: f32 = 88.0;

/// The line, or how to begin.
pub fn strip_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    document: Option<&OverlayDocument>,
    more: impl FnOnce(&mut Ui, &mut View<'_>),
) {
    let Some(document) = document.filter(|document| document.is_open()) else { return };
    let (undo, redo) = document.steps();
    ui.horizontal_wrapped(|ui| {
        compact(ui);
        if let Some(problem) = document.problem() {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            ui.label(view.language.fill(OverlayText::NotSaved, &[("reason", &problem.localized(view.language))]));
            if ui.button(view.text(OverlayText::SaveAgain)).clicked() {
                view.send(Action::SaveAgain);
            }
            if ui.button(view.text(OverlayText::KeepElsewhere)).clicked() {
                view.send(Command::KeepOverlay);
            }
        } else if document.is_empty() && !undo && !redo {
            hint_ui(ui, view.text(OverlayText::None));
            if ui
                .button(view.text(OverlayText::OpenOther))
                .on_hover_text(view.text(Command::OpenOverlay.name()))
                .clicked()
            {
                view.send(Command::OpenOverlay);
            }
        } else {
            ui.label(emphasis(view.text(OverlayText::Title)).small());
            small(ui, summary(view, document)).on_hover_text(document.path().display().to_string());
        }
        if undo || redo {
            for (command, text, possible) in
                [(Command::Undo, OverlayText::Undo, undo), (Command::Redo, OverlayText::Redo, redo)]
            {
                let keys = command.shortcut().map_or_else(String::new, |keys| written(ui.ctx(), keys));
                if ui.add_enabled(possible, Button::new(view.text(text))).on_hover_text(keys).clicked() {
                    view.send(command);
                }
            }
        }
        more(ui, view);
    });
}

/// A hint on how to begin, in one line; its full text is the tooltip.
fn hint_ui(ui: &mut Ui, hint: &str) {
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() - BUTTON).max(0.0));
        ui.add(Label::new(RichText::new(hint).small().weak()).truncate()).on_hover_text(hint);
    });
}

/// Buttons no higher than a line of text needs, so that photographs keep their room.
fn compact(ui: &mut Ui) {
    ui.spacing_mut().interact_size.y = 24.0;
    ui.spacing_mut().button_padding = vec2(8.0, 2.0);
    ui.spacing_mut().item_spacing.y = 4.0;
}

/// The buttons for an overlay's file.
pub fn file_ui(ui: &mut Ui, view: &mut View<'_>, document: &OverlayDocument) {
    for (command, text) in
        [(Command::KeepOverlay, OverlayText::KeepElsewhere), (Command::OpenOverlay, OverlayText::OpenOther)]
    {
        // Where the file could not be written, the line offers another one already.
        let is_offered = command == Command::KeepOverlay && document.problem().is_some();
        if !document.is_empty()
            && !is_offered
            && ui.button(view.text(text)).on_hover_text(view.text(command.name())).clicked()
        {
            view.send(command);
        }
    }
}

fn summary(view: &View<'_>, document: &OverlayDocument) -> String {
    let language = view.language;
    let counts = document.overlay().map(Decisions::of).unwrap_or_default();
    let mut parts: Vec<String> = [
        (OverlayText::Relabelled, counts.relabelled),
        (OverlayText::Excluded, counts.excluded),
        (OverlayText::Flagged, counts.flagged),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0 || document.is_empty())
    .map(|(text, count)| language.count(text, count))
    .collect();
    let file = document.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    parts.push(if document.is_saved() {
        language.fill(OverlayText::KeptIn, &[("file", &file)])
    } else {
        view.text(OverlayText::Saving).to_owned()
    });
    parts.join(" · ")
}

/// Entries of the overlay that do not fit the photographs: missing files, unknown labels.
pub fn unfit_ui(ui: &mut Ui, view: &mut View<'_>, document: Option<&OverlayDocument>, dataset: &DatasetView) {
    let Some(overlay) = document.and_then(OverlayDocument::overlay).filter(|overlay| !overlay.is_empty()) else {
        return;
    };
    let (gone, unknown) = unfit(overlay, &dataset.photos, &dataset.classes);
    if !gone.is_empty() {
        let more = if gone.len() > LISTED { ", …" } else { "" };
        let names = format!("{}{more}", gone.iter().take(LISTED).copied().collect::<Vec<_>>().join(", "));
        let sentence = view.language.count(OverlayText::Gone, gone.len()).replace("{names}", &names);
        ui.horizontal_wrapped(|ui| {
            compact(ui);
            ui.label(sign(Severity::Warning, view.tokens, view.language));
            ui.label(sentence);
            if ui.button(view.text(OverlayText::ForgetGone)).clicked() {
                view.send(Action::Decide(gone.iter().map(|name| (*name).to_owned()).collect(), None));
            }
        });
    }
    if let Some((file, label)) = unknown.iter().next() {
        let values: [(&str, &dyn Display); 2] = [("file", file), ("label", label)];
        ui.horizontal_wrapped(|ui| {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            ui.label(view.language.fill(OverlayText::UnknownLabel, &values));
        });
    }
}
