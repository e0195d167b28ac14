//! Finds photographs that occur twice.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::{Context, Worker};
use crate::data::duplicates::{DuplicatePair, PerceptualHash, duplicates};
use crate::data::{DataError, Dataset, PixelStore, Preprocessing};
use crate::engine::EngineOptions;
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::threads::{Ended, Generation, Mailbox, Outbox, Throttle, mailbox};
use crate::engine::views::{DuplicatesCommand, DuplicatesEvent, WorkerKind};

/// A data set whose duplicates are to be found.
struct Request {
    generation: u64,
    dataset: u64,
    preprocessing: Preprocessing,
}

pub struct DuplicatesWorker {
    requests: Mailbox<Request>,
    current: Generation,
}

impl Worker for DuplicatesWorker {
    type Command = DuplicatesCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (requests, next) = mailbox(|_, _| true);
        let current = Generation::default();
        let search = Search {
            outbox: context.outbox.clone(),
            current: current.clone(),
            datasets: context.datasets.clone(),
            options: context.options.clone(),
        };
        context.spawn(WorkerKind::Duplicates, next, move |request| search.run(&request))?;
        Ok(Self { requests, current })
    }

    fn send(&mut self, command: DuplicatesCommand) -> Result<(), DuplicatesCommand> {
        match command {
            DuplicatesCommand::Find { generation, dataset, preprocessing } => {
                self.current.set(generation);
                self.requests.post(Request { generation, dataset, preprocessing });
            }
            DuplicatesCommand::Cancel => self.current.cancel(),
        }
        Ok(())
    }

    fn cancel(&self) {
        self.current.cancel();
    }
}

struct Search {
    outbox: Outbox,
    current: Generation,
    datasets: OpenDatasets,
    options: EngineOptions,
}

impl Search {
    fn run(&self, request: &Request) -> Ended {
        let generation = request.generation;
        let Some(dataset) = self.datasets.get(request.dataset) else { return Ended::Cancelled };
        let mut throttle = Throttle::default();
        let mut progress = |done: usize, total: usize| {
            if throttle.is_due() {
                self.outbox.send(DuplicatesEvent::Progress { generation, done, total });
            }
            self.current.flow(generation)
        };
        let duplicates = match find(&dataset, &request.preprocessing, &self.options, &mut progress) {
            Ok(duplicates) => Ok(Arc::new(duplicates)),
            Err(DataError::Cancelled) => return Ended::Cancelled,
            Err(error) => Err(error.into()),
        };
        self.outbox.send(DuplicatesEvent::Found { generation, duplicates });
        Ended::Done
    }
}

fn find(
    dataset: &Dataset,
    preprocessing: &Preprocessing,
    options: &EngineOptions,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Vec<DuplicatePair>, DataError> {
    let store = PixelStore::open(dataset, preprocessing, &options.cache, options.threads, progress)?;
    let count = dataset.photos.len();
    let mut pixels = vec![0; preprocessing.height * preprocessing.width * 3];
    let (mut indices, mut hashes) = (Vec::new(), Vec::new());
    for index in (0..count).filter(|index| store.is_usable(*index)) {
        if progress(index, count).is_break() {
            return Err(DataError::Cancelled);
        }
        store.read(index, &mut pixels)?;
        indices.push(index);
        hashes.push(PerceptualHash::of(&pixels, preprocessing.height, preprocessing.width));
    }
    let in_dataset =
        |pair: DuplicatePair| DuplicatePair { first: indices[pair.first], second: indices[pair.second], ..pair };
    let found = duplicates(&hashes, progress).ok_or(DataError::Cancelled)?;
    Ok(found.into_iter().map(in_dataset).collect())
}
