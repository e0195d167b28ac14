//! `results/test.ron`: what a run's best weights are worth on its test set.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::read_small_text;
use super::{RESULTS, RunFolderError};
use crate::files;

/// The file's name in the run's folder of what is computed from it later.
const TEST: &str = "test.ron";

/// The figures of a run's best weights on its test set. Nothing is ever chosen by them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestFigures {
    /// The epoch of the weights, from 1.
    pub epoch: usize,
    /// Photographs of the test set.
    pub count: usize,
    /// Share of them that is classified correctly, 0 to 1.
    pub accuracy: f64,
    /// Mean loss over them.
    pub loss: f64,
}

/// The file in a run's folder.
pub(super) fn test_file(folder: &Path) -> PathBuf {
    folder.join(RESULTS).join(TEST)
}

/// The figures of the weights of this epoch, if they were computed and can be read; otherwise they are computed anew, as
/// everything in that folder.
#[must_use]
pub fn read_test_figures(folder: &Path, epoch: usize) -> Option<TestFigures> {
    let figures: TestFigures = ron::from_str(&read_small_text(&test_file(folder)).ok()?).ok()?;
    Some(figures).filter(|figures| figures.epoch == epoch)
}

/// Writes the figures into a run's folder, unless they are there already.
///
/// # Errors
/// The system's.
pub fn write_test_figures(folder: &Path, figures: &TestFigures) -> Result<(), RunFolderError> {
    if read_test_figures(folder, figures.epoch).as_ref() == Some(figures) {
        return Ok(());
    }
    let path = test_file(folder);
    // Plain numbers can always be written.
    let text = ron::ser::to_string_pretty(figures, ron::ser::PrettyConfig::default()).unwrap_or_default();
    let written =
        files::create_folders(folder, Path::new(RESULTS)).and_then(|()| files::write(&path, (text + "\n").as_bytes()));
    written.map_err(|source| RunFolderError::write(&path, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_for_the_epoch_that_they_are_of_alone() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let figures = TestFigures { epoch: 3, count: 40, accuracy: 0.925, loss: 0.1 + 0.2 };
        assert_eq!(read_test_figures(folder.path(), 3), None);
        write_test_figures(folder.path(), &figures).expect("it can be written");
        assert_eq!(read_test_figures(folder.path(), 3), Some(figures), "to the last bit");
        assert_eq!(read_test_figures(folder.path(), 4), None, "other weights have others");
        std::fs::write(test_file(folder.path()), "(epoch: 3, count:").expect("it can be written");
        assert_eq!(read_test_figures(folder.path(), 3), None, "what is damaged is computed anew");
    }
}
