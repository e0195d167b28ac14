//! Small files of the person's, and what lies below dropped folders.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::Receiver;

use super::event::EngineEvent;
use super::generation::Generation;
use super::outbox::Outbox;
use super::worker;
use crate::charts::{self, Figure, Format};
use crate::files;
use crate::predict;
use crate::shared_error::SharedError;

/// Why a file of the person's was not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// Its folder is not there.
    #[error("there is no folder {}; choose one that exists", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The system refused.
    #[error("{} cannot be written: {source}", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// What the thread does.
pub(super) enum Job {
    /// Find the photographs below these paths.
    List { batch: u64, paths: Vec<PathBuf> },
    /// Read an experiment.
    ReadConfig { path: PathBuf },
    /// Write a file.
    Write { path: PathBuf, contents: String },
    /// Draw a figure and write it.
    Draw { path: PathBuf, figure: Box<Figure>, format: Format },
}

/// Photographs told of at once.
const PART: usize = 200;

pub(super) fn spawn(outbox: &Outbox, jobs: Receiver<Job>, wanted: Generation) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::WorkerKind::Files, outbox.clone(), jobs, move |job: Job| match job {
        Job::List { batch, paths } => list(&sender, paths, &mut |_| wanted.flow(batch)),
        Job::ReadConfig { path } => {
            let config = crate::config::read(&path).map(Box::new).map_err(SharedError::from);
            sender.send(EngineEvent::ConfigRead { path, config });
        }
        Job::Write { path, contents } => {
            let result = write(&path, contents.as_bytes()).map_err(SharedError::from);
            sender.send(EngineEvent::FileWritten { path, result });
        }
        Job::Draw { path, figure, format } => {
            let drawn = charts::draw(&figure, format).map_err(SharedError::from);
            let result = drawn.and_then(|bytes| Ok(write(&path, &bytes)?));
            sender.send(EngineEvent::FileWritten { path, result });
        }
    })
}

/// Tells of all photographs below `paths`, as long as they are wanted.
fn list(outbox: &Outbox, paths: Vec<PathBuf>, wanted: &mut dyn FnMut(usize) -> ControlFlow<()>) {
    let mut part = Vec::new();
    for path in paths {
        for found in predict::list_below(&path, wanted) {
            part.push(found.map(Arc::new));
            if part.len() == PART {
                if wanted(0).is_break() {
                    return;
                }
                outbox.send(EngineEvent::PhotographsListed { photographs: std::mem::take(&mut part) });
            }
        }
    }
    if !part.is_empty() {
        outbox.send(EngineEvent::PhotographsListed { photographs: part });
    }
}

/// Whole or not at all.
pub(super) fn write(path: &Path, contents: &[u8]) -> Result<(), Unwritable> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(Unwritable::NoFolder { folder: folder.to_owned() }),
        _ => files::write(path, contents).map_err(|source| Unwritable::System { path: path.to_owned(), source }),
    }
}
