//! What a killed process has left in a run's folder.

use std::path::{Path, PathBuf};

use super::callbacks::{self, Callback};
use crate::run;

/// Removes half-written files from a run's folder and from the sub-folders that the run writes. What a living process
/// writes stays, and so does everything where no run is.
pub fn remove_leftovers(run: &Path) {
    let Ok(config) = run::read_config(run) else { return };
    let callbacks = callbacks::from_config(&config.callbacks, true).unwrap_or_default();
    let written: Vec<PathBuf> = callbacks.iter().filter_map(Callback::written_files).collect();
    run::remove_leftovers(run, &written);
}
