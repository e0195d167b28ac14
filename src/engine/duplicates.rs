//! Looks for photographs that occur twice.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::data::duplicates::{DuplicatePair, PerceptualHash, duplicates};
use crate::data::{DataError, Dataset, PixelStore, Preprocessing};
use crate::engine::EngineOptions;
use crate::engine::dataset::OpenedSlot;
use crate::engine::event::EngineEvent;
use crate::engine::generation::Generation;
use crate::engine::mailbox::MailboxReceiver;
use crate::engine::outbox::Outbox;
use crate::engine::worker;

/// A wish to know which photographs of a data set occur twice.
pub(in crate::engine) struct DuplicatesRequest {
    pub generation: u64,
    pub dataset: u64,
    pub preprocessing: Preprocessing,
}

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

pub(in crate::engine) fn spawn(
    outbox: &Outbox,
    requests: MailboxReceiver<DuplicatesRequest>,
    newest: Generation,
    opened: OpenedSlot,
    options: EngineOptions,
) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::WorkerKind::DuplicatePair, outbox.clone(), requests, move |wanted: DuplicatesRequest| {
        let Some(dataset) = opened.get(wanted.dataset) else { return };
        let generation = wanted.generation;
        let mut told: Option<Instant> = None;
        let mut progress = |done: usize, total: usize| {
            if told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
                told = Some(Instant::now());
                sender.send(EngineEvent::DuplicatesProgress { generation, done, total });
            }
            newest.flow(generation)
        };
        let duplicates = match look(&dataset, &wanted.preprocessing, &options, &mut progress) {
            Ok(duplicates) => Ok(Arc::new(duplicates)),
            Err(DataError::Cancelled) => return,
            Err(error) => Err(error.into()),
        };
        sender.send(EngineEvent::DuplicatesFound { generation, duplicates });
    })
}

fn look(
    dataset: &Dataset,
    preprocessing: &Preprocessing,
    options: &EngineOptions,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Vec<DuplicatePair>, DataError> {
    let store = PixelStore::open(dataset, preprocessing, &options.cache, options.threads, progress)?;
    let count = dataset.photos.len();
    let mut pixels = vec![0; preprocessing.height * preprocessing.width * 3];
    let (mut places, mut hashes) = (Vec::new(), Vec::new());
    for index in (0..count).filter(|index| store.is_usable(*index)) {
        if progress(index, count).is_break() {
            return Err(DataError::Cancelled);
        }
        store.read(index, &mut pixels)?;
        places.push(index);
        hashes.push(PerceptualHash::of(&pixels, preprocessing.height, preprocessing.width));
    }
    let placed = |duplicates: DuplicatePair| DuplicatePair {
        first: places[duplicates.first],
        second: places[duplicates.second],
        ..duplicates
    };
    let found = duplicates(&hashes, progress).ok_or(DataError::Cancelled)?;
    Ok(found.into_iter().map(placed).collect())
}
