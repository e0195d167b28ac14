//! Lists on disk: made, read, and written without losing what another program has written; and the photographs that are
//! dropped into them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::{Context, JOBS_WAITING, Worker};
use crate::data::Dataset;
use crate::data::list::{List, ListFile, NotListed, empty_classes_file, found_below, name_in};
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::threads::{Ended, Generation};
use crate::engine::views::{Before, ListCommand, ListError, ListEvent, WorkerKind};
use crate::files;
use crate::shared_error::SharedError;

pub struct ListWorker {
    jobs: Sender<ListCommand>,
    /// Cancelled when the window closes.
    session: Generation,
}

/// The number of the session, the only one.
const SESSION: u64 = 1;

impl Worker for ListWorker {
    type Command = ListCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(JOBS_WAITING);
        let session = Generation::default();
        session.set(SESSION);
        let lists = Lists { datasets: context.datasets.clone(), session: session.clone() };
        let outbox = context.outbox.clone();
        context.spawn(WorkerKind::List, next, move |command| {
            outbox.send(lists.answer(command));
            Ended::Done
        })?;
        Ok(Self { jobs, session })
    }

    fn send(&mut self, command: ListCommand) -> Result<(), ListCommand> {
        self.jobs.try_send(command).map_err(TrySendError::into_inner)
    }

    fn cancel(&self) {
        self.session.cancel();
    }
}

struct Lists {
    datasets: OpenDatasets,
    session: Generation,
}

impl Lists {
    fn answer(&self, command: ListCommand) -> ListEvent {
        match command {
            ListCommand::Create { path, dataset, add } => {
                let path = with_extension(path);
                let (names, refused) = self.find(&path, &add);
                let result = self.create(path, dataset, names).map_err(SharedError::from);
                ListEvent::Created { result, refused }
            }
            ListCommand::Open { number, path } => {
                let list = files::read(&path).ok().and_then(|bytes| match ListFile::parse(&bytes, &path) {
                    ListFile::List(list) => {
                        // Without the file each class has photographs.
                        let empty = files::read_to_string(&empty_classes_file(&path)).unwrap_or_default();
                        Some((list.with_classes(&empty), bytes))
                    }
                    ListFile::Other => None,
                });
                ListEvent::Opened { number, path, list }
            }
            ListCommand::Find { path, class, files } => {
                let (names, refused) = self.find(&path, &files);
                ListEvent::Found { path, class, names, refused }
            }
            ListCommand::Save { path, list, before } => {
                let result = save(&path, &list, &before).map_err(SharedError::from);
                ListEvent::Saved { path, result }
            }
        }
    }

    fn find(&self, list: &Path, files: &[PathBuf]) -> (Vec<String>, Vec<(String, NotListed)>) {
        let folder = list.parent().unwrap_or(Path::new(""));
        let (mut names, mut refused) = (Vec::new(), Vec::new());
        for file in files {
            let found = found_below(folder, file, &mut |_| self.session.flow(SESSION));
            names.extend(found.0);
            refused.extend(found.1);
        }
        (names, refused)
    }

    fn create(&self, path: PathBuf, dataset: Option<u64>, names: Vec<String>) -> Result<PathBuf, ListError> {
        if let Ok(bytes) = files::read(&path) {
            let is_list = matches!(ListFile::parse(&bytes, &path), ListFile::List(_));
            return if is_list && dataset.is_none() && names.is_empty() {
                Ok(path)
            } else {
                Err(ListError::OtherFile { path })
            };
        }
        let dataset = dataset.and_then(|dataset| self.datasets.get(dataset));
        let mut photos = dataset.map_or_else(|| Ok(Vec::new()), |dataset| photographs(&dataset, &path))?;
        photos.extend(names.into_iter().map(|name| (name, None)));
        save(&path, &List::new(photos), &Before::Nothing)?;
        Ok(path)
    }
}

/// The photographs of a data set as a list at `path` names them, with their classes.
fn photographs(dataset: &Arc<Dataset>, path: &Path) -> Result<Vec<(String, Option<String>)>, ListError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let photographs = dataset.photos.iter().enumerate().map(|(index, photo)| {
        let file = dataset.path(index).ok_or(ListError::NoFiles)?;
        let class = photo.label.and_then(|label| dataset.classes.get(label as usize)).cloned();
        Ok(name_in(folder, &file).ok().map(|name| (name, class)))
    });
    photographs.filter_map(Result::transpose).collect()
}

