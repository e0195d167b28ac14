//! Photographs before the newest network.

use std::io;
use std::iter;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Sender, bounded, select};

use super::thumbnails::fit;
use super::{Context, JOBS_WAITING, Worker};
use crate::data::{Picture, decode};
use crate::engine::model::{Model, ModelSource, Models};
use crate::engine::threads::{Ended, Generation, Outbox};
use crate::engine::views::{
    Absent, ClassificationView, ClassifyItem, ModelOrigin, Photograph, PredictionCommand, PredictionEvent, Verdict,
    WorkerKind,
};
use crate::predict::{Observation, Weights};
use crate::results::{self, Uncertainty};
use crate::shared_error::SharedError;

/// The longer side of a card's picture, in pixels.
const CARD_SIDE: usize = 320;

/// What the thread does.
enum Job {
    /// Predict with the network that was offered last.
    Refresh,
    /// Classify, in order.
    Classify(Batch),
}

struct Batch {
    number: u64,
    items: Vec<ClassifyItem>,
}

pub struct PredictionWorker {
    batches: Sender<Batch>,
    /// The number of the batches that are asked for from now on.
    number: u64,
    current: Generation,
    models: Models,
}

impl Worker for PredictionWorker {
    type Command = PredictionCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (batches, next) = bounded(JOBS_WAITING);
        let (current, models) = (Generation::default(), context.models.clone());
        let offers = models.offers();
        let jobs = iter::from_fn(move || {
            select! {
                recv(next) -> batch => batch.ok().map(Job::Classify),
                recv(offers) -> _ => Some(Job::Refresh),
            }
        });
        let mut predictor = Predictor {
            outbox: context.outbox.clone(),
            current: current.clone(),
            models: models.clone(),
            uncertainty: None,
        };
        context.spawn(WorkerKind::Prediction, jobs, move |job| predictor.run(job))?;
        Ok(Self { batches, number: 0, current, models })
    }

    fn send(&mut self, command: PredictionCommand) -> Result<(), PredictionCommand> {
        match command {
            PredictionCommand::OpenRun { folder } => self.models.offer(ModelSource::Run(folder)),
            PredictionCommand::Classify { items } => {
                let sent = self.batches.try_send(Batch { number: self.number, items });
                sent.map_err(|error| PredictionCommand::Classify { items: error.into_inner().items })?;
            }
            PredictionCommand::Cancel => {
                self.number += 1;
                self.current.set(self.number);
            }
        }
        Ok(())
    }

    fn cancel(&self) {
        self.current.cancel();
    }
}

struct Predictor {
    outbox: Outbox,
    current: Generation,
    models: Models,
    /// What the run's validation photographs say about the network's predictions; looked for again until it is kept
    /// with the run.
    uncertainty: Option<Uncertainty>,
}

impl Predictor {
    fn run(&mut self, job: Job) -> Ended {
        match job {
            Job::Refresh => self.refresh(),
            Job::Classify(Batch { number, items }) => {
                self.refresh();
                self.find_uncertainty();
                for ClassifyItem { card, photograph } in items {
                    if !self.current.is(number) {
                        return Ended::Cancelled;
                    }
                    self.refresh();
                    let answer = self.classify(&photograph).map(Box::new);
                    self.outbox.send(PredictionEvent::Classified { card, answer });
                }
            }
        }
        Ended::Done
    }

    /// Predicts with the network that was offered last, if that is not done yet.
    fn refresh(&mut self) {
        let Some(source) = self.models.take_offered() else { return };
        match self.models.predict_with(&source) {
            Ok(model) => {
                self.uncertainty = None;
                self.outbox.send(PredictionEvent::ModelReady(model.view.as_ref().clone()));
            }
            Err(error) => self.outbox.send(PredictionEvent::ModelFailed { reason: error.into() }),
        }
    }

    fn find_uncertainty(&mut self) {
        if self.uncertainty.is_none()
            && let Some(model) = self.models.predicting()
            && let ModelOrigin::Run { folder } = &model.view.origin
        {
            self.uncertainty = results::stored_uncertainty(folder, Weights::Best, &model.classifier);
        }
    }

    fn classify(&self, photograph: &Photograph) -> Result<ClassificationView, SharedError> {
        let model = self.models.predicting().ok_or(Absent::Network)?;
        let Model { classifier, view } = model.as_ref();
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
