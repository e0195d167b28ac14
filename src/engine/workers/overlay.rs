//! Overlays on disk: read, named, and written without losing what another program has written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::{Context, JOBS_WAITING, Worker};
use crate::config::DataSource;
use crate::data::overlay::{Overlay, OverlayError};
use crate::engine::threads::Ended;
use crate::engine::views::{Before, KeepError, OpenedOverlay, OverlayCommand, OverlayEvent, WorkerKind};
use crate::files;
use crate::shared_error::SharedError;

pub struct OverlayWorker {
    jobs: Sender<OverlayCommand>,
}

impl Worker for OverlayWorker {
    type Command = OverlayCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(JOBS_WAITING);
        let outbox = context.outbox.clone();
        context.spawn(WorkerKind::Overlay, next, move |command| {
            outbox.send(answer(command));
            Ended::Done
        })?;
        Ok(Self { jobs })
    }

    fn send(&mut self, command: OverlayCommand) -> Result<(), OverlayCommand> {
        self.jobs.try_send(command).map_err(TrySendError::into_inner)
    }
}

fn answer(command: OverlayCommand) -> OverlayEvent {
    match command {
        OverlayCommand::Open { number, source, path, copy, folder } => {
            let opened = Box::new(open(path, copy.as_deref(), &folder, &source));
            OverlayEvent::Opened { number, source, opened }
        }
        OverlayCommand::Save { source, path, overlay, before } => {
            let result = save(path, &overlay, &before, &source).map_err(SharedError::from);
            OverlayEvent::Saved { source, result }
        }
    }
}

/// Reads the overlay at `path`; without one, or where it cannot be used, a new one in `folder` is named. Where that
/// file is gone and a run's `copy` holds decisions, the new one holds them, too.
fn open(path: Option<PathBuf>, copy: Option<&Path>, folder: &Path, source: &DataSource) -> OpenedOverlay {
    let at =
        |path, overlay, before| OpenedOverlay { path, overlay, before, problem: None, gone: None, untied: Vec::new() };
    let new = |problem| {
        let opened = at(free(folder, source), Overlay::default(), Before::Nothing);
        OpenedOverlay { problem, ..opened }
    };
    let Some(path) = path else { return OpenedOverlay { untied: untied(folder, source), ..new(None) } };
    match files::read(&path) {
        Ok(bytes) => match Overlay::parse(&bytes, &path) {
            Ok(overlay) => at(path, overlay, Before::Content(bytes)),
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

/// Writes an overlay; gives where it lies and what that file holds.
fn save(
    path: PathBuf,
    overlay: &Overlay,
    before: &Before,
    source: &DataSource,
) -> Result<(PathBuf, Before), KeepError> {
    let failed = |path: &Path, source| KeepError::Write { path: path.to_owned(), source };
    let found = match files::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(&path, error)),
    };
    let path = match (before, found) {
        (Before::Nothing, Some(_)) => free(path.parent().unwrap_or(Path::new(".")), source),
        (Before::Content(expected), Some(found)) if found != *expected => return Err(KeepError::Changed { path }),
        _ => path,
    };
    let text = overlay.to_csv();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| files::write(&path, text.as_bytes()));
    written.map_err(|error| failed(&path, error))?;
    Ok((path, Before::Content(text.into_bytes())))
}

/// The photographs' own name, of which their overlays' names are made.
fn name_of(source: &DataSource) -> String {
    let name = match source {
        DataSource::Path(path) => path.file_stem().map(|name| name.to_string_lossy().into_owned()),
        DataSource::Drawings { .. } => Some("drawings".to_owned()),
    };
    name.unwrap_or_else(|| "photographs".to_owned())
}

/// A name in `folder` that no file has, made of the photographs' own.
fn free(folder: &Path, source: &DataSource) -> PathBuf {
    let name = name_of(source);
    let first = folder.join(format!("{name}-overlay.csv"));
    let numbered = (2..).map(|number| folder.join(format!("{name}-overlay-{number}.csv")));
    std::iter::once(first.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(first)
}

/// The files in `folder` whose names were made of the photographs' own, the newest first.
fn untied(folder: &Path, source: &DataSource) -> Vec<PathBuf> {
    let beginning = format!("{}-overlay", name_of(source));
    let is_one = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        let number = name.and_then(|name| name.strip_prefix(&beginning)?.strip_suffix(".csv"));
        number.is_some_and(|number| number.is_empty() || number.strip_prefix('-').is_some_and(is_number))
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut found: Vec<_> = files
        .filter(|path| is_one(path))
        .filter_map(|path| Some((fs::metadata(&path).ok().filter(fs::Metadata::is_file)?.modified().ok()?, path)))
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

fn is_number(text: &str) -> bool {
    text.parse::<u64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::overlay::Change;

    const SOURCE: DataSource = DataSource::drawings(8, 1);

    fn overlay(file: &str) -> Overlay {
        let mut overlay = Overlay::default();
        overlay.set(file, Some(Change::Exclude));
        overlay
    }

    #[test]
    fn saving_refuses_a_file_changed_by_another_program() {
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
        save(path.clone(), &overlay("b"), &Before::Anything, &SOURCE).expect("unless the user has agreed");
        assert_eq!(open(Some(path), None, &runs, &SOURCE).overlay, overlay("b"));
    }

    #[test]
    fn the_copy_of_the_run_is_read_where_the_file_is_gone() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (runs, copy) = (folder.path().join("runs"), folder.path().join("overlay.csv"));
        let gone = folder.path().join("gone.csv");
        fs::write(&copy, overlay("a").to_csv()).expect("it can be written");
        let opened = open(Some(gone.clone()), Some(&copy), &runs, &SOURCE);
        assert_eq!((opened.overlay, opened.gone), (overlay("a"), Some(gone.clone())));
        assert_eq!((opened.path, opened.before), (runs.join("drawings-overlay.csv"), Before::Nothing));
        fs::write(&gone, overlay("b").to_csv()).expect("it can be written");
        assert_eq!(
            open(Some(gone), Some(&copy), &runs, &SOURCE).overlay,
            overlay("b"),
            "the file is newer than the copy"
        );
    }

    #[test]
    fn overlays_beside_the_runs_are_found_where_none_is_tied() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for name in ["drawings-overlay.csv", "drawings-overlay-2.csv", "others-overlay.csv", "drawings-overlay-old.csv"]
        {
            fs::write(folder.path().join(name), overlay("a").to_csv()).expect("it can be written");
        }
        let opened = open(None, None, folder.path(), &SOURCE);
        let mut found = opened.untied;
        found.sort();
        let expected = ["drawings-overlay-2.csv", "drawings-overlay.csv"].map(|name| folder.path().join(name));
        assert_eq!((found, opened.overlay), (expected.to_vec(), Overlay::default()), "they are offered, not used");
        let tied = open(Some(expected[1].clone()), None, folder.path(), &SOURCE);
        assert_eq!((tied.untied, tied.overlay), (Vec::new(), overlay("a")));
    }

    #[test]
    fn a_damaged_overlay_is_reported_and_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("mine.csv");
        fs::write(&path, "file,action\n").expect("it can be written");
        let opened = open(Some(path.clone()), None, folder.path(), &SOURCE);
        assert!(opened.problem.is_some_and(|problem| problem.to_string().contains("mine.csv, line 1")));
        assert_ne!(opened.path, path);
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "file,action\n");
    }
}
