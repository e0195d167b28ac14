//! Runs written in formats of other programs, and files of other programs made into runs.

use std::io;

use crossbeam_channel::{Sender, bounded};

use super::{Context, JOBS_WAITING, Worker};
use crate::engine::EngineOptions;
use crate::engine::threads::Ended;
use crate::engine::views::{ExchangeCommand, ExchangeEvent, NotImported, WorkerKind};
use crate::exchange::{ExchangeError, ExportOptions, ImportOptions, Unreadable, export, import, pretrained};
use crate::run::new_folder;

/// The end of the name of an imported run's folder.
const IMPORTED: &str = "imported";

pub struct ExchangeWorker {
    jobs: Sender<ExchangeCommand>,
}

impl Worker for ExchangeWorker {
    type Command = ExchangeCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(JOBS_WAITING);
        let (outbox, options) = (context.outbox.clone(), context.options.clone());
        context.spawn(WorkerKind::Exchange, next, move |command| {
            outbox.send(carried_out(command, &options));
            Ended::Done
        })?;
        Ok(Self { jobs })
    }

    fn send(&mut self, command: ExchangeCommand) -> Result<(), ExchangeCommand> {
        self.jobs.try_send(command).map_err(crossbeam_channel::TrySendError::into_inner)
    }
}

fn carried_out(command: ExchangeCommand, options: &EngineOptions) -> ExchangeEvent {
    match command {
        ExchangeCommand::Export { run, format, weights, layout, naming, out, language } => {
            let threads = options.threads;
            let options = ExportOptions { layout, naming, language, threads };
            let result = export(&run, format, weights, &out, options).map_err(Into::into);
            ExchangeEvent::Exported { out, result }
        }
        ExchangeCommand::Import { file, runs, classes } => {
            let run = new_folder(&runs, IMPORTED);
            let imported = import(&file, &run, &ImportOptions { classes, ..ImportOptions::default() });
            let result = match imported {
                Ok(imported) => Ok((run, imported)),
                Err(ExchangeError::NoClasses { outputs, .. }) => Err(NotImported::NeedsClasses(outputs)),
                // Weights alone, which may be a pretrained network's.
                Err(ExchangeError::Unreadable { problem, .. }) if matches!(*problem, Unreadable::NoNetwork) => {
                    let result = pretrained::add(&file, None, &options.pretrained).map_err(Into::into);
                    return ExchangeEvent::PretrainedAdded { result };
                }
                Err(error) => Err(NotImported::Failed(error.into())),
            };
            ExchangeEvent::Imported { file, result }
        }
        ExchangeCommand::AddPretrained { file } => {
            let result = pretrained::add(&file, None, &options.pretrained).map_err(Into::into);
            ExchangeEvent::PretrainedAdded { result }
        }
    }
}
