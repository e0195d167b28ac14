//! Which photographs are evaluated, and with which labels.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use super::{EvaluationError, EvaluationNote, LeftOut, LeftOutReason, Place};
use crate::config::DataSource;
use crate::data::{DataError, Dataset, Photos, class_of_name};
use crate::run::{self, Side};

/// Which of a run's photographs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Set {
    /// Those that the network was validated on.
    Validation,
    /// Those that it was trained on.
    Training,
    /// Those that were held back: it was neither trained nor chosen by them.
    Test,
}

impl Set {
    /// In one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Training => "training",
            Self::Test => "test",
        }
    }

    fn side(self) -> Side {
        match self {
            Self::Validation => Side::Validation,
            Self::Training => Side::Training,
            Self::Test => Side::Test,
        }
    }
}

/// Photographs to be evaluated.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// One side of a run, with the labels of its `split.csv`.
    Run {
        /// The run's folder.
        folder: &'a Path,
        /// Which side.
        set: Set,
        /// Where its photographs are now, if they have moved.
        moved_to: Option<&'a Path>,
    },
    /// All labelled photographs of a folder, CSV or zip.
    Labelled(&'a Path),
}

/// A photograph to be evaluated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Its index in the data set.
    pub index: usize,
    /// Its class's index among the network's.
    pub label: u32,
}

/// The photographs of a [`Source`].
pub(super) struct Choice {
    pub dataset: Dataset,
    pub photographs: Vec<Chosen>,
    pub left_out: Vec<LeftOut>,
    pub notes: Vec<EvaluationNote>,
    /// Which of the run's photographs are not there, where some are.
    pub gone: Option<EvaluationError>,
}

impl Source<'_> {
    /// Opens the photographs; `classes` are the network's.
    pub(super) fn choose(&self, classes: &[String]) -> Result<Choice, EvaluationError> {
        match *self {
            Self::Run { folder, set, moved_to } => of_run(folder, set, moved_to, classes),
            Self::Labelled(path) => labelled(path, classes),
        }
    }
}

fn of_run(folder: &Path, set: Set, moved_to: Option<&Path>, classes: &[String]) -> Result<Choice, EvaluationError> {
    let config = run::read_config(folder)?;
    let (mut wanted, mut left_out) = (Photos::default(), Vec::new());
    // The classes of photographs that have none of the network's, by place.
    let mut others = BTreeMap::new();
    run::each_of_split(folder, |row| match classes.iter().position(|class| *class == row.label) {
        _ if row.side != set.side() => {}
        _ if !row.left_out.is_empty() => {
            left_out.push(LeftOut { name: row.filename, reason: LeftOutReason::Recorded(row.left_out) });
        }
        label => {
            if label.is_none() {
                others.insert(wanted.len(), row.label);
            }
            wanted.push(&row.filename, label.map(|label| label as u32));
        }
    })?;
    let count = wanted.len() + left_out.len();
    if let (Set::Test, Some(path)) = (set, &config.data.test_source)
        && config.data.test_share <= 0.0
    {
        return labelled(path, classes);
    }
    let source = match moved_to {
        Some(path) => DataSource::Path(path.to_owned()),
        None => config.data.source.ok_or(EvaluationError::NoSource)?,
    };
    let dataset =
        Dataset::open_for_editing(&source, &mut |_| ControlFlow::Continue(())).map_err(|error| match error {
            DataError::NotFound { path } if moved_to.is_none() => EvaluationError::Gone { path, set: set.name() },
            source => EvaluationError::Unopened { source, set: set.name() },
        })?;
    let (mut photographs, mut missing) = (Vec::new(), Vec::new());
    for (place, photo) in wanted.iter().enumerate() {
        match (dataset.photos.place_of(photo.name), photo.label) {
            (Some(index), Some(label)) => photographs.push(Chosen { index, label }),
            (None, _) => missing.push(photo.name.to_owned()),
            (_, None) => {
                return Err(other_classes(Place::Split, others.get(&place).map_or(&[], std::slice::from_ref), classes));
            }
        }
    }
    let gone = missing.first().map(|example| EvaluationError::Missing {
        missing: missing.len(),
        count,
        place: Place::from(&dataset.source),
        example: example.clone(),
    });
    let gone = match gone {
        // Where most are gone, the place is taken for that of other photographs of the same names.
        Some(gone) if 2 * photographs.len() < count => return Err(gone),
        gone => gone,
    };
    if photographs.is_empty() {
        return Err(EvaluationError::EmptySet(set));
    }
    left_out.extend(missing.into_iter().map(|name| LeftOut { name, reason: LeftOutReason::NotThere }));
    Ok(Choice { dataset, photographs, left_out, notes: Vec::new(), gone })
}

fn labelled(path: &Path, classes: &[String]) -> Result<Choice, EvaluationError> {
    let dataset = Dataset::open_path(path)?;
    if dataset.classes.is_empty() {
        return Err(DataError::NoLabels { origin: path.display().to_string() }.into());
    }
    let known: Option<Vec<u32>> = dataset.classes.iter().map(|class| class_of_name(classes, class)).collect();
    let Some(known) = known else {
        return Err(other_classes(Place::from(&dataset.source), &dataset.classes, classes));
    };
    let (mut photographs, mut left_out) = (Vec::new(), Vec::new());
    for (index, photo) in dataset.photos.iter().enumerate() {
        match photo.label {
            Some(label) => photographs.push(Chosen { index, label: known[label as usize] }),
            None => left_out.push(LeftOut { name: photo.name.to_owned(), reason: LeftOutReason::NoLabel }),
        }
    }
    let notes = dataset.notes.iter().cloned().map(EvaluationNote::Dataset).collect();
    Ok(Choice { dataset, photographs, left_out, notes, gone: None })
}

fn other_classes(place: Place, found: &[String], known: &[String]) -> EvaluationError {
    EvaluationError::OtherClasses { place, found: found.join(", "), known: known.join(", ") }
}
