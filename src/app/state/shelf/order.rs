//! Which runs are shown, and in which order.

use std::cmp::Ordering;

use super::{RunStatus, ShelfRun, ShelfState};
use crate::app::state::SortColumn;
use crate::config::DataSource;
use crate::run::RunSummary;

/// What runs are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShelfColumn {
    /// When they were started, interrupted ones before all others.
    #[default]
    Date,
    /// Their names.
    Name,
    /// Where their photographs are.
    Data,
    /// Their presets.
    Preset,
    /// Completed epochs.
    Epochs,
    /// The best validation loss.
    Loss,
    /// The validation accuracy of the best epoch.
    Accuracy,
    /// Their states.
    State,
}

/// Which runs are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShelfFilter {
    /// Words that name, note, data or preset have, in either case.
    pub words: String,
    /// The state, if one was chosen.
    pub status: Option<RunStatus>,
}

impl SortColumn for ShelfColumn {
    fn begins_descending(self) -> bool {
        matches!(self, Self::Date | Self::Epochs | Self::Accuracy)
    }
}

impl ShelfState {
    /// Sorts by a column, or the other way round where it is sorted by it already.
    pub fn sort_by(&mut self, column: ShelfColumn) {
        self.sorting.choose(column);
        self.arrange();
    }

    /// Finds the rows that are shown, after a run, the filter or the order has changed.
    pub fn arrange(&mut self) {
        let words: Vec<String> = self.filter.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let has_words = |run: &ShelfRun| words.is_empty() || contains(run, &words);
        let has_status = |run: &ShelfRun| self.filter.status.is_none_or(|status| status == self.status(run));
        let mut shown: Vec<usize> = (0..self.runs.len())
            .filter(|place| has_words(&self.runs[*place]) && has_status(&self.runs[*place]))
            .collect();
        // Stable, so that equal ones stay in the order of their listing, the newest first.
        shown.sort_by(|a, b| self.compare(&self.runs[*a], &self.runs[*b]));
        self.shown = shown;
    }

    fn compare(&self, a: &ShelfRun, b: &ShelfRun) -> Ordering {
        let pinned =
            |run: &ShelfRun| self.sorting.column == ShelfColumn::Date && self.status(run) != RunStatus::Interrupted;
        let (first, second) = (a.summary.as_deref(), b.summary.as_deref());
        let column =
            |value: fn(&RunSummary) -> Option<f64>| self.sorting.numbers(first.and_then(value), second.and_then(value));
        let text = |value: &dyn Fn(&RunSummary) -> String| {
            let (first, second) = (first.map(value), second.map(value));
            // Runs that were not read yet come last in either direction.
            match (first, second) {
                (Some(first), Some(second)) => self.sorting.directed(first.cmp(&second)),
                (first, second) => second.is_some().cmp(&first.is_some()),
            }
        };
        pinned(a).cmp(&pinned(b)).then_with(|| match self.sorting.column {
            ShelfColumn::Date => match (first.and_then(|run| run.started), second.and_then(|run| run.started)) {
                (Some(first), Some(second)) => self.sorting.directed(first.cmp(&second)),
                _ => Ordering::Equal,
            },
            ShelfColumn::Name => text(&|run| run.name().to_lowercase()),
            ShelfColumn::Data => text(&data),
            ShelfColumn::Preset => text(&|run| run.preset.clone().unwrap_or_default()),
            ShelfColumn::Epochs => column(|run| Some(run.epochs as f64)),
            ShelfColumn::Loss => column(|run| run.best?.val_loss),
            ShelfColumn::Accuracy => column(|run| run.best?.val_accuracy),
            ShelfColumn::State => self.sorting.directed(self.status(a).cmp(&self.status(b))),
        })
    }
}

/// The last part of the photographs' path.
pub(super) fn data(run: &RunSummary) -> String {
    match &run.source {
        Some(DataSource::Path(path)) => path.file_name().unwrap_or_default().to_string_lossy().to_lowercase(),
        _ => String::new(),
    }
}

fn contains(run: &ShelfRun, words: &[String]) -> bool {
    let folder = run.folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let more = run.summary.as_ref().map(|run| {
        let notes = &run.notes;
        format!("{} {} {} {}", notes.name, notes.note, run.preset.as_deref().unwrap_or_default(), data(run))
            .to_lowercase()
    });
    words.iter().all(|word| folder.contains(word) || more.as_ref().is_some_and(|more| more.contains(word)))
}