/// The path of a list, which ends in `.csv`.
fn with_extension(path: PathBuf) -> PathBuf {
    let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if is_csv {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".csv");
    name.into()
}

/// Writes a list; gives what its file holds.
fn save(path: &Path, list: &List, before: &Before) -> Result<Vec<u8>, ListError> {
    let failed = |source| ListError::Write { path: path.to_owned(), source };
    let changed = || ListError::Changed { path: path.to_owned() };
    match (before, files::read(path)) {
        (Before::Content(expected), Ok(found)) if found != *expected => return Err(changed()),
        (Before::Nothing, Ok(_)) => return Err(changed()),
        (_, Err(error)) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    // First, so that the list holds what was written last wherever this fails.
    save_empty_classes(&empty_classes_file(path), list)?;
    let text = list.to_csv();
    files::write(path, text.as_bytes()).map_err(failed)?;
    Ok(text.into_bytes())
}

/// Writes the names of the classes without photographs beside the list; where there are none, there is no such file.
fn save_empty_classes(path: &Path, list: &List) -> Result<(), ListError> {
    let names = list.empty_classes();
    let saved = if names.is_empty() {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    } else {
        files::write(path, names.as_bytes())
    };
    saved.map_err(|source| ListError::Write { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::list::ListEdits;

    #[test]
    fn saving_refuses_a_list_changed_by_another_program() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("sub").join("list.csv");
        let list = List::new([("a.png".to_owned(), Some("cat".to_owned()))]);
        let written = save(&path, &list, &Before::Nothing).expect("it is written, its folder too");
        assert_eq!(written, b"filename,category\na.png,cat\n");
        save(&path, &List::default(), &Before::Content(written.clone())).expect("it is what was written last");
        let refused = save(&path, &list, &Before::Content(written)).expect_err("it has changed");
        assert!(refused.to_string().contains("another program"), "{refused}");
        assert_eq!(fs::read(&path).expect("it is there"), b"filename,category\n");
    }

    #[test]
    fn classes_without_photographs_lie_beside_the_list_as_long_as_there_are_any() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("pets.csv");
        let mut edits = ListEdits::new(List::new([("a.png".to_owned(), Some("cat".to_owned()))]));
        for class in ["dog", "=fox", "cão, \"x\""] {
            edits.add_class(class);
        }
        let before = save(&path, edits.list(), &Before::Nothing).expect("it is written");
        assert_eq!(fs::read(&path).expect("it is there"), b"filename,category\na.png,cat\n", "a CSV like any other");
        let beside = folder.path().join("pets.empty-classes.txt");
        assert_eq!(fs::read_to_string(&beside).expect("it is there"), "=fox\ncão, \"x\"\ndog\n");
        assert_eq!(opened(&path), **edits.list(), "it is read back equal");

        for class in ["dog", "=fox", "cão, \"x\""] {
            edits.put(&[format!("{}.png", class.len())], Some(class));
        }
        save(&path, edits.list(), &Before::Content(before)).expect("it is what was written last");
        assert!(!beside.exists(), "each class has a photo");
        assert_eq!(opened(&path), **edits.list());
    }

    /// The list as the window reads it.
    fn opened(path: &Path) -> List {
        let lists = Lists { datasets: OpenDatasets::default(), session: Generation::default() };
        match lists.answer(ListCommand::Open { number: 1, path: path.to_owned() }) {
            ListEvent::Opened { list: Some((list, _)), .. } => list,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_new_list_replaces_no_other_file() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let lists = Lists { datasets: OpenDatasets::default(), session: Generation::default() };
        let path = folder.path().join("pets");
        let made = lists.create(with_extension(path), None, Vec::new()).expect("it is made");
        assert_eq!(made, folder.path().join("pets.csv"));
        assert_eq!(lists.create(made.clone(), None, Vec::new()).expect("it is opened"), made);
        fs::write(&made, "mine\n").expect("it can be written");
        assert!(matches!(lists.create(made.clone(), None, Vec::new()), Err(ListError::OtherFile { .. })));
        assert_eq!(fs::read_to_string(&made).expect("it is there"), "mine\n");
    }
}
