//! The CSV of `bigode predict`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context as _;
use tempfile::NamedTempFile;

use super::doubt::Labelled;

/// A CSV file that takes its name only when it is whole.
pub(super) struct Table<'a> {
    path: &'a Path,
    classes: &'a [String],
    csv: csv::Writer<Target>,
}

/// A regular file is written beside itself and renamed; anything else (a pipe, `/dev/stdout`) is written as it is.
enum Target {
    Renamed(NamedTempFile),
    Direct(File),
}

impl<'a> Table<'a> {
    /// Begins with the line of column names: `filename`, `label`, `probability`, the classes, `unlikeness`.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn create(path: &'a Path, classes: &'a [String]) -> anyhow::Result<Self> {
        let target = Target::open(path).with_context(|| cannot_write(path))?;
        let mut csv = csv::Writer::from_writer(target);
        let columns = ["filename", "label", "probability"].into_iter().chain(classes.iter().map(String::as_str));
        let columns = columns.chain(["unlikeness"]);
        csv.write_record(columns).with_context(|| cannot_write(path))?;
        Ok(Self { path, classes, csv })
    }

    /// Adds a photograph.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn write(&mut self, name: &str, labelled: &Labelled) -> anyhow::Result<()> {
        let Labelled { prediction, unlikeness } = labelled;
        let first = [name, &self.classes[prediction.label as usize]].map(str::to_owned);
        let numbers = std::iter::once(prediction.probability()).chain(prediction.probabilities.iter().copied());
        let record = first.into_iter().chain(numbers.map(|number| number.to_string()));
        let record = record.chain([unlikeness.map_or_else(String::new, |value| format!("{value:.3}"))]);
        self.csv.write_record(record).with_context(|| cannot_write(self.path))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let finished =
            self.csv.into_inner().map_err(csv::IntoInnerError::into_error).and_then(|target| target.finish(self.path));
        finished.with_context(|| cannot_write(self.path))
    }
}

impl Target {
    fn open(path: &Path) -> io::Result<Self> {
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return OpenOptions::new().write(true).open(path).map(Self::Direct);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any new file: the user's mask takes away from this.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(folder).map(Self::Renamed)
    }

    fn finish(self, path: &Path) -> io::Result<()> {
        let Self::Renamed(file) = self else { return Ok(()) };
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Renamed(file) => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Renamed(file) => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}
