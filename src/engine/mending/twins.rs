//! Looks for photographs that occur twice.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::data::twins::{Print, Twins, twins};
use crate::data::{DataError, Dataset, PixelStore, Preprocessing};
use crate::engine::EngineOptions;
use crate::engine::dataset::OpenedSlot;
use crate::engine::event::EngineEvent;
use crate::engine::generation::Generation;
use crate::engine::latest::Questions;
use crate::engine::outbox::Outbox;
use crate::engine::worker;

/// A wish to know which photographs of a data set occur twice.
pub(in crate::engine) struct Wanted {
    pub generation: u64,
    pub dataset: u64,
    pub preprocessing: Preprocessing,
}

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

pub(in crate::engine) fn spawn(
    outbox: &Outbox,
    wishes: Questions<Wanted>,
    newest: Generation,
    opened: OpenedSlot,
    options: EngineOptions,
) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::Part::Twins, outbox.clone(), wishes, move |wanted: Wanted| {
        let Some(dataset) = opened.get(wanted.dataset) else { return };
        let generation = wanted.generation;
        let mut told: Option<Instant> = None;
        let mut progress = |done: usize, total: usize| {
            if told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
                told = Some(Instant::now());
                sender.send(EngineEvent::TwinsProgress { generation, done, total });
            }
            newest.flow(generation)
        };
        let twins = match look(&dataset, &wanted.preprocessing, &options, &mut progress) {
            Ok(twins) => Ok(Arc::new(twins)),
            Err(DataError::Cancelled) => return,
            Err(error) => Err(error.into()),
        };
        sender.send(EngineEvent::TwinsFound { generation, twins });
    })
}

fn look(
    dataset: &Dataset,
    preprocessing: &Preprocessing,
    options: &EngineOptions,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Vec<Twins>, DataError> {
    let store = PixelStore::open(dataset, preprocessing, &options.cache, options.threads, progress)?;
    let count = dataset.photos.len();
    let mut pixels = vec![0; preprocessing.height * preprocessing.width * 3];
    let (mut places, mut prints) = (Vec::new(), Vec::new());
    for index in (0..count).filter(|index| store.is_usable(*index)) {
        if progress(index, count).is_break() {
            return Err(DataError::Cancelled);
        }
        store.read(index, &mut pixels)?;
        places.push(index);
        prints.push(Print::of(&pixels, preprocessing.height, preprocessing.width));
    }
    let placed = |twins: Twins| Twins { first: places[twins.first], second: places[twins.second], ..twins };
    let found = twins(&prints, progress).ok_or(DataError::Cancelled)?;
    Ok(found.into_iter().map(placed).collect())
}
