//! Overlays on disk: read, named, and written without losing what somebody else has written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::DataSource;
use crate::data::overlay::{Overlay, OverlayError};
use crate::files;
use crate::shared_error::SharedError;

/// What a file must hold to be replaced: what another program has written meanwhile is never lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// The person has said that it may be replaced.
    Anything,
    /// Nothing is there; where something is, a new name is found.
    Nothing,
    /// These words.
    Text(String),
}

/// Why an overlay was not written.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The system does not write it.
    #[error("the overlay {} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Somebody else has written it.
    #[error(
        "the overlay {} has been changed by another program since it was read; keep your changes in another file, or \
         open it again", path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
}

/// An overlay as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedOverlay {
    /// Where it lies, or will.
    pub path: PathBuf,
    /// What is decided.
    pub overlay: Overlay,
    /// What is there now.
    pub before: Before,
    /// Why the file that was asked for cannot be used; then this is a new one, and that file stays as it is.
    pub problem: Option<SharedError>,
    /// The file that was asked for, if it is gone and a run's copy was read; then this is a new one that is not
    /// written yet.
    pub gone: Option<PathBuf>,
}

/// Reads the overlay at `path`; without one, or where it cannot be used, a new one in `folder` is named. Where that
/// file is gone and a run's `copy` holds decisions, the new one holds them, too.
pub(super) fn open(path: Option<PathBuf>, copy: Option<&Path>, folder: &Path, source: &DataSource) -> OpenedOverlay {
    let at = |path, overlay, before| OpenedOverlay { path, overlay, before, problem: None, gone: None };
    let new = |problem| {
        let opened = at(free(folder, source), Overlay::default(), Before::Nothing);
        OpenedOverlay { problem, ..opened }
    };
    let Some(path) = path else { return new(None) };
    match fs::read_to_string(&path) {
        Ok(text) => match Overlay::parse(&text, &path) {
            Ok(overlay) => at(path, overlay, Before::Text(text)),
            Err(error) => new(Some(error.into())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            match copy.filter(|copy| copy.exists()).map(Overlay::read) {
                Some(Ok(overlay)) if !overlay.is_empty() => OpenedOverlay { overlay, gone: Some(path), ..new(None) },
                Some(Err(error)) => new(Some(error.into())),
                Some(Ok(_)) | None => at(path, Overlay::default(), Before::Nothing),
            }
        }
        Err(source) => new(Some(OverlayError::Read { path, source }.into())),
    }
}

/// Writes an overlay; gives where it lies and what stands there.
pub(super) fn save(
    path: PathBuf,
    overlay: &Overlay,
    before: &Before,
    source: &DataSource,
) -> Result<(PathBuf, Before), KeepError> {
    let failed = |path: &Path, source| KeepError::Write { path: path.to_owned(), source };
    let there = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(&path, error)),
    };
    let path = match (before, there) {
        (Before::Nothing, Some(_)) => free(path.parent().unwrap_or(Path::new(".")), source),
        (Before::Text(expected), Some(text)) if text != *expected => return Err(KeepError::Changed { path }),
        _ => path,
    };
    let text = overlay.to_csv();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| files::write(&path, text.as_bytes()));
    written.map_err(|error| failed(&path, error))?;
    Ok((path, Before::Text(text)))
}

/// A name in `folder` that no file has, after the photographs' own.
fn free(folder: &Path, source: &DataSource) -> PathBuf {
    let name = match source {
        DataSource::Path(path) => path.file_stem().map(|name| name.to_string_lossy().into_owned()),
        DataSource::Drawings { .. } => Some("drawings".to_owned()),
    };
    let name = name.unwrap_or_else(|| "photographs".to_owned());
    let first = folder.join(format!("{name}-overlay.csv"));
    let numbered = (2..).map(|number| folder.join(format!("{name}-overlay-{number}.csv")));
    std::iter::once(first.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::overlay::Change;

    const SOURCE: DataSource = DataSource::Drawings { count: 8, seed: 1 };

    fn overlay(file: &str) -> Overlay {
        let mut overlay = Overlay::default();
        overlay.set(file, Some(Change::Exclude));
        overlay
    }

    #[test]
    fn what_is_saved_is_opened_and_nobody_elses_words_are_replaced() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let runs = folder.path().join("runs");
        let opened = open(None, None, &runs, &SOURCE);
        assert_eq!((opened.before, opened.path), (Before::Nothing, runs.join("drawings-overlay.csv")));
        let (path, before) = save(runs.join("drawings-overlay.csv"), &overlay("a"), &Before::Nothing, &SOURCE)
            .expect("it is written, its folder too");
        let read = open(Some(path.clone()), None, &runs, &SOURCE);
        assert_eq!((&read.overlay, &read.before, read.problem), (&overlay("a"), &before, None));

        let (other, _) = save(path.clone(), &overlay("b"), &Before::Nothing, &SOURCE).expect("it finds another name");
        assert_eq!(other, runs.join("drawings-overlay-2.csv"));
        fs::write(&path, "file,action,new_label\nc,exclude,\n").expect("another program writes");
        let refused = save(path.clone(), &overlay("b"), &before, &SOURCE).expect_err("it is not replaced");
        assert!(refused.to_string().contains("another program"), "{refused}");
        save(path.clone(), &overlay("b"), &Before::Anything, &SOURCE).expect("unless the person says so");
        assert_eq!(open(Some(path), None, &runs, &SOURCE).overlay, overlay("b"));
    }

    #[test]
    fn where_the_file_is_gone_the_runs_copy_is_read() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (runs, copy) = (folder.path().join("runs"), folder.path().join("overlay.csv"));
        let gone = folder.path().join("gone.csv");
        fs::write(&copy, overlay("a").to_csv()).expect("it can be written");
        let opened = open(Some(gone.clone()), Some(&copy), &runs, &SOURCE);
        assert_eq!((opened.overlay, opened.gone), (overlay("a"), Some(gone.clone())));
        assert_eq!((opened.path, opened.before), (runs.join("drawings-overlay.csv"), Before::Nothing));
        fs::write(&gone, overlay("b").to_csv()).expect("it can be written");
        assert_eq!(open(Some(gone), Some(&copy), &runs, &SOURCE).overlay, overlay("b"), "what is there is newer");
    }

    #[test]
    fn a_damaged_overlay_is_told_and_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("mine.csv");
        fs::write(&path, "file,action\n").expect("it can be written");
        let opened = open(Some(path.clone()), None, folder.path(), &SOURCE);
        assert!(opened.problem.is_some_and(|problem| problem.to_string().contains("mine.csv, line 1")));
        assert_ne!(opened.path, path);
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "file,action\n");
    }
}
