//! What a person can ask for: menus, shortcuts and the palette all come from [`Command`].

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::page::Page;
use crate::text::{Language, ShellText};

/// A command without data of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Open a folder of photographs.
    OpenFolder,
    /// Open a zip or CSV file.
    OpenZip,
    /// Open the built-in drawings.
    UseDrawings,
    /// Open the drawings and train on them.
    TrainDrawings,
    /// Open a run for prediction.
    OpenRun,
    /// Go on with a run on disk.
    ResumeRun,
    /// Read an experiment's RON file.
    OpenConfig,
    /// Write the experiment as RON.
    SaveConfig,
    /// Use an overlay that was kept before.
    OpenOverlay,
    /// Keep the decisions about photographs in another file.
    KeepOverlay,
    /// Close the window.
    Quit,
    /// Take the last decision about a photograph back.
    Undo,
    /// Do again what was undone.
    Redo,
    /// Give the chosen photograph another label.
    GiveLabel,
    /// Leave the chosen photograph out, or use it again.
    Exclude,
    /// Mark the chosen photograph as doubtful, or no longer.
    Flag,
    /// Forget what was decided about the chosen photograph.
    TakeBack,
    /// Look for photographs that occur twice.
    FindDuplicates,
    /// Begin a run.
    StartTraining,
    /// Pause the run, or go on.
    PauseOrResume,
    /// Stop the run at the next batch.
    StopTraining,
    /// Stop the run at the end of the epoch.
    StopAfterEpoch,
    /// Train as the run that is looked at, with what was changed since.
    TrainAgain,
    /// Put two runs beside each other.
    CompareRuns,
    /// Write the epochs as CSV.
    SaveHistory,
    /// Draw the plots into a PNG.
    SavePlotsPng,
    /// Draw the plots into an SVG.
    SavePlotsSvg,
    /// Judge a labelled folder with the run's network.
    EvaluateFolder,
    /// Say where the run's photographs are now.
    FindPhotographs,
    /// Say in which zip or CSV the run's photographs are now.
    FindArchive,
    /// Write the judged photographs as CSV.
    ExportResults,
    /// Write the run as one HTML file.
    WriteReport,
    /// Draw the curves into a PNG.
    SaveCurvesPng,
    /// Draw the curves into an SVG.
    SaveCurvesSvg,
    /// Pick photographs to classify.
    ClassifyPhotographs,
    /// Pick a folder to classify.
    ClassifyFolder,
    /// Classify the picture on the clipboard.
    PastePicture,
    /// Write the predictions as CSV.
    ExportPredictions,
    /// Forget the predictions.
    ClearPredictions,
    /// Show the data page.
    GoData,
    /// Show the augmentation page.
    GoAugmentation,
    /// Show the network page.
    GoNetwork,
    /// Show the training page.
    GoTraining,
    /// Show the results page.
    GoResults,
    /// Show the prediction page.
    GoPrediction,
    /// The other language.
    SwitchLanguage,
    /// The other theme.
    SwitchTheme,
    /// The system's theme.
    FollowSystemTheme,
    /// Larger text.
    LargerText,
    /// Smaller text.
    SmallerText,
    /// Usual text.
    UsualText,
    /// Less motion, or as much as was meant.
    SwitchMotion,
    /// The list of notices.
    ShowNotices,
    /// The command palette.
    ShowPalette,
}

/// Where a command stands in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Opening and saving.
    File,
    /// Mending the data.
    Edit,
    /// Training and prediction.
    Run,
    /// The pages.
    Go,
    /// How the window looks.
    View,
}

impl Menu {
    /// All menus in order.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::Run, Self::Go, Self::View];

    /// The menu's name.
    #[must_use]
    pub const fn name(self) -> ShellText {
        match self {
            Self::File => ShellText::MenuFile,
            Self::Edit => ShellText::MenuEdit,
            Self::Run => ShellText::MenuRun,
            Self::Go => ShellText::MenuGo,
            Self::View => ShellText::MenuView,
        }
    }
}

impl Command {
    /// All commands, in the order of the menus.
    pub const ALL: [Self; 54] = [
        Self::OpenFolder,
        Self::OpenZip,
        Self::UseDrawings,
        Self::TrainDrawings,
        Self::OpenRun,
        Self::OpenConfig,
        Self::SaveConfig,
        Self::OpenOverlay,
        Self::KeepOverlay,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::GiveLabel,
        Self::Exclude,
        Self::Flag,
        Self::TakeBack,
        Self::FindDuplicates,
        Self::StartTraining,
        Self::ResumeRun,
        Self::PauseOrResume,
        Self::StopTraining,
        Self::StopAfterEpoch,
        Self::TrainAgain,
        Self::CompareRuns,
        Self::SaveHistory,
        Self::SavePlotsPng,
        Self::SavePlotsSvg,
        Self::EvaluateFolder,
        Self::FindPhotographs,
        Self::FindArchive,
        Self::ExportResults,
        Self::WriteReport,
        Self::SaveCurvesPng,
        Self::SaveCurvesSvg,
        Self::ClassifyPhotographs,
        Self::ClassifyFolder,
        Self::PastePicture,
        Self::ExportPredictions,
        Self::ClearPredictions,
        Self::GoData,
        Self::GoAugmentation,
        Self::GoNetwork,
        Self::GoTraining,
        Self::GoResults,
        Self::GoPrediction,
        Self::SwitchLanguage,
        Self::SwitchTheme,
        Self::FollowSystemTheme,
        Self::LargerText,
        Self::SmallerText,
        Self::UsualText,
        Self::SwitchMotion,
        Self::ShowNotices,
        Self::ShowPalette,
    ];

