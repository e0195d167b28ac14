//! What is decided about a set of photographs, in a line: how many, where it is kept, and the way back.

use std::fmt::Display;

use eframe::egui::{Button, Label, RichText, Ui, vec2};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::state::{Book, unfit};
use crate::app::texts::MendingText;
use crate::app::widgets::{emphasis, sign, small};
use crate::engine::DatasetView;
use crate::results::Decisions;

/// Names of photographs that are gone which are listed; more would hide the rest.
const LISTED: usize = 10;

/// Room for the button after the hint.
const BUTTON: f32 = 88.0;

/// The line, or how to begin.
pub fn strip_ui(ui: &mut Ui, view: &mut View<'_>, book: Option<&Book>, more: impl FnOnce(&mut Ui, &mut View<'_>)) {
    let Some(book) = book.filter(|book| book.is_open()) else { return };
    let (undo, redo) = book.steps();
    ui.horizontal_wrapped(|ui| {
        compact(ui);
        if let Some(problem) = book.problem() {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            ui.label(view.language.fill(MendingText::NotSaved, &[("reason", &view.language.reason(problem))]));
            if ui.button(view.text(MendingText::SaveAgain)).clicked() {
                view.send(Action::SaveAgain);
            }
            if ui.button(view.text(MendingText::KeepElsewhere)).clicked() {
                view.send(Command::KeepOverlay);
            }
        } else if book.is_empty() && !undo && !redo {
            hint_ui(ui, view.text(MendingText::None));
            if ui
                .button(view.text(MendingText::OpenOther))
                .on_hover_text(view.text(Command::OpenOverlay.name()))
                .clicked()
            {
                view.send(Command::OpenOverlay);
            }
        } else {
            ui.label(emphasis(view.text(MendingText::Title)).small());
            small(ui, summary(view, book)).on_hover_text(book.path().display().to_string());
        }
        if undo || redo {
            for (command, text, possible) in
                [(Command::Undo, MendingText::Undo, undo), (Command::Redo, MendingText::Redo, redo)]
            {
                let keys = command.shortcut().map_or_else(String::new, |keys| ui.ctx().format_shortcut(&keys));
                if ui.add_enabled(possible, Button::new(view.text(text))).on_hover_text(keys).clicked() {
                    view.send(command);
                }
            }
        }
        more(ui, view);
    });
}

/// How to begin, in one line: what of it has no room is under the pointer.
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
pub fn file_ui(ui: &mut Ui, view: &mut View<'_>, book: &Book) {
    for (command, text) in
        [(Command::KeepOverlay, MendingText::KeepElsewhere), (Command::OpenOverlay, MendingText::OpenOther)]
    {
        if !book.is_empty() && ui.button(view.text(text)).on_hover_text(view.text(command.name())).clicked() {
            view.send(command);
        }
    }
}

fn summary(view: &View<'_>, book: &Book) -> String {
    let language = view.language;
    let counts = book.overlay().map(Decisions::of).unwrap_or_default();
    let mut parts: Vec<String> = [
        (MendingText::Relabelled, counts.relabelled),
        (MendingText::Excluded, counts.excluded),
        (MendingText::Doubtful, counts.doubtful),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0 || book.is_empty())
    .map(|(text, count)| language.count(text, count))
    .collect();
    let file = book.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    parts.push(if book.is_saved() {
        language.fill(MendingText::KeptIn, &[("file", &file)])
    } else {
        view.text(MendingText::Saving).to_owned()
    });
    parts.join(" · ")
}

/// What the file says that does not fit the photographs.
pub fn unfit_ui(ui: &mut Ui, view: &mut View<'_>, book: Option<&Book>, dataset: &DatasetView) {
    let Some(overlay) = book.and_then(Book::overlay).filter(|overlay| !overlay.is_empty()) else { return };
    let (gone, unknown) = unfit(overlay, &dataset.photos, &dataset.classes);
    if !gone.is_empty() {
        let more = if gone.len() > LISTED { ", …" } else { "" };
        let names = format!("{}{more}", gone.iter().take(LISTED).copied().collect::<Vec<_>>().join(", "));
        let sentence = view.language.count(MendingText::Gone, gone.len()).replace("{names}", &names);
        ui.horizontal_wrapped(|ui| {
            compact(ui);
            ui.label(sign(Severity::Warning, view.tokens, view.language));
            ui.label(sentence);
            if ui.button(view.text(MendingText::ForgetGone)).clicked() {
                view.send(Action::Decide(gone.iter().map(|name| (*name).to_owned()).collect(), None));
            }
        });
    }
    if let Some((file, label)) = unknown.iter().next() {
        let values: [(&str, &dyn Display); 2] = [("file", file), ("label", label)];
        ui.horizontal_wrapped(|ui| {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            ui.label(view.language.fill(MendingText::UnknownLabel, &values));
        });
    }
}
