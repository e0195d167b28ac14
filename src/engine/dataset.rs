//! Opening a data set: finding its photographs, then examining each.

use std::io;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::event::{DatasetView, EngineEvent, Unusable};
use super::generation::Generation;
use super::mailbox::MailboxReceiver;
use super::outbox::Outbox;
use super::worker;
use crate::config::DataSource;
use crate::data::{DataError, Dataset, doctor};
use crate::shared_error::SharedError;

/// A wish to open photographs.
pub(super) struct Open {
    pub generation: u64,
    pub source: DataSource,
}

/// The open data set and its number, for the threads that read single photographs; and the one before, which the window
/// still shows if it has cancelled the newer one a moment too late.
#[derive(Clone, Default)]
pub(super) struct OpenedSlot(Arc<Mutex<[Option<Numbered>; 2]>>);

type Numbered = (u64, Arc<Dataset>);

impl OpenedSlot {
    /// The data set with this number, if it is the open one.
    pub(super) fn get(&self, generation: u64) -> Option<Arc<Dataset>> {
        let slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slots.iter().flatten().find(|(number, _)| *number == generation).map(|(_, dataset)| Arc::clone(dataset))
    }

    fn set(&self, generation: u64, dataset: Arc<Dataset>) {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slots.swap(0, 1);
        slots[0] = Some((generation, dataset));
    }
}

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

pub(super) fn spawn(
    outbox: &Outbox,
    requests: MailboxReceiver<Open>,
    newest: Generation,
    opened: OpenedSlot,
) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::WorkerKind::Data, outbox.clone(), requests, move |request: Open| {
        open(&sender, &newest, &opened, &request)
    })
}

fn open(outbox: &Outbox, newest: &Generation, opened: &OpenedSlot, request: &Open) {
    let generation = request.generation;
    let mut told = Instant::now();
    let mut finding = |found: usize| {
        if told.elapsed() > TELL_EVERY {
            told = Instant::now();
            outbox.send(EngineEvent::DatasetProgress { generation, found });
        }
        newest.flow(generation)
    };
    let dataset = match Dataset::open_watched(&request.source, &mut finding) {
        Ok(dataset) => Arc::new(dataset),
        Err(DataError::Cancelled) => return,
        Err(error) => {
            outbox.send(EngineEvent::DatasetFailed { generation, reason: error.into() });
            return;
        }
    };
    opened.set(generation, Arc::clone(&dataset));
    outbox.send(EngineEvent::DatasetOpened { generation, dataset: Arc::new(view(&dataset)) });
    match request.source {
        DataSource::Path(_) => examine(outbox, newest, generation, &dataset),
        // The program's own drawings are sound.
        DataSource::Drawings { .. } => {
            outbox.send(EngineEvent::Examined { generation, unusable: Arc::default(), duplicates: Arc::default() });
        }
    }
}

/// Decodes each photograph once to find those that cannot be used; ends early when another data set is wanted.
fn examine(outbox: &Outbox, newest: &Generation, generation: u64, dataset: &Dataset) {
    let mut told = Instant::now();
    let mut progress = |done: usize, total: usize| -> ControlFlow<()> {
        if told.elapsed() > TELL_EVERY {
            told = Instant::now();
            outbox.send(EngineEvent::ExamineProgress { generation, done, total });
        }
        newest.flow(generation)
    };
    let report = match doctor::report(dataset, &mut progress) {
        Ok(report) => report,
        Err(DataError::Cancelled) => return,
        Err(error) => {
            outbox.send(EngineEvent::DatasetFailed { generation, reason: error.into() });
            return;
        }
    };
    let unusable =
        report.unusable.into_iter().map(|file| Unusable { index: file.index, name: file.name, reason: file.reason });
    outbox.send(EngineEvent::Examined {
        generation,
        unusable: Arc::new(unusable.collect()),
        duplicates: Arc::new(report.duplicates),
    });
}

fn view(dataset: &Dataset) -> DatasetView {
    let mut counts = vec![0; dataset.classes.len()];
    for label in dataset.photos.iter().filter_map(|photo| photo.label) {
        if let Some(count) = counts.get_mut(label as usize) {
            *count += 1;
        }
    }
    DatasetView {
        source: dataset.source.clone(),
        classes: dataset.classes.clone(),
        photos: dataset.photos.iter().map(|photo| (photo.name.clone(), photo.label)).collect(),
        counts,
        notes: dataset.notes.clone(),
        untrainable: dataset.require_classes().err().map(SharedError::from),
    }
}