    /// The command's name.
    #[must_use]
    pub const fn name(self) -> ShellText {
        match self {
            Self::OpenFolder => ShellText::OpenFolder,
            Self::OpenZip => ShellText::OpenZip,
            Self::UseDrawings => ShellText::UseDrawings,
            Self::TrainDrawings => ShellText::TrainDrawings,
            Self::OpenRun => ShellText::OpenRun,
            Self::ResumeRun => ShellText::ResumeRun,
            Self::OpenConfig => ShellText::OpenConfig,
            Self::SaveConfig => ShellText::SaveConfig,
            Self::OpenOverlay => ShellText::OpenOverlay,
            Self::KeepOverlay => ShellText::KeepOverlay,
            Self::Undo => ShellText::Undo,
            Self::Redo => ShellText::Redo,
            Self::GiveLabel => ShellText::GiveLabel,
            Self::Exclude => ShellText::Exclude,
            Self::Flag => ShellText::Flag,
            Self::TakeBack => ShellText::TakeBack,
            Self::FindDuplicates => ShellText::FindDuplicates,
            Self::TrainAgain => ShellText::TrainAgain,
            Self::CompareRuns => ShellText::CompareRuns,
            Self::FindArchive => ShellText::FindArchive,
            Self::Quit => ShellText::Quit,
            Self::StartTraining => ShellText::StartTraining,
            Self::PauseOrResume => ShellText::PauseOrResume,
            Self::StopTraining => ShellText::StopTraining,
            Self::StopAfterEpoch => ShellText::StopAfterEpoch,
            Self::SaveHistory => ShellText::SaveHistory,
            Self::SavePlotsPng => ShellText::SavePlotsPng,
            Self::SavePlotsSvg => ShellText::SavePlotsSvg,
            Self::EvaluateFolder => ShellText::EvaluateFolder,
            Self::FindPhotographs => ShellText::FindPhotographs,
            Self::ExportResults => ShellText::ExportResults,
            Self::WriteReport => ShellText::WriteReport,
            Self::SaveCurvesPng => ShellText::SaveCurvesPng,
            Self::SaveCurvesSvg => ShellText::SaveCurvesSvg,
            Self::ClassifyPhotographs => ShellText::ClassifyPhotographs,
            Self::ClassifyFolder => ShellText::ClassifyFolder,
            Self::PastePicture => ShellText::PastePicture,
            Self::ExportPredictions => ShellText::ExportPredictions,
            Self::ClearPredictions => ShellText::ClearPredictions,
            Self::GoData => ShellText::GoData,
            Self::GoAugmentation => ShellText::GoAugmentation,
            Self::GoNetwork => ShellText::GoNetwork,
            Self::GoTraining => ShellText::GoTraining,
            Self::GoResults => ShellText::GoResults,
            Self::GoPrediction => ShellText::GoPrediction,
            Self::SwitchLanguage => ShellText::SwitchLanguage,
            Self::SwitchTheme => ShellText::SwitchTheme,
            Self::FollowSystemTheme => ShellText::FollowSystemTheme,
            Self::LargerText => ShellText::LargerText,
            Self::SmallerText => ShellText::SmallerText,
            Self::UsualText => ShellText::UsualText,
            Self::SwitchMotion => ShellText::SwitchMotion,
            Self::ShowNotices => ShellText::ShowNotices,
            Self::ShowPalette => ShellText::ShowPalette,
        }
    }

