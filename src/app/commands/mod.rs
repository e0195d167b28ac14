//! What the user can request: menus, shortcuts and the palette all come from one table of commands.

mod keys;
mod menu;
mod requirements;

use eframe::egui::{Key, KeyboardShortcut};

use super::page::Page;
use super::state::State;
use crate::text::{Language, ShellText, folded};
use keys::Keys::{self, Alone, Ctrl, CtrlShift, No};
pub use keys::written;
pub use menu::Menu;
use requirements::{
    Requirement, active_run, always, changed_photograph, changes_since_run, chosen_photograph, chosen_runs,
    compared_runs, current_predictions, dataset, deleted_run, duplicates, epochs, experiment_data, exportable_run,
    files_without_list, list, listed_photograph, model, moved_photographs, no_active_run, open_lesson, overlay,
    predictions, results, selected_run, shown_run, trainable_experiment, trained_run, two_compared, undoable_step,
    undone_step,
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
    /// Make a list of photographs.
    NewList: Data, Ctrl(Key::N), always;
    /// Make a list of the open photographs.
    ListOpen: Data, No, files_without_list;
    /// Choose photographs to add to the list.
    AddPhotographs: Data, No, list;
    /// Choose a folder whose photographs are added to the list.
    AddFolder: Data, No, list;
    /// Take the chosen photographs off the list.
    RemoveFromList: Edit, Alone(Key::Delete), listed_photograph;
    /// Exclude all but one photograph of each group of duplicates.
    ExcludeDuplicates: Data, No, duplicates;
    /// Open the open photographs again.
    ReadAgain: Data, Alone(Key::F5), experiment_data;
    /// Show a run with all that belongs to it.
    OpenRun: File, No, always;
    /// Write a run in a format of other programs.
    ExportRun: File, No, exportable_run;
    /// Make a run of another program's file.
    ImportNetwork: File, No, always;
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
    /// Lay the runs that are chosen on the shelf over each other.
    CompareChosen: Results, No, chosen_runs;
    /// Show the two compared runs photograph by photograph.
    ComparePhotographs: Results, No, two_compared;
    /// Go back from the comparison to all runs.
    CloseComparison: Go, No, compared_runs;
    /// Show two runs side by side.
    CompareRuns: Results, No, always;
    /// Show the runs of another folder, too.
    AddRuns: File, No, always;
    /// Look for runs again.
    RefreshRuns: Go, No, always;
    /// Move the selected run to the trash.
    DeleteRun: Edit, No, selected_run;
    /// Take the run that was deleted last out of the trash.
    RestoreRun: Edit, No, deleted_run;
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
    /// Show all runs.
    GoRuns: Go, Ctrl(Key::R), always;
    /// Show the lessons.
    GoLearn: Go, Ctrl(Key::Num7), always;
    /// Show the open lesson in the whole window, or no longer.
    FullView: View, Alone(Key::F11), open_lesson;
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
    /// Show or hide the list of keys.
    ShowKeys: View, Alone(Key::F1), always;
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
            Page::Runs => Self::GoRuns,
            Page::Learn => Self::GoLearn,
        }
    }

    /// How well the command fits these letters, the best first: 0 if its name has all words, in any order, without regard
    /// to case and accents; 1 if they are found in its names in both languages and its menu's. None if not.
    #[must_use]
    pub fn rank(self, letters: &str, language: Language) -> Option<usize> {
        let letters = folded(letters);
        let own = folded(language.text(self.name()));
        let other = language.other();
        let all = [
            own.clone(),
            folded(other.text(self.name())),
            folded(language.text(self.menu().name())),
            folded(other.text(self.menu().name())),
        ];
        let has =
            |names: &[String]| letters.split_whitespace().all(|word| names.iter().any(|name| name.contains(word)));
        if has(&[own]) { Some(0) } else { has(&all).then_some(1) }
    }
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
        assert_eq!(Command::OpenFolder.rank("folder OPEN", Language::English), Some(0));
        assert_eq!(Command::OpenFolder.rank("pasta", Language::Portuguese), Some(0));
        assert_eq!(Command::OpenFolder.rank("zip", Language::English), None);
    }

    #[test]
    fn the_palette_finds_words_without_accents_in_english_and_by_their_page() {
        for (command, letters) in [
            (Command::SavePlotsPng, "graficos"),
            (Command::SaveHistory, "historico"),
            (Command::GoPrediction, "previsao"),
            (Command::TrainAgain, "alteracoes"),
        ] {
            assert_eq!(command.rank(letters, Language::Portuguese), Some(0), "{letters}");
        }
        assert_eq!(Command::SavePlotsPng.rank("plots", Language::Portuguese), Some(1));
        assert_eq!(Command::WriteReport.rank("results report", Language::English), Some(1));
        assert_eq!(Command::WriteReport.rank("resultados", Language::Portuguese), Some(1));
    }

    #[test]
    fn no_menu_is_longer_than_a_small_window() {
        for menu in Menu::ALL {
            let entries = Command::ALL.into_iter().filter(|command| command.menu() == menu).count();
            assert!((1..=14).contains(&entries), "{menu:?} has {entries} entries");
        }
    }

    #[test]
    fn keys_are_written_as_they_are_printed_on_a_keyboard() {
        let context = eframe::egui::Context::default();
        context.set_os(eframe::egui::os::OperatingSystem::Nix);
        let written = |command: Command| command.shortcut().map(|keys| super::written(&context, keys));
        for (command, keys) in [
            (Command::StopTraining, "Ctrl+."),
            (Command::LargerText, "Ctrl++"),
            (Command::SmallerText, "Ctrl+−"),
            (Command::TakeBack, "⌫"),
            (Command::StartTraining, "Ctrl+Enter"),
            (Command::OpenZip, "Ctrl+Shift+O"),
        ] {
            assert_eq!(written(command).as_deref(), Some(keys));
        }
    }
}
