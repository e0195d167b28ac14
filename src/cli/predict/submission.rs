//! Kaggle's submission for dogs-vs-cats: `id,label`, 1 for a dog.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};

use crate::files::write_output;
use crate::predict::{Prediction, list};

/// The lines of a submission; only two numbers are kept of each photograph.
pub(super) struct Submission {
    rows: Vec<(u64, bool)>,
    dog: u32,
}

impl Submission {
    /// Refuses what no submission can be made of, before any work is done: other classes than cat and dog, names that
    /// are no numbers, numbers that occur twice.
    ///
    /// # Errors
    /// A sentence that says which.
    pub(super) fn new(classes: &[String], paths: &[PathBuf]) -> anyhow::Result<Self> {
        let dog = classes.iter().position(|class| class == "dog");
        let (Some(dog), true) = (dog, classes.len() == 2 && classes.iter().any(|class| class == "cat")) else {
            bail!("a submission is about the classes cat and dog, and this network tells {} apart", classes.join(", "));
        };
        let mut ids = list(paths.to_vec())
            .filter_map(Result::ok)
            .map(|photograph| Ok((id(photograph.name())?, photograph.name().to_owned())))
            .collect::<anyhow::Result<Vec<_>>>()?;
        ids.sort_unstable();
        if let Some([(id, one), (_, other)]) = ids.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            bail!("{one} and {other} have the same id {id}; a submission needs one photograph for each");
        }
        Ok(Self { rows: Vec::new(), dog: dog as u32 })
    }

    /// Takes a photograph in.
    pub(super) fn add(&mut self, name: &str, prediction: &Prediction) -> anyhow::Result<()> {
        self.rows.push((id(name)?, prediction.label == self.dog));
        Ok(())
    }

    /// Writes the file, whole or not at all, sorted by id.
    pub(super) fn write(mut self, file: &Path) -> anyhow::Result<()> {
        self.rows.sort_unstable();
        let mut text = String::from("id,label\n");
        for (id, is_dog) in self.rows {
            let _ = writeln!(text, "{id},{}", u8::from(is_dog));
        }
        write_output(file, text.as_bytes()).with_context(|| format!("cannot write {}", file.display()))
    }
}

/// The number that a file is named by.
fn id(name: &str) -> anyhow::Result<u64> {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_number = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit());
    ensure!(is_number, "{name}: a submission's photographs are named by numbers, such as 17.jpg, and this one is not");
    stem.parse().with_context(|| format!("{name}: its number is too large for an id"))
}
