//! Any number of photographs through the network at bounded memory: worker threads read and decode while the network
//! runs, and predictions come in the order of the photographs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::{Classifier, Observation, Photograph, PredictError, Unreadable};
use crate::data::Preprocessing;
use crate::panics;
use crate::shared_error::SharedError;

/// Photographs that go through the network together.
const BATCH: usize = 64;
/// Photographs that are read and not yet predicted, at most: one batch in the network, and the next one.
const IN_FLIGHT: usize = 2 * BATCH;

/// A photograph of a stream with its prediction.
#[derive(Debug, Clone)]
pub struct Classified {
    /// The photograph's name, as [`super::list`] gives it.
    pub name: String,
    /// The prediction, or why the photograph cannot be read.
    pub outcome: Result<Observation, SharedError>,
}

/// A photograph's pixels, or why there are none.
struct Decoded {
    name: String,
    pixels: Result<Vec<u8>, SharedError>,
}

type Listed = Result<Photograph, Unreadable>;

impl Classifier {
    /// Classifies photographs and gives each to `on_classified`, in order; `Break` ends the work.
    ///
    /// # Errors
    /// A network that cannot run, or threads that cannot be started. A photograph that cannot be read is no error.
    pub fn classify_all(
        &self,
        mut photographs: impl Iterator<Item = Listed>,
        threads: usize,
        on_classified: &mut dyn FnMut(Classified) -> ControlFlow<()>,
    ) -> Result<(), PredictError> {
        let preprocessing = *self.preprocessing();
        // A worker more than photographs would have nothing to do.
        let first: Vec<Listed> = photographs.by_ref().take(threads.max(1)).collect();
        thread::scope(|scope| {
            let (tasks, next_task) = bounded::<(usize, Listed)>(IN_FLIGHT);
            let (done, decoded) = bounded::<(usize, Decoded)>(IN_FLIGHT);
            for number in 0..first.len() {
                let (next_task, done) = (next_task.clone(), done.clone());
                thread::Builder::new()
                    .name(format!("decode-{number}"))
                    .spawn_scoped(scope, move || decode_all(&next_task, &done, &preprocessing))
                    .map_err(PredictError::Thread)?;
            }
            drop((next_task, done));
            let photographs = first.into_iter().chain(photographs);
            let result = self.classify_in_order(photographs, &tasks, &decoded, on_classified);
            // The workers end: their channels are closed, whatever is still in them.
            drop((tasks, decoded));
            result
        })
    }

    /// Keeps the workers busy and the predictions in order.
    fn classify_in_order(
        &self,
        photographs: impl Iterator<Item = Listed>,
        tasks: &Sender<(usize, Listed)>,
        decoded: &Receiver<(usize, Decoded)>,
        on_classified: &mut dyn FnMut(Classified) -> ControlFlow<()>,
    ) -> Result<(), PredictError> {
        let mut photographs = photographs.fuse();
        let mut early = BTreeMap::new();
        let mut batch = Vec::with_capacity(BATCH);
        let (mut sent, mut taken) = (0, 0);
        loop {
            while sent - taken < IN_FLIGHT - batch.len() {
                let Some(photograph) = photographs.next() else { break };
                // The workers live as long as `tasks`, so there is always one to take it.
                let _ = tasks.send((sent, photograph));
                sent += 1;
            }
            if sent == taken {
                return self.classify_decoded(&mut batch, on_classified).map(|_| ());
            }
            let Ok((index, photograph)) = decoded.recv() else { return Err(PredictError::WorkersGone) };
            early.insert(index, photograph);
            while let Some(photograph) = early.remove(&taken) {
                taken += 1;
                batch.push(photograph);
                if batch.len() == BATCH && self.classify_decoded(&mut batch, on_classified)?.is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// One pass of the network over the batch's readable photographs; empties the batch.
    fn classify_decoded(
        &self,
        batch: &mut Vec<Decoded>,
        on_classified: &mut dyn FnMut(Classified) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, PredictError> {
        let readable: Vec<&[u8]> = batch.iter().filter_map(|photograph| photograph.pixels.as_deref().ok()).collect();
        let mut observations = self.observe_batch(&readable)?.into_iter();
        for Decoded { name, pixels } in batch.drain(..) {
            let outcome = match pixels {
                Ok(_) => Ok(observations.next().ok_or(PredictError::WorkersGone)?),
                Err(reason) => Err(reason),
            };
            if on_classified(Classified { name, outcome }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// A worker: reads and decodes until there are no more tasks, or no receiver of what it has done.
fn decode_all(tasks: &Receiver<(usize, Listed)>, done: &Sender<(usize, Decoded)>, preprocessing: &Preprocessing) {
    for (index, listed) in tasks {
        let decoded = match listed {
            Ok(photograph) => {
                let pixels = catch_unwind(AssertUnwindSafe(|| pixels(&photograph, preprocessing)));
                let failed = |message: &str| Err(PredictError::DecoderPanicked(message.to_owned()).into());
                let pixels = pixels.unwrap_or_else(|panic| failed(panics::message(panic.as_ref())));
                Decoded { name: photograph.name().to_owned(), pixels }
            }
            Err(Unreadable { name, reason }) => Decoded { name, pixels: Err(reason) },
        };
        if done.send((index, decoded)).is_err() {
            return;
        }
    }
}

fn pixels(photograph: &Photograph, preprocessing: &Preprocessing) -> Result<Vec<u8>, SharedError> {
    Ok(preprocessing.pixels(&photograph.read()?)?)
}
