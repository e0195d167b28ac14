//! Runs on disk at a glance: one thread lists and reads them, another does what is asked with single ones.

mod reading;
mod trash;

use std::io;
use std::sync::Arc;

use crossbeam_channel::{Sender, bounded};

use super::{Context, JOBS_WAITING, Worker};
use crate::engine::threads::{Ended, Mailbox, Outbox, mailbox};
use crate::engine::views::{Deletion, ShelfCommand, ShelfEvent, Undeleted, WorkerKind};
use crate::run;
use reading::{Reader, Request};
#[cfg(test)]
pub use trash::testing::FolderTrash;
pub use trash::{SystemTrash, Trash};

pub struct ShelfWorker {
    requests: Mailbox<Request>,
    edits: Sender<ShelfCommand>,
}

impl Worker for ShelfWorker {
    type Command = ShelfCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (requests, next) = mailbox(Request::replaces);
        let mut reader = Reader::new(context.outbox.clone(), next.newer());
        context.spawn(WorkerKind::Shelf, next, move |request| reader.answer(request))?;
        let (edits, next) = bounded(JOBS_WAITING);
        let outbox = context.outbox.clone();
        let trash = Arc::clone(&context.options.trash);
        context.spawn(WorkerKind::RunEdits, next, move |command| {
            edit(command, &outbox, &*trash);
            Ended::Done
        })?;
        Ok(Self { requests, edits })
    }

    fn send(&mut self, command: ShelfCommand) -> Result<(), ShelfCommand> {
        match command {
            ShelfCommand::List { generation, folders } => self.requests.post(Request::List { generation, folders }),
            ShelfCommand::ReadFirst { runs } => self.requests.post(Request::First { runs }),
            command => return self.edits.try_send(command).map_err(crossbeam_channel::TrySendError::into_inner),
        }
        Ok(())
    }

    fn cancel(&self) {
        self.requests.post(Request::End);
    }
}

fn edit(command: ShelfCommand, outbox: &Outbox, trash: &dyn Trash) {
    match command {
        // The other thread's.
        ShelfCommand::List { .. } | ShelfCommand::ReadFirst { .. } => {}
        ShelfCommand::ChangeNotes { run, before, after } => {
            let result = run::change_notes(&run, &before, after).map_err(Into::into);
            outbox.send(ShelfEvent::NotesChanged { run, result });
        }
        ShelfCommand::Delete { run, deletion } => {
            let result = match deletion {
                Deletion::Trash => run::require_deletable(&run)
                    .map_err(|error| Undeleted::Refused(error.into()))
                    .and_then(|()| trash.put(&run).map_err(|error| Undeleted::NoTrash(error.into()))),
                Deletion::ForGood => run::delete_for_good(&run).map_err(|error| Undeleted::Refused(error.into())),
            };
            outbox.send(ShelfEvent::Deleted { run, deletion, result });
        }
        ShelfCommand::Restore { run } => {
            let result = trash.restore(&run).map_err(Into::into);
            outbox.send(ShelfEvent::Restored { run, result });
        }
    }
}
