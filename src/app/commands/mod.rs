//! What the user can request: menus, shortcuts and the palette all come from one table of commands.

mod keys;
mod menu;
mod requirements;

use eframe::egui::{Key, KeyboardShortcut};

use super::page::Page;
use super::state::State;
use crate::text::{Language, ShellText};
use keys::Keys::{self, Alone, Ctrl, CtrlShift, No};
pub use menu::Menu;
use requirements::{
    Requirement, active_run, always, changed_photograph, changes_since_run, chosen_photograph, current_predictions,
    dataset, epochs, model, moved_photographs, no_active_run, overlay, predictions, results, shown_run,
    trainable_experiment, trained_run, undoable_step, undone_step,
};

/// A row of the table: all that is known of a command but how it is carried out.
struct Row {
    name: ShellText,
    menu: Menu,
    keys: Keys,
    requirement: Requirement,
}

/// Makes [`Command`] of the table: a row has the command, which is also the name of its phrase, then its menu, its keys
/// and what it needs.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident: $menu:ident, $keys:expr, $requirement:ident;)*) => {
        /// A command without data of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $command,)*
        }

        impl Command {
            /// All commands, in the order of the menus.
            pub const ALL: [Self; [$(stringify!($command)),*].len()] = [$(Self::$command),*];

            const fn row(self) -> Row {
                match self {
                    $(Self::$command => Row {
                        name: ShellText::$command,
                        menu: Menu::$menu,
                        keys: $keys,
                        requirement: $requirement,
                    },)*
                }
            }
        }
    };
}

commands! {
    /// Open a folder of photographs.
    OpenFolder: File, Ctrl(Key::O), always;
    /// Open a zip or CSV file.
    OpenZip: File, CtrlShift(Key::O), always;
    /// Open the built-in drawings.
    UseDrawings: File, No, always;
    /// Open the drawings and train on them.
    TrainDrawings: Training, No, no_active_run;
    /// Show a run with all that belongs to it.
    OpenRun: File, No, always;
    /// Read an experiment's RON file.
    OpenConfig: File, No, always;
    /// Write the experiment as RON.
    SaveConfig: File, Ctrl(Key::S), always;
    /// Read another overlay for the photographs of the shown page.
    OpenOverlay: File, No, overlay;
    /// Write the overlay to another file from now on.
    KeepOverlay: File, No, overlay;
    /// Go back from a run to the experiment.
    BackToExperiment: File, No, shown_run;
    /// Take the shown run's configuration as the experiment.
    EditAsExperiment: File, No, shown_run;
    /// Close the window.
    Quit: File, Ctrl(Key::Q), always;
    /// Undo the newest step of the shown subject.
    Undo: Edit, Ctrl(Key::Z), undoable_step;
    /// Redo what was undone.
    Redo: Edit, CtrlShift(Key::Z), undone_step;
    /// Relabel the chosen photograph.
    GiveLabel: Edit, Alone(Key::L), chosen_photograph;
    /// Exclude the chosen photograph, or use it again.
    Exclude: Edit, Alone(Key::X), chosen_photograph;
    /// Flag the chosen photograph for review, or no longer.
    Flag: Edit, Alone(Key::D), chosen_photograph;
    /// Remove the chosen photograph from the overlay.
    TakeBack: Edit, Alone(Key::Backspace), changed_photograph;
    /// Find near-duplicates among the open photographs.
    FindDuplicates: Edit, No, dataset;
    /// Begin a run.
    StartTraining: Training, Ctrl(Key::Enter), trainable_experiment;
    /// Resume a run on disk.
    ResumeRun: Training, No, no_active_run;
    /// Pause the run, or let it continue.
    PauseOrResume: Training, Ctrl(Key::P), active_run;
    /// Stop the run at the next batch.
    StopTraining: Training, Ctrl(Key::Period), active_run;
    /// Stop the run at the end of the epoch.
    StopAfterEpoch: Training, No, active_run;
    /// Train as the evaluated run was, with the overlay as it is now.
    TrainAgain: Training, CtrlShift(Key::Enter), changes_since_run;
    /// Show two runs side by side.
    CompareRuns: Results, No, always;
    /// Write the epochs as CSV.
    SaveHistory: Training, No, epochs;
    /// Draw the plots into a PNG.
    SavePlotsPng: Training, No, epochs;
    /// Draw the plots into an SVG.
    SavePlotsSvg: Training, No, epochs;
    /// Evaluate the run's network on a labelled folder.
    EvaluateFolder: Results, No, trained_run;
    /// Choose the folder to which the run's photographs have moved.
    FindPhotographs: Results, No, moved_photographs;
    /// Choose the zip or CSV to which the run's photographs have moved.
    FindArchive: Results, No, moved_photographs;
    /// Write the predictions for the evaluated photographs as CSV.
    ExportResults: Results, No, results;
    /// Write the run as one HTML file.
    WriteReport: Results, No, trained_run;
    /// Draw the curves into a PNG.
    SaveCurvesPng: Results, No, results;
    /// Draw the curves into an SVG.
    SaveCurvesSvg: Results, No, results;
    /// Choose photographs to classify.
    ClassifyPhotographs: Prediction, CtrlShift(Key::P), model;
    /// Choose a folder to classify.
    ClassifyFolder: Prediction, No, model;
    /// Classify the picture on the clipboard.
    PastePicture: Prediction, No, always;
    /// Write the predictions as CSV.
    ExportPredictions: Prediction, No, current_predictions;
    /// Remove all cards.
    ClearPredictions: Prediction, No, predictions;
    /// Show the data page.
    GoData: Go, Ctrl(Key::Num1), always;
    /// Show the augmentation page.
    GoAugmentation: Go, Ctrl(Key::Num2), always;
    /// Show the network page.
    GoNetwork: Go, Ctrl(Key::Num3), always;
    /// Show the training page.
    GoTraining: Go, Ctrl(Key::Num4), always;
    /// Show the results page.
    GoResults: Go, Ctrl(Key::Num5), always;
    /// Show the prediction page.
    GoPrediction: Go, Ctrl(Key::Num6), always;
    /// Switch to the other language.
    SwitchLanguage: View, Ctrl(Key::L), always;
    /// Switch between dark and light.
    SwitchTheme: View, Ctrl(Key::D), always;
    /// Use the system's theme.
    FollowSystemTheme: View, No, always;
    /// Make everything larger.
    LargerText: View, Ctrl(Key::Plus), always;
    /// Make everything smaller.
    SmallerText: View, Ctrl(Key::Minus), always;
    /// Show everything at its designed size.
    UsualText: View, Ctrl(Key::Num0), always;
    /// Switch movement off, or on again.
    SwitchMotion: View, No, always;
    /// Show or hide the list of notices.
    ShowNotices: View, No, always;
    /// Show or hide the command palette.
    ShowPalette: View, Ctrl(Key::K), always;
}

