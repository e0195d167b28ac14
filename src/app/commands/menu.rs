//! The menus.

use crate::text::ShellText;

/// A menu of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Opening and saving.
    File,
    /// Relabelling and excluding photographs.
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
