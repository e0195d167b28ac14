//! A report on a data set, as data.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::thread;

use serde::{Serialize, Serializer};

use super::findings::Findings;
use crate::data::duplicates::identical;
use crate::data::{DataError, Dataset, Note, Unusable, parallel};

/// Reads and decodes every photograph once, on all cores, and keeps only a few numbers of each.
///
/// `progress` is called with the number of photographs done and their total, and may break.
///
/// # Errors
/// [`DataError::Cancelled`] if `progress` breaks; [`DataError::Threads`] if no thread can be started.
pub fn report(
    dataset: &Dataset,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Report, DataError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let look = |index| Findings::of(dataset, index);
    Ok(Report::of(dataset, parallel::for_each("doctor", dataset.photos.len(), threads, progress, look)?))
}

/// What was found in a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// All that are listed, usable or not.
    pub photographs: usize,
    /// Those that can be decoded.
    pub usable: usize,
    /// By class; empty without labels.
    pub classes: Vec<ClassCount>,
    /// What was decided while the data set was opened.
    #[serde(serialize_with = "as_sentences")]
    pub notes: Vec<Note>,
    /// Numbers of usable photographs by format.
    pub formats: BTreeMap<String, usize>,
    /// Of usable photographs, in pixels; none if there are none.
    pub width: Option<Spread>,
    /// Of usable photographs, in pixels; none if there are none.
    pub height: Option<Spread>,
    /// Of all files that can be read, in bytes; none if there are none.
    pub file_bytes: Option<Spread>,
    /// Files that cannot be decoded, in byte order of their names.
    pub unusable: Vec<Unusable>,
    /// Usable files whose extension belongs to another format.
    pub wrong_extension: Vec<WrongExtension>,
    /// Usable photographs that EXIF turns.
    pub exif_turned: usize,
    /// Groups of identical files, usable or not.
    pub duplicates: Vec<Vec<String>>,
    /// Those of [`Self::duplicates`] that carry more than one label.
    pub duplicates_across_classes: Vec<Vec<String>>,
}

/// One class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    /// Its name.
    pub class: String,
    /// All that are listed.
    pub photographs: usize,
    /// Those that can be decoded.
    pub usable: usize,
}

/// Least, middle and greatest value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// The least.
    pub min: u64,
    /// The lower of the two middle ones, if their number is even.
    pub median: u64,
    /// The greatest.
    pub max: u64,
}

/// A usable file whose extension belongs to another format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongExtension {
    /// Its name in the data set.
    pub name: String,
    /// Its format.
    pub format: String,
}

impl Report {
    /// Sums up the findings, one for each photograph in their order.
    fn of(dataset: &Dataset, findings: Vec<Findings>) -> Self {
        let mut classes: Vec<ClassCount> = dataset
            .classes
            .iter()
            .map(|class| ClassCount { class: class.clone(), photographs: 0, usable: 0 })
            .collect();
        let (mut widths, mut heights, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
        let mut formats: BTreeMap<String, usize> = BTreeMap::new();
        let (mut unusable, mut wrong_extension, mut exif_turned) = (Vec::new(), Vec::new(), 0);
        let groups = identical(findings.iter().map(|findings| findings.file.map(|(_, digest)| digest)));
        for (index, (findings, photo)) in findings.into_iter().zip(dataset.photos.iter()).enumerate() {
            let mut class = photo.label.and_then(|label| classes.get_mut(label as usize));
            if let Some(class) = &mut class {
                class.photographs += 1;
            }
            sizes.extend(findings.file.map(|(bytes, _)| bytes));
            let usable = match findings.outcome {
                Ok(usable) => usable,
                Err(reason) => {
                    unusable.push(Unusable { index, name: photo.name.to_owned(), reason });
                    continue;
                }
            };
            if let Some(class) = &mut class {
                class.usable += 1;
            }
            widths.push(usable.width as u64);
            heights.push(usable.height as u64);
            *formats.entry(usable.format.to_string()).or_default() += 1;
            exif_turned += usize::from(usable.is_turned);
            if usable.has_wrong_extension {
                let format = usable.format.to_string();
                wrong_extension.push(WrongExtension { name: photo.name.to_owned(), format });
            }
        }
        let is_mixed = |group: &&Vec<usize>| {
            group.iter().any(|&index| dataset.photos.label(index) != dataset.photos.label(group[0]))
        };
        let names = |group: &Vec<usize>| group.iter().map(|&index| dataset.photos.name(index).to_owned()).collect();
        Self {
            photographs: dataset.photos.len(),
            usable: widths.len(),
            classes,
            notes: dataset.notes.clone(),
            formats,
            width: Spread::of(widths),
            height: Spread::of(heights),
            file_bytes: Spread::of(sizes),
            unusable,
            wrong_extension,
            exif_turned,
            duplicates_across_classes: groups.iter().filter(is_mixed).map(names).collect(),
            duplicates: groups.iter().map(names).collect(),
        }
    }
}

impl Spread {
    fn of(mut values: Vec<u64>) -> Option<Self> {
        values.sort_unstable();
        let (&min, &max) = (values.first()?, values.last()?);
        Some(Self { min, median: values[(values.len() - 1) / 2], max })
    }
}

/// Notes as their English sentences.
fn as_sentences<S: Serializer>(notes: &[Note], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(notes.iter().map(Note::to_string))
}
