//! Small files of the person's, and what lies below dropped folders.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::Receiver;

use super::event::EngineEvent;
use super::outbox::Outbox;
use super::worker;
use crate::charts::{self, Figure, Format};
use crate::predict;
use crate::reason::Reason;

/// What the thread does.
pub(super) enum Job {
    /// Find the photographs below these paths.
    List { paths: Vec<PathBuf> },
    /// Read an experiment.
    ReadConfig { path: PathBuf },
    /// Write a file.
    Write { path: PathBuf, contents: String },
    /// Draw a figure and write it.
    Draw { path: PathBuf, figure: Box<Figure>, format: Format },
}

/// Photographs told of at once.
const PART: usize = 200;

pub(super) fn spawn(outbox: &Outbox, jobs: Receiver<Job>) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn("bigode-files", outbox.clone(), jobs, move |job: Job| match job {
        Job::List { paths } => list(&sender, paths),
        Job::ReadConfig { path } => {
            let config = crate::config::read(&path).map(Box::new).map_err(Reason::from);
            sender.send(EngineEvent::ConfigRead { path, config });
        }
        Job::Write { path, contents } => {
            let result = write(&path, contents.as_bytes()).map_err(Reason::from);
            sender.send(EngineEvent::FileWritten { path, result });
        }
        Job::Draw { path, figure, format } => {
            let drawn = charts::draw(&figure, format).map_err(Reason::from);
            let result = drawn.and_then(|bytes| Ok(write(&path, &bytes)?));
            sender.send(EngineEvent::FileWritten { path, result });
        }
    })
}

fn list(outbox: &Outbox, paths: Vec<PathBuf>) {
    let mut part = Vec::new();
    for found in predict::list(paths) {
        part.push(found.map(Arc::new));
        if part.len() == PART {
            outbox.send(EngineEvent::PhotographsListed { photographs: std::mem::take(&mut part) });
        }
    }
    if !part.is_empty() {
        outbox.send(EngineEvent::PhotographsListed { photographs: part });
    }
}

/// Under a temporary name beside it, synced, then renamed.
fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(contents)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
