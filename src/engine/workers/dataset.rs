//! Opening a data set: listing its photographs, then examining each.

use std::io;
use std::sync::Arc;

use super::{Context, Worker};
use crate::config::DataSource;
use crate::data::{DataError, Dataset, Preprocessing, Unusable, doctor};
use crate::engine::EngineOptions;
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::threads::{Ended, Generation, Mailbox, Outbox, Throttle, mailbox};
use crate::engine::views::{DatasetCommand, DatasetEvent, DatasetView, WorkerKind};
use crate::shared_error::SharedError;

/// Photographs to open.
struct Request {
    generation: u64,
    source: DataSource,
    preprocessing: Preprocessing,
}

pub struct DatasetWorker {
    requests: Mailbox<Request>,
    current: Generation,
}

impl Worker for DatasetWorker {
    type Command = DatasetCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (requests, next) = mailbox(|_, _| true);
        let current = Generation::default();
        let opener = Opener {
            outbox: context.outbox.clone(),
            current: current.clone(),
            datasets: context.datasets.clone(),
            options: context.options.clone(),
        };
        context.spawn(WorkerKind::Dataset, next, move |request: Request| opener.open(&request))?;
        Ok(Self { requests, current })
    }

    fn send(&mut self, command: DatasetCommand) -> Result<(), DatasetCommand> {
        match command {
            DatasetCommand::Open { generation, source, preprocessing } => {
                self.current.set(generation);
                self.requests.post(Request { generation, source, preprocessing });
            }
            DatasetCommand::Close => self.current.cancel(),
        }
        Ok(())
    }

    fn cancel(&self) {
        self.current.cancel();
    }
}

/// Heights and widths of the network's input, in pixels, for which the photographs are kept as soon as they are opened. An
/// experiment that is being edited may have others, which nothing can be made of or which would fill the disk.
const CACHED_SIDES: std::ops::RangeInclusive<usize> = 1..=512;

struct Opener {
    outbox: Outbox,
    current: Generation,
    datasets: OpenDatasets,
    options: EngineOptions,
}

/// What examining a data set finds.
#[derive(Default)]
struct Findings {
    unusable: Vec<Unusable>,
    duplicates: Vec<Vec<String>>,
}

impl Opener {
    fn open(&self, request: &Request) -> Ended {
        let generation = request.generation;
        match self.list(request).and_then(|dataset| self.examine(request, &dataset)) {
            Ok(Findings { unusable, duplicates }) => {
                let (unusable, duplicates) = (Arc::new(unusable), Arc::new(duplicates));
                self.outbox.send(DatasetEvent::Examined { generation, unusable, duplicates });
                Ended::Done
            }
            Err(DataError::Cancelled) => Ended::Cancelled,
            Err(error) => {
                self.outbox.send(DatasetEvent::Failed { generation, reason: error.into() });
                Ended::Done
            }
        }
    }

    /// Finds the photographs and hands them to all workers and to the window.
    fn list(&self, request: &Request) -> Result<Arc<Dataset>, DataError> {
        let generation = request.generation;
        let mut throttle = Throttle::default();
        let mut progress = |found: usize| {
            if throttle.is_due() {
                self.outbox.send(DatasetEvent::Progress { generation, found });
            }
            self.current.flow(generation)
        };
        let dataset = Arc::new(Dataset::open_for_editing(&request.source, &mut progress)?);
        self.datasets.put(generation, &dataset);
        self.outbox.send(DatasetEvent::Opened { generation, dataset: Arc::new(view(&dataset)) });
        Ok(dataset)
    }

    /// Decodes each photograph once, into the cache that training reads, to find those that cannot be used.
    fn examine(&self, request: &Request, dataset: &Dataset) -> Result<Findings, DataError> {
        if dataset.photos.is_empty() || matches!(request.source, DataSource::Drawings { twice: false, .. }) {
            // The program's own drawings can all be used.
            return Ok(Findings::default());
        }
        let generation = request.generation;
        let mut throttle = Throttle::default();
        let mut progress = |done: usize, total: usize| {
            if throttle.is_due() {
                self.outbox.send(DatasetEvent::ExamineProgress { generation, done, total });
            }
            self.current.flow(generation)
        };
        let Preprocessing { height, width, .. } = request.preprocessing;
        if ![height, width].iter().all(|side| CACHED_SIDES.contains(side)) {
            let report = doctor::report(dataset, &mut progress)?;
            return Ok(Findings { unusable: report.unusable, duplicates: report.duplicates });
        }
        let EngineOptions { cache, threads, .. } = &self.options;
        let found = doctor::examine(dataset, &request.preprocessing, cache, *threads, &mut progress)?;
        let name = |index: usize| dataset.photos.name(index).to_owned();
        let duplicates = found.duplicates.into_iter().map(|group| group.into_iter().map(name).collect());
        Ok(Findings { unusable: found.unusable, duplicates: duplicates.collect() })
    }
}

fn view(dataset: &Arc<Dataset>) -> DatasetView {
    let photos: Vec<(String, Option<u32>)> =
        dataset.photos.iter().map(|photo| (photo.name.to_owned(), photo.label)).collect();
    DatasetView {
        source: dataset.source.clone(),
        classes: dataset.classes.clone(),
        counts: DatasetView::count(&photos, dataset.classes.len()),
        photos,
        notes: dataset.notes.clone(),
        untrainable: [false, true].map(|leave_out| dataset.require_classes_of(leave_out).err().map(SharedError::from)),
        _open: Arc::clone(dataset),
    }
}
