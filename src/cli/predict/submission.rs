//! Kaggle's submission for dogs-vs-cats: `id,label`, 1 for a dog.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::predict::{Prediction, list};
use crate::text::CliText;

/// The lines of a submission; only two numbers are kept of each photo.
pub(super) struct Submission {
    rows: Vec<(u64, bool)>,
    dog: u32,
}

impl Submission {
    /// Refuses what no submission can be made of, before any work is done: other classes than cat and dog, names that
    /// are no numbers, numbers that occur twice.
    ///
    /// # Errors
    /// A sentence with what is wrong and with which photo.
    pub(super) fn new(classes: &[String], paths: &[PathBuf]) -> Result<Self, Failure> {
        let dog = classes.iter().position(|class| class == "dog");
        let (Some(dog), true) = (dog, classes.len() == 2 && classes.iter().any(|class| class == "cat")) else {
            return Err(Failure::new(CliText::SubmissionClasses, &[("classes", &classes.join(", "))]));
        };
        let mut ids = list(paths.to_vec())
            .filter_map(Result::ok)
            .map(|photograph| Ok((id(photograph.name())?, photograph.name().to_owned())))
            .collect::<Result<Vec<_>, Failure>>()?;
        ids.sort_unstable();
        if let Some([(id, one), (_, other)]) = ids.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(Failure::new(CliText::SubmissionTwice, &[("one", one), ("other", other), ("id", id)]));
        }
        Ok(Self { rows: Vec::new(), dog: dog as u32 })
    }

    /// Adds a photo.
    pub(super) fn add(&mut self, name: &str, prediction: &Prediction) -> Result<(), Failure> {
        self.rows.push((id(name)?, prediction.label == self.dog));
        Ok(())
    }

    /// Writes the file, whole or not at all, sorted by id.
    pub(super) fn write(mut self, file: &Path) -> Result<(), Failure> {
        self.rows.sort_unstable();
        let mut text = String::from("id,label\n");
        for (id, is_dog) in self.rows {
            let _ = writeln!(text, "{id},{}", u8::from(is_dog));
        }
        output::write_file(file, text.as_bytes())
    }
}

/// The number that a file is named by.
fn id(name: &str) -> Result<u64, Failure> {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if stem.is_empty() || !stem.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::new(CliText::SubmissionName, &[("name", &name)]));
    }
    stem.parse().map_err(|_| Failure::new(CliText::SubmissionNumber, &[("name", &name)]))
}
