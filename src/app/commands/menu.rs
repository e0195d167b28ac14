//! The menus.

use crate::text::ShellText;

/// A menu of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Opening and saving.
    File,
    /// Relabelling and excluding photographs.
    Edit,
    /// The open photographs and their list.
    Data,
    /// Training.
    Training,
    /// Results of a run.
    Results,
    /// Predictions for other photographs.
    Prediction,
    /// The pages.
    Go,
    /// How the window looks.
    View,
}

impl Menu {
    /// All menus in order.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Data, Self::Training, Self::Results, Self::Prediction, Self::Go, Self::View];

    /// The menu's name.
    #[must_use]
    pub const fn name(self) -> ShellText {
        match self {
            Self::File => ShellText::MenuFile,
            Self::Edit => ShellText::MenuEdit,
            Self::Data => ShellText::Data,
            Self::Training => ShellText::Training,
            Self::Results => ShellText::Results,
            Self::Prediction => ShellText::Prediction,
            Self::Go => ShellText::MenuGo,
            Self::View => ShellText::MenuView,
        }
    }
}
