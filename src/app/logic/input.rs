//! What the user does outside of panels: keys, drops, dialogs.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, Event, KeyboardShortcut};

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::command_handling::ExchangeAction;
use crate::app::commands::Command;
use crate::app::dialogs::DialogAnswer;
use crate::app::drops::list::FileList;
use crate::app::drops::{Dragged, Drops};
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::exchange::can_import;
use crate::text::{ShellText, printable};

/// So many lines of a list that are no files are shown.
const SAID: usize = 5;

impl App {
    pub(super) fn take_drops(&mut self, context: &Context) {
        let dropped = context.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        let mut paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        while let Some(dragged) = self.drops.as_ref().and_then(Drops::next) {
            match dragged {
                Dragged::Hovers(hovers) => self.state.drag_hovers = hovers,
                Dragged::Dropped(list) => paths.extend(self.take_list(&list)),
            }
        }
        if paths.is_empty() {
            return;
        }
        let action = self.action_of_drop(paths);
        self.actions.push(Sent::new(action, Origin::Drop));
    }

    /// The files of a dropped list; what is no file of this computer is said.
    fn take_list(&mut self, list: &[u8]) -> Vec<PathBuf> {
        let FileList { paths, others } = FileList::of(&String::from_utf8_lossy(list));
        if !others.is_empty() || paths.is_empty() {
            let summary = self.state.language.text(ShellText::NoFilesDropped);
            let shown: Vec<_> = others.iter().take(SAID).map(|line| printable(line)).collect();
            let more = if others.len() > SAID { "\n…" } else { "" };
            let details = Some(shown.join("\n") + more).filter(|details| !details.is_empty());
            self.state.notices.report(Severity::Warning, summary, details);
        }
        paths
    }

    /// On the network page safetensors are added to the pretrained networks. On the prediction page everything is classified;
    /// elsewhere a single folder is shown as a run if it is one, and a folder or archive opened as data otherwise.
    pub(super) fn action_of_drop(&mut self, paths: Vec<PathBuf>) -> Action {
        let is_data = |path: &Path| has_ending(path, "csv") || has_ending(path, "zip");
        match paths.as_slice() {
            [path] if self.state.page() == Page::Network && has_ending(path, "safetensors") => {
                Action::Exchange(ExchangeAction::AddPretrained(path.clone()))
            }
            [path] if can_import(path) => {
                Action::Exchange(ExchangeAction::Import { file: path.clone(), classes: Vec::new() })
            }
            [path] if self.state.list().is_some() && !is_data(path) => Action::AddToList(paths),
            [_, _, ..] if self.state.list().is_some() => Action::AddToList(paths),
            // Where nothing is open and no network could classify them, photographs become a data set.
            _ if self.begins_a_list(&paths) => Action::ListDropped(paths),
            [path] if self.state.page() != Page::Prediction && !looks_like_photograph(path) => {
                Action::OpenPath(path.clone())
            }
            _ => {
                self.state.settings.page = Page::Prediction;
                Action::Classify(paths)
            }
        }
    }

    fn begins_a_list(&self, paths: &[PathBuf]) -> bool {
        let subject = &self.state.subject;
        let is_start = self.state.page() == Page::Data && subject.data.dataset.is_none() && subject.is_experiment();
        is_start && subject.prediction.model.is_none() && paths.iter().all(|path| looks_like_photograph(path))
    }

    pub(super) fn take_keys(&mut self, context: &Context) {
        // egui takes Ctrl+Shift+O for Ctrl+O too, so keys with more modifiers are compared first.
        let shifted = |command: &Command| command.shortcut().is_some_and(|keys| keys.modifiers.shift);
        let (first, then): (Vec<_>, Vec<_>) = Command::ALL.into_iter().partition(shifted);
        let typing = context.text_edit_focused();
        let yields = |command: Command| command.yields_to_text() && (typing || command.enabled(&self.state).is_err());
        let shortcuts: Vec<(Command, KeyboardShortcut)> = first
            .into_iter()
            .chain(then)
            .filter_map(|command| Some((command, command.shortcut().filter(|_| !yields(command))?)))
            .collect();
        let held = std::mem::take(&mut self.held_keys);
        let (taken, held) = context.input_mut(|input| {
            input.events.splice(0..0, held);
            take_keys_in_order(&mut input.events, &shortcuts)
        });
        self.actions.extend(taken.into_iter().map(|command| Sent::new(command, Origin::Shortcut)));
        if !held.is_empty() {
            context.request_repaint();
        }
        self.held_keys = held;
    }

