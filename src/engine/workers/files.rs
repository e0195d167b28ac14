//! Single files of the user's, and what lies below dropped folders.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Sender, bounded};

use super::opener::Opener;
use super::{Context, JOBS_WAITING, Worker};
use crate::charts;
use crate::config;
use crate::engine::threads::{Ended, Generation, Outbox};
use crate::engine::views::{FilesCommand, FilesEvent, Unwritable, WorkerKind};
use crate::files;
use crate::predict;
use crate::shared_error::SharedError;

/// Photographs that are reported at once.
const PHOTOGRAPHS_AT_ONCE: usize = 200;

struct Job {
    /// The number of the listings that were current when the job was asked for.
    listing: u64,
    command: FilesCommand,
}

pub struct FilesWorker {
    jobs: Sender<Job>,
    listing: u64,
    current: Generation,
}

impl Worker for FilesWorker {
    type Command = FilesCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(JOBS_WAITING);
        let current = Generation::default();
        let mut access =
            FileAccess { outbox: context.outbox.clone(), current: current.clone(), opener: Opener::default() };
        context.spawn(WorkerKind::Files, next, move |job: Job| access.run(job))?;
        Ok(Self { jobs, listing: 0, current })
    }

    fn send(&mut self, command: FilesCommand) -> Result<(), FilesCommand> {
        if let FilesCommand::CancelListing = command {
            self.listing += 1;
            self.current.set(self.listing);
            return Ok(());
        }
        let sent = self.jobs.try_send(Job { listing: self.listing, command });
        sent.map_err(|error| error.into_inner().command)
    }

    fn cancel(&self) {
        self.current.cancel();
    }
}

struct FileAccess {
    outbox: Outbox,
    current: Generation,
    opener: Opener,
}

impl FileAccess {
    fn run(&mut self, Job { listing, command }: Job) -> Ended {
        match command {
            FilesCommand::ListPhotographs { paths } => return self.list(listing, paths),
            // Done at once by the window's end.
            FilesCommand::CancelListing => {}
            FilesCommand::ReadConfig { path } => {
                let config = config::read(&path).map(Box::new).map_err(SharedError::from);
                self.outbox.send(FilesEvent::ConfigRead { path, config });
            }
            FilesCommand::Open { path } => {
                if let Err(error) = self.opener.open(&path) {
                    self.outbox.send(FilesEvent::NotOpened { reason: error.into() });
                }
            }
            FilesCommand::Write { path, contents } => {
                let result = write(&path, contents.as_bytes()).map_err(SharedError::from);
                self.outbox.send(FilesEvent::Written { path, result });
            }
            FilesCommand::WriteFigure { path, figure, format } => {
                let drawn = charts::draw(&figure, format).map_err(SharedError::from);
                let result = drawn.and_then(|bytes| Ok(write(&path, &bytes)?));
                self.outbox.send(FilesEvent::Written { path, result });
            }
        }
        Ended::Done
    }

    /// Reports all photographs below `paths`, as long as the listing is current.
    fn list(&self, listing: u64, paths: Vec<PathBuf>) -> Ended {
        let mut photographs = Vec::new();
        for path in paths {
            for found in predict::list_below(&path, &mut |_| self.current.flow(listing)) {
                photographs.push(found.map(Arc::new));
                if photographs.len() == PHOTOGRAPHS_AT_ONCE {
                    if !self.current.is(listing) {
                        return Ended::Cancelled;
                    }
                    self.outbox.send(FilesEvent::PhotographsListed { photographs: std::mem::take(&mut photographs) });
                }
            }
        }
        if !self.current.is(listing) {
            return Ended::Cancelled;
        }
        if !photographs.is_empty() {
            self.outbox.send(FilesEvent::PhotographsListed { photographs });
        }
        Ended::Done
    }
}

/// Writes a file whole or not at all, into a folder that is there.
pub fn write(path: &Path, contents: &[u8]) -> Result<(), Unwritable> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(Unwritable::NoFolder { folder: folder.to_owned() }),
        _ => files::write(path, contents).map_err(|source| Unwritable::System { path: path.to_owned(), source }),
    }
}
