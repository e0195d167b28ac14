//! Runs beside each other: how their configurations differ, and their figures; two of them on the same photographs.

mod curves;
mod differences;
mod same;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub use curves::{ComparedCurves, RunCurves};
pub use differences::Difference;

use super::{EvaluationError, Predictions, Scores, epochs};
use crate::config::{DataSource, RunConfig};
use crate::data::overlay::{Change, Overlay};
use crate::run::history::{EpochStats, best_epoch};
use crate::run::{self, OVERLAY, Side, TestFigures};

/// A run as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedRun {
    /// Its folder.
    pub folder: PathBuf,
    /// Its configuration.
    pub config: RunConfig,
    /// Its whole epochs.
    pub history: Vec<EpochStats>,
    /// Photographs that it was trained on.
    pub training: usize,
    /// Photographs that it was validated on.
    pub validation: usize,
    /// What its overlay changed.
    pub decisions: Decisions,
    /// The figures of the best epoch on its validation photographs, where it stored its predictions.
    pub scores: Option<Scores>,
    /// The figures of the best epoch on its test set, once they are known. Nothing is chosen by them.
    pub test: Option<TestFigures>,
}

/// How many photographs an overlay changes, by kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decisions {
    /// With another label.
    pub relabelled: usize,
    /// Left out.
    pub excluded: usize,
    /// Flagged for review.
    pub flagged: usize,
}

impl Decisions {
    /// Counts an overlay's.
    #[must_use]
    pub fn of(overlay: &Overlay) -> Self {
        overlay.iter().fold(Self::default(), |mut counts, (_, change)| {
            match change {
                Change::Relabel(_) => counts.relabelled += 1,
                Change::Exclude => counts.excluded += 1,
                Change::Flagged => counts.flagged += 1,
            }
            counts
        })
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The photographs that validated both runs, with the second run's labels: only figures of the same photographs compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// How many.
    pub count: usize,
    /// How many of them had another label in the first run.
    pub relabelled: usize,
    /// Each run's figures on them.
    pub scores: [Scores; 2],
    /// Those that only the second run is right about, by name.
    pub became_right: Vec<String>,
    /// Those that only the first run is right about, by name.
    pub became_wrong: Vec<String>,
}

/// Two runs beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The runs.
    pub runs: [ComparedRun; 2],
    /// The fields in which their configurations differ.
    pub differences: Vec<Difference>,
    /// The figures of both on the photographs that validated both, or why there are none.
    pub shared: Result<Shared, NotShared>,
}

/// Why two runs cannot be compared on the same photographs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotShared {
    /// No name is on both validation sides, the classes differ, or a run stored no predictions.
    NoPhotograph,
    /// There are photographs of the same names, and none of them is known to be the same one.
    OtherPhotographs,
}

impl Comparison {
    /// Reads two runs. No network is computed: each run stored its predictions.
    ///
    /// # Errors
    /// If a file of a run is missing or damaged.
    pub fn of(first: &Path, second: &Path) -> Result<Self, EvaluationError> {
        let (first, before) = read(first)?;
        let (second, after) = read(second)?;
        let sources = [&first, &second].map(|run| run.config.data.source.as_ref());
        let both = before.zip(after).ok_or(NotShared::NoPhotograph);
        let shared = both.and_then(|(before, after)| shared(&before, &after, sources));
        let differences = differences::among(&[&first.config, &second.config]);
        Ok(Self { runs: [first, second], differences, shared })
    }
}

impl ComparedRun {
    /// The epoch of the run's best weights.
    #[must_use]
    pub fn best(&self) -> Option<&EpochStats> {
        best_epoch(&self.history)
    }
}

/// A run, and its predictions in the best epoch.
fn read(folder: &Path) -> Result<(ComparedRun, Option<Predictions>), EvaluationError> {
    let config = run::read_config(folder)?;
    let history = run::read_history(folder)?;
    let rows = run::read_split(folder)?;
    let on = |side| rows.iter().filter(|row| row.side == side && row.left_out.is_empty()).count();
    let decisions = match &config.data.overlay {
        Some(_) => Decisions::of(&Overlay::read(&folder.join(OVERLAY))?),
        None => Decisions::default(),
    };
    let best = best_epoch(&history).map(|best| best.epoch);
    let mut epochs = epochs(folder)?;
    let predictions = best.and_then(|best| epochs.remove(&best));
    let run = ComparedRun {
        folder: folder.to_owned(),
        history,
        training: on(Side::Training),
        validation: on(Side::Validation),
        decisions,
        scores: predictions.as_ref().map(Scores::of),
        test: best.and_then(|best| run::read_test_figures(folder, best)),
        config,
    };
    Ok((run, predictions))
}

fn shared(before: &Predictions, after: &Predictions, sources: [Option<&DataSource>; 2]) -> Result<Shared, NotShared> {
    if before.classes() != after.classes() {
        return Err(NotShared::NoPhotograph);
    }
    let places: HashMap<&str, usize> =
        before.names().iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    let pair = |(place, name): (usize, &String)| Some((*places.get(name.as_str())?, place));
    let named: Vec<(usize, usize)> = after.names().iter().enumerate().filter_map(pair).collect();
    if named.is_empty() {
        return Err(NotShared::NoPhotograph);
    }
    let name = |place: usize| after.names()[place].as_str();
    let same = same::same(sources, named.iter().map(|(_, place)| name(*place)));
    let both: Vec<_> = named.into_iter().filter(|(_, place)| same.contains(name(*place))).collect();
    let names: Vec<String> = both.iter().map(|(_, after_place)| after.names()[*after_place].clone()).collect();
    let labels: Vec<u32> = both.iter().map(|(_, after_place)| after.labels()[*after_place]).collect();
    let of = |probabilities: Vec<f32>| {
        let classes = after.classes().to_vec();
        Predictions::new(classes, names.clone(), labels.clone(), probabilities)
    };
    let first = of(both.iter().flat_map(|(place, _)| before.probabilities(*place).iter().copied()).collect());
    let second = of(both.iter().flat_map(|(_, place)| after.probabilities(*place).iter().copied()).collect());
    let relabelled = both.iter().filter(|(old, new)| before.labels()[*old] != after.labels()[*new]).count();
    match (first, second) {
        (Some(first), Some(second)) if !both.is_empty() => {
            let only = |one: &Predictions, other: &Predictions| {
                let places = (0..both.len()).filter(|place| one.is_right(*place) && !other.is_right(*place));
                places.map(|place| names[place].clone()).collect()
            };
            Ok(Shared {
                count: both.len(),
                relabelled,
                became_right: only(&second, &first),
                became_wrong: only(&first, &second),
                scores: [Scores::of(&first), Scores::of(&second)],
            })
        }
        _ => Err(NotShared::OtherPhotographs),
    }
}
