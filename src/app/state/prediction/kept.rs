//! Which photographs a subject is given, so that the next window classifies them again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::PredictionState;

/// At most so many paths are kept, the oldest.
const MOST: usize = 2_000;

/// The paths that were opened for a subject to be classified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPhotographs {
    /// The run's folder; none for the experiment.
    pub run: Option<PathBuf>,
    /// Files, folders and zips in the order in which they were opened.
    pub paths: Vec<PathBuf>,
}

impl KeptPhotographs {
    /// The paths if they were opened for this subject.
    #[must_use]
    pub fn of(&self, run: Option<&Path>) -> Option<&[PathBuf]> {
        (self.run.as_deref() == run && !self.paths.is_empty()).then_some(self.paths.as_slice())
    }
}

impl PredictionState {
    /// What is to be kept of the photographs. Pasted pictures have no file, and a path that is no text cannot be written.
    #[must_use]
    pub fn kept(&self, run: Option<&Path>) -> KeptPhotographs {
        let paths = self.opened.iter().chain(&self.waiting_paths).filter(|path| path.to_str().is_some());
        KeptPhotographs { run: run.map(Path::to_owned), paths: paths.take(MOST).cloned().collect() }
    }

    /// Takes the photographs that an earlier window has kept for this subject.
    pub fn take_kept(&mut self, kept: &KeptPhotographs, run: Option<&Path>) {
        if let Some(paths) = kept.of(run) {
            self.waiting_paths = paths.to_vec();
        }
    }

    /// Forgets the opened paths of which no card is left. A folder of which some are left is read whole again.
    pub(super) fn forget_without_cards(&mut self) {
        let left: BTreeSet<&Path> = self.cards.iter().map(|card| Path::new(&card.name)).collect();
        // Names below a path come right after it.
        let has_cards =
            |path: &PathBuf| left.range::<&Path, _>(path.as_path()..).next().is_some_and(|name| name.starts_with(path));
        self.opened.retain(has_cards);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::CardState;

    #[test]
    fn a_path_is_forgotten_once_none_of_its_cards_is_left() {
        let mut prediction = PredictionState::default();
        let paths = ["a.png", "b", "b-2", "b.zip", "c.png"].map(PathBuf::from);
        prediction.opened = paths.to_vec();
        for name in ["a.png", "b-2/x.png", "b.zip/y.png"] {
            prediction.add(name.to_owned(), CardState::Waiting, None);
        }
        prediction.forget_without_cards();
        assert_eq!(prediction.opened, ["a.png", "b-2", "b.zip"].map(PathBuf::from));
        prediction.drop_waiting();
        assert_eq!(prediction.kept(None), KeptPhotographs::default());
    }

    #[test]
    fn not_more_than_can_be_written_often_is_kept_and_only_for_its_subject() {
        let run = Path::new("runs/first");
        let opened = (0..MOST + 10).map(|number| PathBuf::from(format!("{number}.png"))).collect();
        let prediction = PredictionState { opened, ..PredictionState::default() };
        let kept = prediction.kept(Some(run));
        assert_eq!(kept.of(Some(run)).map(<[PathBuf]>::len), Some(MOST));
        assert_eq!((kept.of(None), kept.of(Some(Path::new("runs/second")))), (None, None));
    }
}
