//! Small pictures of judged photographs.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use super::view::ResultsView;
use crate::engine::event::EngineEvent;
use crate::engine::mailbox::MailboxReceiver;
use crate::engine::outbox::Outbox;
use crate::engine::{thumbnails, worker};

/// Photographs to show, the first ones first.
pub(in crate::engine) struct Wanted {
    pub generation: u64,
    pub results: Arc<ResultsView>,
    pub photographs: Vec<usize>,
}

pub(in crate::engine) fn spawn(outbox: &Outbox, requests: MailboxReceiver<Wanted>) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    let newest = requests.peek();
    worker::spawn(worker::WorkerKind::Evaluated, outbox.clone(), requests, move |wanted: Wanted| {
        for photograph in wanted.photographs {
            // What has left the screen is not worth reading: a newer wish names what is still on it.
            if newest.has_next() {
                return;
            }
            let place = wanted.results.places.get(photograph).copied().unwrap_or(usize::MAX);
            let picture = thumbnails::thumbnail(&wanted.results.dataset, place);
            sender.send(EngineEvent::EvaluatedThumbnail { generation: wanted.generation, photograph, picture });
        }
    })
}
