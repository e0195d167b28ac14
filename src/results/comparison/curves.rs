//! Any number of runs over each other: their epochs, and the settings in which they differ.

use std::path::{Path, PathBuf};

use super::differences::{Difference, among};
use crate::config::{DataConfig, RunConfig};
use crate::run::{self, EpochStats, RunSummary};
use crate::shared_error::SharedError;

/// A run with its epochs.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCurves {
    /// What is known of it at a glance.
    pub summary: RunSummary,
    /// Its configuration.
    pub config: RunConfig,
    /// Its whole epochs.
    pub history: Vec<EpochStats>,
}

/// Any number of runs over each other.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedCurves {
    /// The runs that can be read, in the order in which they were asked for.
    pub runs: Vec<RunCurves>,
    /// Those that cannot, and why.
    pub unreadable: Vec<(PathBuf, SharedError)>,
    /// The fields in which their configurations differ.
    pub differences: Vec<Difference>,
    /// Whether all were validated on the same photographs, as far as their configurations say: only then do their
    /// validation figures say which one is better.
    pub is_comparable: bool,
}

impl ComparedCurves {
    /// Reads the runs. Reading never fails: a run that cannot be read is named.
    #[must_use]
    pub fn of(folders: &[PathBuf]) -> Self {
        let (mut runs, mut unreadable) = (Vec::new(), Vec::new());
        for folder in folders {
            match read(folder) {
                Ok(run) => runs.push(run),
                Err(error) => unreadable.push((folder.clone(), error)),
            }
        }
        let configs: Vec<&RunConfig> = runs.iter().map(|run| &run.config).collect();
        let differences = among(&configs);
        let is_comparable = runs.windows(2).all(|pair| is_same_validation(&pair[0], &pair[1]));
        Self { runs, unreadable, differences, is_comparable }
    }
}

fn read(folder: &Path) -> Result<RunCurves, SharedError> {
    let config = run::read_config(folder)?;
    let history = run::read_history(folder)?;
    Ok(RunCurves { summary: RunSummary::read(folder), config, history })
}

fn is_same_validation(a: &RunCurves, b: &RunCurves) -> bool {
    let of = |data: &DataConfig| {
        let DataConfig { leave_out_unlabelled, split_seed, stratify, source, overlay, .. } = data.clone();
        let shares = [data.validation_share, data.test_share].map(f64::to_bits);
        (shares, leave_out_unlabelled, split_seed, stratify, source, overlay)
    };
    let validation = |run: &RunCurves| run.summary.counts.map(|counts| counts.validation);
    a.config.data.source.is_some() && of(&a.config.data) == of(&b.config.data) && validation(a) == validation(b)
}