impl Command {
    /// The command's name.
    #[must_use]
    pub const fn name(self) -> ShellText {
        self.row().name
    }

    /// The menu that holds the command.
    #[must_use]
    pub const fn menu(self) -> Menu {
        self.row().menu
    }

    /// The keys that give the command, if any.
    #[must_use]
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        self.row().keys.shortcut()
    }

    /// Whether the command can be given now.
    ///
    /// # Errors
    /// What is missing, as the user reads it.
    pub fn enabled(self, state: &State) -> Result<(), ShellText> {
        (self.row().requirement)(state)
    }

    /// Whether a text field that has the keyboard takes the command's keys.
    #[must_use]
    pub fn yields_to_text(self) -> bool {
        self.menu() == Menu::Edit
    }

    /// The command that shows a page.
    #[must_use]
    pub const fn go_to(page: Page) -> Self {
        match page {
            Page::Data => Self::GoData,
            Page::Augmentation => Self::GoAugmentation,
            Page::Network => Self::GoNetwork,
            Page::Training => Self::GoTraining,
            Page::Results => Self::GoResults,
            Page::Prediction => Self::GoPrediction,
        }
    }

    /// Whether the palette lists the command for these letters: its name in this language or in English has all words, in
    /// any order, in either case, with accents or without.
    #[must_use]
    pub fn matches(self, letters: &str, language: Language) -> bool {
        let letters = folded(letters);
        [language, Language::English].into_iter().any(|language| {
            let name = folded(language.text(self.name()));
            letters.split_whitespace().all(|word| name.contains(word))
        })
    }
}

/// In small letters, without the accents of Portuguese.
fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_command_is_listed_once_and_has_keys_of_its_own() {
        assert_eq!(Command::ALL.iter().collect::<HashSet<_>>().len(), Command::ALL.len());
        let mut keys = HashSet::new();
        for shortcut in Command::ALL.iter().filter_map(|command| command.shortcut()) {
            assert!(keys.insert(format!("{shortcut:?}")), "{shortcut:?} gives two commands");
        }
    }

    #[test]
    fn the_palette_finds_words_in_any_order() {
        assert!(Command::OpenFolder.matches("folder OPEN", Language::English));
        assert!(Command::OpenFolder.matches("pasta", Language::Portuguese));
        assert!(!Command::OpenFolder.matches("zip", Language::English));
        assert!(Command::SavePlotsPng.matches("graficos", Language::Portuguese), "accents may be left out");
        assert!(Command::SavePlotsPng.matches("plots", Language::Portuguese), "the English words are known, too");
    }
}
