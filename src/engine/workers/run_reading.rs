//! Runs on disk, read to be shown.

use std::io;
use std::path::Path;

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::{Context, JOBS_WAITING, Worker};
use crate::engine::threads::Ended;
use crate::engine::views::{Ending, NoRun, RunOnDisk, RunReadingCommand, RunReadingEvent, WorkerKind};
use crate::run::{self, BEST, CONFIG, EVENTS, HISTORY, RunFolder, RunFolderError, TrainEvent, history};
use crate::shared_error::SharedError;

pub struct RunReadingWorker {
    jobs: Sender<RunReadingCommand>,
}

impl Worker for RunReadingWorker {
    type Command = RunReadingCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(JOBS_WAITING);
        let outbox = context.outbox.clone();
        context.spawn(WorkerKind::RunReading, next, move |RunReadingCommand { number, folder }| {
            let run = if folder.join(CONFIG).exists() {
                read(&folder).map(Box::new).map_err(NoRun::Unreadable)
            } else {
                Err(NoRun::NotARun(RunFolderError::NotARun { folder }.into()))
            };
            outbox.send(RunReadingEvent { number, run });
            Ended::Done
        })?;
        Ok(Self { jobs })
    }

    fn send(&mut self, command: RunReadingCommand) -> Result<(), RunReadingCommand> {
        self.jobs.try_send(command).map_err(TrySendError::into_inner)
    }
}

fn read(folder: &Path) -> Result<RunOnDisk, SharedError> {
    let config = run::read_config(folder)?;
    // A training writes its history, then its events, then unlocks the folder. Read the other way round, a run that ends
    // meanwhile is not called interrupted, and one that has ended has its whole history.
    let in_use = RunFolder::is_in_use(folder);
    // A run that was cut off in its first epoch has neither events nor history.
    let events = if folder.join(EVENTS).exists() { run::read_whole_events(folder)?.0 } else { Vec::new() };
    let epochs = if folder.join(HISTORY).exists() { run::read_history(folder)? } else { Vec::new() };
    let ending = match events.last() {
        // What has just ended keeps its folder locked for a moment.
        Some(TrainEvent::RunEnded(outcome)) => Ending::Ended(Box::new(outcome.clone())),
        _ if in_use => Ending::TrainedElsewhere,
        _ => Ending::Interrupted,
    };
    let (mut info, mut callbacks) = (None, Vec::new());
    for event in events {
        match event {
            TrainEvent::RunStarted(started) => {
                callbacks.retain(|event: &run::CallbackEvent| event.epoch() <= started.epochs_done);
                info = Some(started);
            }
            TrainEvent::Callback(event) => callbacks.push(event),
            _ => {}
        }
    }
    let best = history::best_epoch(&epochs).map(|best| best.epoch);
    let weights = best.filter(|_| folder.join(BEST).exists());
    let test = weights.and_then(|epoch| run::read_test_figures(folder, epoch));
    Ok(RunOnDisk { folder: folder.to_owned(), config, info, epochs, callbacks, ending, weights, test })
}