    /// The menu that holds the command.
    #[must_use]
    pub const fn menu(self) -> Menu {
        match self {
            Self::OpenFolder
            | Self::OpenZip
            | Self::UseDrawings
            | Self::OpenRun
            | Self::OpenConfig
            | Self::SaveConfig
            | Self::OpenOverlay
            | Self::KeepOverlay
            | Self::Quit => Menu::File,
            Self::Undo
            | Self::Redo
            | Self::GiveLabel
            | Self::Exclude
            | Self::Flag
            | Self::TakeBack
            | Self::FindDuplicates => Menu::Edit,
            Self::TrainDrawings
            | Self::StartTraining
            | Self::PauseOrResume
            | Self::StopTraining
            | Self::StopAfterEpoch
            | Self::ResumeRun
            | Self::TrainAgain
            | Self::CompareRuns
            | Self::SaveHistory
            | Self::SavePlotsPng
            | Self::SavePlotsSvg
            | Self::EvaluateFolder
            | Self::FindPhotographs
            | Self::FindArchive
            | Self::ExportResults
            | Self::WriteReport
            | Self::SaveCurvesPng
            | Self::SaveCurvesSvg
            | Self::ClassifyPhotographs
            | Self::ClassifyFolder
            | Self::PastePicture
            | Self::ExportPredictions
            | Self::ClearPredictions => Menu::Run,
            Self::GoData
            | Self::GoAugmentation
            | Self::GoNetwork
            | Self::GoTraining
            | Self::GoResults
            | Self::GoPrediction => Menu::Go,
            Self::SwitchLanguage
            | Self::SwitchTheme
            | Self::FollowSystemTheme
            | Self::LargerText
            | Self::SmallerText
            | Self::UsualText
            | Self::SwitchMotion
            | Self::ShowNotices
            | Self::ShowPalette => Menu::View,
        }
    }

    /// The keys that give the command, if any.
    #[must_use]
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        const SHIFTED: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        let (modifiers, key) = match self {
            Self::OpenFolder => (Modifiers::COMMAND, Key::O),
            Self::OpenZip => (SHIFTED, Key::O),
            Self::SaveConfig => (Modifiers::COMMAND, Key::S),
            Self::Quit => (Modifiers::COMMAND, Key::Q),
            Self::Undo => (Modifiers::COMMAND, Key::Z),
            Self::Redo => (SHIFTED, Key::Z),
            Self::GiveLabel => (Modifiers::NONE, Key::L),
            Self::Exclude => (Modifiers::NONE, Key::X),
            Self::Flag => (Modifiers::NONE, Key::D),
            Self::TakeBack => (Modifiers::NONE, Key::Backspace),
            Self::TrainAgain => (SHIFTED, Key::Enter),
            Self::StartTraining => (Modifiers::COMMAND, Key::Enter),
            Self::PauseOrResume => (Modifiers::COMMAND, Key::P),
            Self::StopTraining => (Modifiers::COMMAND, Key::Period),
            Self::ClassifyPhotographs => (SHIFTED, Key::P),
            Self::GoData => (Modifiers::COMMAND, Key::Num1),
            Self::GoAugmentation => (Modifiers::COMMAND, Key::Num2),
            Self::GoNetwork => (Modifiers::COMMAND, Key::Num3),
            Self::GoTraining => (Modifiers::COMMAND, Key::Num4),
            Self::GoResults => (Modifiers::COMMAND, Key::Num5),
            Self::GoPrediction => (Modifiers::COMMAND, Key::Num6),
            Self::SwitchLanguage => (Modifiers::COMMAND, Key::L),
            Self::SwitchTheme => (Modifiers::COMMAND, Key::D),
            Self::LargerText => (Modifiers::COMMAND, Key::Plus),
            Self::SmallerText => (Modifiers::COMMAND, Key::Minus),
            Self::UsualText => (Modifiers::COMMAND, Key::Num0),
            Self::ShowPalette => (Modifiers::COMMAND, Key::K),
            Self::UseDrawings
            | Self::TrainDrawings
            | Self::OpenRun
            | Self::OpenConfig
            | Self::OpenOverlay
            | Self::KeepOverlay
            | Self::FindDuplicates
            | Self::StopAfterEpoch
            | Self::ResumeRun
            | Self::CompareRuns
            | Self::SaveHistory
            | Self::SavePlotsPng
            | Self::SavePlotsSvg
            | Self::EvaluateFolder
            | Self::FindPhotographs
            | Self::FindArchive
            | Self::ExportResults
            | Self::WriteReport
            | Self::SaveCurvesPng
            | Self::SaveCurvesSvg
            | Self::ClassifyFolder
            | Self::PastePicture
            | Self::ExportPredictions
            | Self::ClearPredictions
            | Self::FollowSystemTheme
            | Self::SwitchMotion
            | Self::ShowNotices => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Whether its keys belong to a text that is being typed first.
    #[must_use]
    pub const fn yields_to_text(self) -> bool {
        matches!(self, Self::Undo | Self::Redo | Self::GiveLabel | Self::Exclude | Self::Flag | Self::TakeBack)
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

    /// Whether the palette lists the command for these letters: all words are found, in any order, either case.
    #[must_use]
    pub fn matches(self, letters: &str, language: Language) -> bool {
        let name = language.text(self.name()).to_lowercase();
        letters.to_lowercase().split_whitespace().all(|word| name.contains(word))
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
        assert!(Command::OpenFolder.matches("folder OPEN", Language::English));
        assert!(Command::OpenFolder.matches("pasta", Language::Portuguese));
        assert!(!Command::OpenFolder.matches("zip", Language::English));
    }
}
