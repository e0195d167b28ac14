//! Runs on disk: listed, and two of them compared.

use std::fs;
use std::io;
use std::mem::discriminant;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Context, Worker};
use crate::engine::threads::{Ended, Mailbox, mailbox};
use crate::engine::views::{RunsCommand, RunsEvent, WorkerKind};
use crate::results::{ComparedCurves, Comparison};
use crate::run::CONFIG;
use crate::shared_error::SharedError;

/// Runs that are listed, the newest ones.
const MOST_LISTED: usize = 200;

pub struct RunsWorker {
    requests: Mailbox<RunsCommand>,
}

impl Worker for RunsWorker {
    type Command = RunsCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (requests, next) = mailbox(|newer, older| discriminant(newer) == discriminant(older));
        let outbox = context.outbox.clone();
        context.spawn(WorkerKind::Runs, next, move |command| {
            outbox.send(answer(command));
            Ended::Done
        })?;
        Ok(Self { requests })
    }

    fn send(&mut self, command: RunsCommand) -> Result<(), RunsCommand> {
        self.requests.post(command);
        Ok(())
    }
}

fn answer(command: RunsCommand) -> RunsEvent {
    match command {
        RunsCommand::List { folder } => RunsEvent::Listed { runs: runs(&folder) },
        RunsCommand::ReadCurves { generation, runs } => {
            RunsEvent::CurvesRead { generation, curves: Arc::new(ComparedCurves::of(&runs)) }
        }
        RunsCommand::Compare { generation, runs: [first, second] } => {
            let comparison = Comparison::of(&first, &second).map(Arc::new).map_err(SharedError::from);
            RunsEvent::Compared { generation, comparison }
        }
    }
}

/// The folders below `folder` that hold a run; their names begin with the date, so the newest comes first.
fn runs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut runs: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.join(CONFIG).is_file()).collect();
    runs.sort_by(|a, b| b.cmp(a));
    runs.truncate(MOST_LISTED);
    runs
}
