//! What the user does outside of panels: keys, drops, pastes, dialogs.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, Event};

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::commands::Command;
use crate::app::dialogs::DialogAnswer;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::config::DataSource;
use crate::text::ShellText;

impl App {
    pub(super) fn take_drops(&mut self, context: &Context) {
        let dropped = context.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if paths.is_empty() {
            return;
        }
        let action = self.action_of_drop(paths);
        self.actions.push(Sent::new(action, Origin::Drop));
    }

    /// On the prediction page everything is classified; elsewhere a single folder or archive is opened as data.
    fn action_of_drop(&mut self, paths: Vec<PathBuf>) -> Action {
        match paths.as_slice() {
            [path] if self.state.page() != Page::Prediction && !looks_like_photograph(path) => {
                Action::OpenData(DataSource::Path(path.clone()))
            }
            _ => {
                self.state.settings.page = Page::Prediction;
                Action::Classify(paths)
            }
        }
    }

    pub(super) fn take_keys(&mut self, context: &Context) {
        // egui takes Ctrl+Shift+O for Ctrl+O too, so keys with more modifiers are consumed first.
        let shifted = |command: &Command| command.shortcut().is_some_and(|keys| keys.modifiers.shift);
        let (first, then): (Vec<_>, Vec<_>) = Command::ALL.into_iter().partition(shifted);
        let typing = context.text_edit_focused();
        for command in first.into_iter().chain(then) {
            let yields = command.yields_to_text() && (typing || command.enabled(&self.state).is_err());
            if let Some(keys) = command.shortcut().filter(|_| !yields)
                && context.input_mut(|input| input.consume_shortcut(&keys))
            {
                self.actions.push(Sent::new(command, Origin::Shortcut));
            }
        }
        let pasted = context.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::PasteImage(image) => Some(image.clone()),
                _ => None,
            })
        });
        if let Some(image) = pasted {
            self.state.settings.page = Page::Prediction;
            self.actions.push(Sent::new(Action::ClassifyPasted(image), Origin::Paste));
        }
    }

    pub(super) fn take_dialog_answer(&mut self) {
        match self.dialogs.answer() {
            Some(DialogAnswer::Chosen(purpose, paths)) => {
                self.actions.push(Sent::new(Action::TakePaths(purpose, paths), Origin::Dialog));
            }
            Some(DialogAnswer::Unavailable(purpose)) => {
                let summary = self.state.language.text(ShellText::DialogUnavailable);
                self.state.notices.report(Severity::Warning, summary, None);
                self.state.path_request = Some(purpose);
                let proposed = purpose.file_name().map(|name| self.options.documents.join(name).display().to_string());
                self.state.path_field = proposed.unwrap_or_default();
            }
            Some(DialogAnswer::Cancelled(_)) | None => {}
        }
    }
}

/// By its name alone: nothing is read here.
fn looks_like_photograph(path: &Path) -> bool {
    const EXTENSIONS: [&str; 13] =
        ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "pgm", "ppm", "pnm"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    EXTENSIONS.contains(&extension.as_str())
}
