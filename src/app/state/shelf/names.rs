//! The names that runs were given.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ShelfRun;
use crate::run::folder_name;

/// The names that runs were given; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct RunNames(Arc<HashMap<PathBuf, String>>);

impl RunNames {
    pub(super) fn among(runs: &[ShelfRun]) -> Self {
        let summaries = runs.iter().filter_map(|run| run.summary.as_ref());
        let given = summaries.filter(|summary| !summary.notes.name.is_empty());
        Self(Arc::new(given.map(|summary| (summary.folder.clone(), summary.notes.name.clone())).collect()))
    }

    /// The name that a run was given, or else that of its folder.
    #[must_use]
    pub fn of(&self, run: &Path) -> String {
        self.0.get(run).cloned().unwrap_or_else(|| folder_name(run))
    }
}