    pub(super) fn take_dialog_answer(&mut self) {
        match self.dialogs.answer() {
            Some(DialogAnswer::Chosen(purpose, paths)) => {
                self.actions.push(Sent::new(Action::TakePaths(purpose, paths), Origin::Dialog));
            }
            Some(DialogAnswer::Unavailable(purpose)) => {
                self.state.path_request = Some(purpose);
                let file = purpose.file_name().map(|name| self.options.documents.join(name));
                let proposed = file.or_else(|| purpose.is_of_runs().then(|| self.options.runs.clone()));
                let proposed = proposed.map(|path| path.display().to_string()).unwrap_or_default();
                let typed = self.state.path_typed.take_if(|typed| typed.0 == purpose && purpose.file_name().is_none());
                self.state.path_field = typed.map_or(proposed, |(_, path)| path);
            }
            Some(DialogAnswer::Cancelled(_)) | None => {}
        }
    }
}

/// Takes the keys of commands out of a frame's events, so that several presses within one frame all count. Gives the
/// commands, and the keys that wait for the next frame: a command's keys after other keys, since what these change is
/// painted first.
fn take_keys_in_order(
    events: &mut Vec<Event>,
    shortcuts: &[(Command, KeyboardShortcut)],
) -> (Vec<Command>, Vec<Event>) {
    let (mut taken, mut held, mut others) = (Vec::new(), Vec::new(), false);
    events.retain(|event| {
        if !held.is_empty() {
            let waits = matches!(event, Event::Key { .. } | Event::Text(_));
            held.extend(waits.then(|| event.clone()));
            return !waits;
        }
        let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
        let matches = |keys: &KeyboardShortcut| keys.logical_key == *key && modifiers.matches_logically(keys.modifiers);
        let Some((command, _)) = shortcuts.iter().find(|(_, keys)| matches(keys)) else {
            others = true;
            return true;
        };
        if others || taken.last().is_some_and(|last| last != command) {
            held.push(event.clone());
        } else {
            taken.push(*command);
        }
        false
    });
    (taken, held)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// By its name alone: nothing is read here.
fn looks_like_photograph(path: &Path) -> bool {
    const EXTENSIONS: [&str; 13] =
        ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "pgm", "ppm", "pnm"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    EXTENSIONS.contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Key, Modifiers};

    use super::*;

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    #[test]
    fn several_presses_within_one_frame_all_count_in_their_order() {
        let shortcuts = [Command::Undo, Command::Exclude].map(|command| (command, command.shortcut().expect("keys")));
        let undo = press(Key::Z, Modifiers::COMMAND);
        let (exclude, right) = (press(Key::X, Modifiers::NONE), press(Key::ArrowRight, Modifiers::NONE));
        let mut events = vec![undo.clone(); 20];
        assert_eq!(take_keys_in_order(&mut events, &shortcuts), (vec![Command::Undo; 20], Vec::new()));
        assert_eq!(events, Vec::new());

        let mut events = vec![exclude.clone(), right.clone(), exclude.clone(), right.clone(), undo.clone()];
        let mut frames = Vec::new();
        while !events.is_empty() {
            let (taken, held) = take_keys_in_order(&mut events, &shortcuts);
            frames.push((taken, std::mem::replace(&mut events, held)));
        }
        let expected = [
            (vec![Command::Exclude], vec![right.clone()]),
            (vec![Command::Exclude], vec![right]),
            (vec![Command::Undo], Vec::new()),
        ];
        assert_eq!(frames, expected, "each photo is excluded before the next one is chosen");
    }
}
