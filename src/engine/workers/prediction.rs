//! Photographs before a run's network.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Sender, bounded};

use super::thumbnails::fit;
use super::{Context, JOBS_WAITING, Worker};
use crate::data::{Picture, decode};
use crate::engine::model::{Model, Models};
use crate::engine::threads::{Ended, Generation, Outbox};
use crate::engine::views::{
    Absent, ClassificationView, ClassifyItem, ModelView, Photograph, PredictionCommand, PredictionEvent, Verdict,
    WorkerKind,
};
use crate::predict::{Observation, PredictError, Weights};
use crate::results::{self, Uncertainty};
use crate::shared_error::SharedError;

/// The longer side of a card's picture, in pixels.
const CARD_SIDE: usize = 320;

/// What the thread does.
enum Job {
    /// Open a run's best weights.
    Open { number: u64, run: PathBuf },
    /// Classify, in order.
    Classify(Batch),
}

struct Batch {
    number: u64,
    model: Arc<ModelView>,
    items: Vec<ClassifyItem>,
}

pub struct PredictionWorker {
    jobs: Sender<Job>,
    /// The number of the batches that are asked for from now on.
    number: u64,
    current: Generation,
}

impl Worker for PredictionWorker {
    type Command = PredictionCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(JOBS_WAITING);
        let current = Generation::default();
        let mut predictor = Predictor {
            outbox: context.outbox.clone(),
            current: current.clone(),
            models: context.models.clone(),
            open: None,
        };
        context.spawn(WorkerKind::Prediction, next, move |job| predictor.run(job))?;
        Ok(Self { jobs, number: 0, current })
    }

    fn send(&mut self, command: PredictionCommand) -> Result<(), PredictionCommand> {
        let job = match command {
            PredictionCommand::Open { number, run } => Job::Open { number, run },
            PredictionCommand::Classify { model, items } => Job::Classify(Batch { number: self.number, model, items }),
            PredictionCommand::Cancel => {
                self.number += 1;
                self.current.set(self.number);
                return Ok(());
            }
        };
        self.jobs.try_send(job).map_err(|error| match error.into_inner() {
            Job::Open { number, run } => PredictionCommand::Open { number, run },
            Job::Classify(Batch { model, items, .. }) => PredictionCommand::Classify { model, items },
        })
    }

    fn cancel(&self) {
        self.current.cancel();
    }
}

struct Predictor {
    outbox: Outbox,
    current: Generation,
    models: Models,
    /// The network that was used last, so that it stays open.
    open: Option<Opened>,
}

struct Opened {
    model: Arc<Model>,
    /// What the run's validation photographs say about the network's predictions; looked for again until it is kept
    /// with the run.
    uncertainty: Option<Uncertainty>,
}

impl Predictor {
    fn run(&mut self, job: Job) -> Ended {
        match job {
            Job::Open { number, run } => {
                let event = match self.open(&run, None) {
                    Ok(opened) => PredictionEvent::ModelReady { number, model: Arc::clone(&opened.model.view) },
                    Err(error) => PredictionEvent::ModelFailed { number, reason: error.into() },
                };
                self.outbox.send(event);
            }
            Job::Classify(Batch { number, model, items }) => {
                for ClassifyItem { card, photograph } in items {
                    if !self.current.is(number) {
                        return Ended::Cancelled;
                    }
                    let opened = self.open(&model.run, Some(&model.digest)).map_err(SharedError::from);
                    let answer = opened.and_then(|opened| opened.classify(&photograph)).map(Box::new);
                    self.outbox.send(PredictionEvent::Classified { card, answer });
                }
            }
        }
        Ended::Done
    }

    /// The network of a run, its weights those of the digest `known` where they are still open.
    fn open(&mut self, run: &Path, known: Option<&str>) -> Result<&Opened, PredictError> {
        let is_open = |open: &Opened| open.model.view.run == run && known == Some(open.model.view.digest.as_str());
        let open = match self.open.take().filter(is_open) {
            Some(open) => open,
            None => Opened { model: self.models.of_run(run, known)?, uncertainty: None },
        };
        let uncertainty =
            open.uncertainty.or_else(|| results::stored_uncertainty(run, Weights::Best, &open.model.classifier));
        Ok(self.open.insert(Opened { uncertainty, ..open }))
    }
}

impl Opened {
    fn classify(&self, photograph: &Photograph) -> Result<ClassificationView, SharedError> {
        let Model { classifier, view } = self.model.as_ref();
        let started = Instant::now();
        let preprocessing = *classifier.preprocessing();
        let picture = decoded(photograph, preprocessing.exif_orientation)?;
        let pixels = preprocessing.apply(&picture);
        let observations = classifier.observe_batch(&[&pixels])?;
        let Observation { prediction, statistics } = observations.into_iter().next().ok_or(Absent::Network)?;
        let novelty_score = self.uncertainty.as_ref().and_then(|uncertainty| uncertainty.novelty_score(&statistics));
        let temperature = self.uncertainty.as_ref().map(|uncertainty| uncertainty.temperature);
        let verdict = Verdict {
            label: prediction.label,
            calibrated: temperature.map(|temperature| temperature.apply(&prediction.probabilities)),
            novelty_score,
            probabilities: prediction.probabilities,
            model: Arc::clone(view),
            milliseconds: started.elapsed().as_secs_f64() * 1000.0,
        };
        Ok(ClassificationView {
            verdict,
            thumbnail: fit(&picture, CARD_SIDE),
            seen: Picture { height: preprocessing.height, width: preprocessing.width, rgb: pixels },
        })
    }
}

/// The pixels of a photograph from outside, turned as its EXIF says if asked for.
pub fn decoded(photograph: &Photograph, exif_orientation: bool) -> Result<Arc<Picture>, SharedError> {
    Ok(match photograph {
        Photograph::Listed(photograph) => Arc::new(decode::decode(&photograph.read()?, exif_orientation)?),
        Photograph::Pixels(picture) => Arc::clone(picture),
    })
}
