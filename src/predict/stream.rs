//! Any number of photographs through the network at bounded memory: worker threads read and decode while the network
//! runs, and answers come in the order of the questions.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::classifier::{Classifier, Look, PredictError};
use super::files::{Photograph, Unreadable};
use crate::data::Preprocessing;
use crate::shared_error::SharedError;

/// Photographs that go through the network together.
const BATCH: usize = 64;
/// Photographs that are read but not yet answered, at most: one batch in the network, one on its way.
const IN_FLIGHT: usize = 2 * BATCH;

/// What became of one photograph.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The photograph, as it was named to [`super::list`].
    pub name: String,
    /// The network's answer, or why the photograph could not be read.
    pub outcome: Result<Look, SharedError>,
}

/// A photograph's pixels, or why there are none.
struct Decoded {
    name: String,
    pixels: Result<Vec<u8>, SharedError>,
}

type Question = Result<Photograph, Unreadable>;

impl Classifier {
    /// Classifies photographs and hands each answer to `on_answer` in order; `Break` ends the work.
    ///
    /// # Errors
    /// A network that cannot run or threads that cannot be started; an unreadable photograph is an answer, no error.
    pub fn classify_all(
        &self,
        photographs: impl Iterator<Item = Question>,
        threads: usize,
        on_answer: &mut dyn FnMut(Answer) -> ControlFlow<()>,
    ) -> Result<(), PredictError> {
        let preprocessing = *self.preprocessing();
        thread::scope(|scope| {
            let (ask, questions) = bounded::<(usize, Question)>(IN_FLIGHT);
            let (answer, decoded) = bounded::<(usize, Decoded)>(IN_FLIGHT);
            for number in 0..threads.max(1) {
                let (questions, answer) = (questions.clone(), answer.clone());
                thread::Builder::new()
                    .name(format!("decode-{number}"))
                    .spawn_scoped(scope, move || decode_all(&questions, &answer, &preprocessing))
                    .map_err(PredictError::Thread)?;
            }
            drop((questions, answer));
            let result = self.answer_in_order(photographs, &ask, &decoded, on_answer);
            // Whatever is still asked or answered is not wanted any more: the workers end.
            drop((ask, decoded));
            result
        })
    }

    /// Keeps the workers busy and the answers in order.
    fn answer_in_order(
        &self,
        photographs: impl Iterator<Item = Question>,
        ask: &Sender<(usize, Question)>,
        decoded: &Receiver<(usize, Decoded)>,
        on_answer: &mut dyn FnMut(Answer) -> ControlFlow<()>,
    ) -> Result<(), PredictError> {
        let mut photographs = photographs.fuse();
        let mut early = BTreeMap::new();
        let mut batch = Vec::with_capacity(BATCH);
        let (mut asked, mut taken) = (0, 0);
        loop {
            while asked - taken < IN_FLIGHT - batch.len() {
                let Some(photograph) = photographs.next() else { break };
                // Workers end only with this function, so there is always one to take it.
                let _ = ask.send((asked, photograph));
                asked += 1;
            }
            if asked == taken {
                return self.answer_batch(&mut batch, on_answer).map(|_| ());
            }
            let Ok((index, photograph)) = decoded.recv() else { return Err(PredictError::WorkersGone) };
            early.insert(index, photograph);
            while let Some(photograph) = early.remove(&taken) {
                taken += 1;
                batch.push(photograph);
                if batch.len() == BATCH && self.answer_batch(&mut batch, on_answer)?.is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// One pass of the network over the batch's readable photographs; empties the batch.
    fn answer_batch(
        &self,
        batch: &mut Vec<Decoded>,
        on_answer: &mut dyn FnMut(Answer) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, PredictError> {
        let readable: Vec<&[u8]> = batch.iter().filter_map(|photograph| photograph.pixels.as_deref().ok()).collect();
        let mut predictions = self.look_batch(&readable)?.into_iter();
        for Decoded { name, pixels } in batch.drain(..) {
            let outcome = match pixels {
                Ok(_) => Ok(predictions.next().ok_or(PredictError::WorkersGone)?),
                Err(reason) => Err(reason),
            };
            if on_answer(Answer { name, outcome }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// A worker: reads and decodes until there is nothing more to do or nobody waits for it.
fn decode_all(
    questions: &Receiver<(usize, Question)>,
    answer: &Sender<(usize, Decoded)>,
    preprocessing: &Preprocessing,
) {
    for (index, question) in questions {
        let decoded = match question {
            Ok(photograph) => {
                let pixels =
                    catch_unwind(AssertUnwindSafe(|| pixels(&photograph, preprocessing))).unwrap_or_else(|panic| {
                        Err(PredictError::DecoderPanicked(panic_text(panic.as_ref()).to_owned()).into())
                    });
                Decoded { name: photograph.name().to_owned(), pixels }
            }
            Err(Unreadable { name, reason }) => Decoded { name, pixels: Err(reason) },
        };
        if answer.send((index, decoded)).is_err() {
            return;
        }
    }
}

fn pixels(photograph: &Photograph, preprocessing: &Preprocessing) -> Result<Vec<u8>, SharedError> {
    Ok(preprocessing.pixels(&photograph.read()?)?)
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic")
}
