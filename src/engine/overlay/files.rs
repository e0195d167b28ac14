//! The thread that reads and writes overlays, and reads runs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::Receiver;

use super::{OverlayCommand, OverlayEvent, overlay};
use crate::engine::event::EngineEvent;
use crate::engine::outbox::Outbox;
use crate::engine::worker;
use crate::results::Comparison;
use crate::run::CONFIG;
use crate::shared_error::SharedError;

/// Runs that are listed, the newest ones.
const LISTED: usize = 200;

pub(in crate::engine) fn spawn(outbox: &Outbox, jobs: Receiver<OverlayCommand>) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::WorkerKind::Overlay, outbox.clone(), jobs, move |command: OverlayCommand| {
        sender.send(EngineEvent::Overlay(answer(command)));
    })
}

fn answer(command: OverlayCommand) -> OverlayEvent {
    match command {
        OverlayCommand::OpenOverlay { number, source, path, copy, folder } => {
            let opened = Box::new(overlay::open(path, copy.as_deref(), &folder, &source));
            OverlayEvent::OverlayOpened { number, source, opened }
        }
        OverlayCommand::SaveOverlay { source, path, overlay, before } => {
            let result = overlay::save(path, &overlay, &before, &source).map_err(SharedError::from);
            OverlayEvent::OverlaySaved { source, result }
        }
        OverlayCommand::ListRuns { folder } => OverlayEvent::RunsListed { runs: runs(&folder) },
        OverlayCommand::Compare { generation, runs: [first, second] } => {
            let comparison = Comparison::of(&first, &second).map(Arc::new).map_err(SharedError::from);
            OverlayEvent::Compared { generation, comparison }
        }
    }
}

/// The folders below `folder` that hold a run; their names begin with the date, so the newest comes first.
fn runs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut runs: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.join(CONFIG).is_file()).collect();
    runs.sort_by(|a, b| b.cmp(a));
    runs.truncate(LISTED);
    runs
}
