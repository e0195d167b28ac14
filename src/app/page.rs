//! The steps of the notebook, each a page.

use serde::{Deserialize, Serialize};

use crate::text::ShellText;

/// A step and its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Page {
    /// Photographs, classes and the split.
    #[default]
    Data,
    /// What training does to photographs.
    Augmentation,
    /// Layers, optimiser and callbacks.
    Network,
    /// The run.
    Training,
    /// The network's evaluation: figures, and the photographs with their predictions.
    Results,
    /// Photographs that the trained network classifies.
    Prediction,
    /// All runs. It is no step of the notebook.
    Runs,
    /// The lessons. They are no step of the notebook.
    Learn,
}

impl Page {
    /// All steps in order.
    pub const ALL: [Self; 6] =
        [Self::Data, Self::Augmentation, Self::Network, Self::Training, Self::Results, Self::Prediction];

    /// The step's name.
    #[must_use]
    pub const fn name(self) -> ShellText {
        match self {
            Self::Data => ShellText::Data,
            Self::Augmentation => ShellText::Augmentation,
            Self::Network => ShellText::Network,
            Self::Training => ShellText::Training,
            Self::Results => ShellText::Results,
            Self::Prediction => ShellText::Prediction,
            Self::Runs => ShellText::Runs,
            Self::Learn => ShellText::Learn,
        }
    }

    /// The step's number, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The step after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }
}
