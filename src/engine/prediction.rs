//! The prediction thread: the newest network, and photographs before it.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use crossbeam_channel::Receiver;

use super::absent::Absent;
use super::command::{ClassifyItem, Photograph};
use super::event::{ClassificationView, EngineEvent, ModelOrigin, ModelView, Verdict};
use super::generation::Generation;
use super::outbox::Outbox;
use super::thumbnails::fit;
use super::worker;
use crate::data::{Picture, decode};
use crate::predict::{Classifier, Observation, PredictError, Weights};
use crate::results::{self, Uncertainty};
use crate::run::Snapshot;
use crate::shared_error::SharedError;

/// What the thread does.
pub(super) enum Job {
    /// Look for a newer network.
    Refresh,
    /// Use a run's network.
    OpenRun { folder: PathBuf },
    /// Classify, in order.
    Classify { batch: u64, items: Vec<ClassifyItem> },
}

/// Where the next network is from.
#[derive(Clone)]
pub(super) enum ModelSource {
    /// A running training.
    Snapshot(Arc<Snapshot>),
    /// A run on disk.
    Run(PathBuf),
}

/// The newest network not yet taken, which a newer one replaces, and the one that predicts.
#[derive(Clone, Default)]
pub(super) struct ModelSlot(Arc<Mutex<Slot>>);

#[derive(Default)]
struct Slot {
    waiting: Option<ModelSource>,
    predicting: Option<ModelSource>,
    taken: u64,
}

impl ModelSlot {
    pub(super) fn set(&self, source: ModelSource) {
        self.lock().waiting = Some(source);
    }

    /// The network that predicts, and how many did so up to it: weights may change below one folder.
    pub(super) fn predicting(&self) -> (u64, Option<ModelSource>) {
        let slot = self.lock();
        (slot.taken, slot.predicting.clone())
    }

    fn take(&self) -> Option<ModelSource> {
        self.lock().waiting.take()
    }

    fn use_from_now(&self, source: ModelSource) {
        let mut slot = self.lock();
        slot.predicting = Some(source);
        slot.taken += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ModelSource {
    /// Opens the network, and says where its weights are from.
    pub(super) fn open(&self, threads: usize) -> Result<(Classifier, ModelOrigin), PredictError> {
        Ok(match self {
            Self::Snapshot(snapshot) => {
                (Classifier::from_snapshot(snapshot, threads)?, ModelOrigin::Training { epoch: snapshot.epoch })
            }
            Self::Run(folder) => {
                (Classifier::open(folder, Weights::Best, threads)?, ModelOrigin::Run { folder: folder.clone() })
            }
        })
    }
}

impl Photograph {
    /// Its pixels, turned as its EXIF says if asked for.
    pub(super) fn decode(&self, exif_orientation: bool) -> Result<Arc<Picture>, SharedError> {
        Ok(match self {
            Self::Listed(photograph) => Arc::new(decode::decode(&photograph.read()?, exif_orientation)?),
            Self::Pixels(picture) => Arc::clone(picture),
        })
    }
}

/// The longer side of a card's picture, in pixels.
const CARD: usize = 320;

pub(super) fn spawn(
    outbox: &Outbox,
    jobs: Receiver<Job>,
    wanted: Generation,
    slot: ModelSlot,
    threads: usize,
) -> io::Result<JoinHandle<()>> {
    let mut worker = Desk { outbox: outbox.clone(), wanted, slot, threads, model: None, uncertainty: None };
    worker::spawn(worker::WorkerKind::Prediction, outbox.clone(), jobs, move |job: Job| worker.run(job))
}

struct Desk {
    outbox: Outbox,
    wanted: Generation,
    slot: ModelSlot,
    threads: usize,
    model: Option<(Classifier, Arc<ModelView>)>,
    /// What the model's validation photographs say; looked for again until it is kept with the run.
    uncertainty: Option<Uncertainty>,
}

impl Desk {
    fn run(&mut self, job: Job) {
        match job {
            Job::Refresh => self.refresh(),
            Job::OpenRun { folder } => {
                self.slot.set(ModelSource::Run(folder));
                self.refresh();
            }
            Job::Classify { batch, items } => {
                self.refresh();
                self.find_uncertainty();
                for item in items {
                    if !self.wanted.is(batch) {
                        return;
                    }
                    self.refresh();
                    let answer = self.classify(&item.photograph).map(Box::new);
                    self.outbox.send(EngineEvent::Classified { card: item.card, answer });
                }
            }
        }
    }

    /// Takes the newest network, if there is a newer one. One that cannot be used leaves the old one in place.
    fn refresh(&mut self) {
        let Some(source) = self.slot.take() else { return };
        match source.open(self.threads) {
            Ok((classifier, origin)) => {
                let view = ModelView { origin, classes: classifier.classes().to_vec() };
                self.model = Some((classifier, Arc::new(view.clone())));
                self.slot.use_from_now(source);
                self.uncertainty = None;
                self.outbox.send(EngineEvent::ModelReady(view));
            }
            Err(error) => {
                let folder = if let ModelSource::Run(folder) = source { folder } else { PathBuf::new() };
                self.outbox.send(EngineEvent::ModelFailed { folder, reason: error.into() });
            }
        }
    }

    fn find_uncertainty(&mut self) {
        let Some((classifier, model)) = self.model.as_ref().filter(|_| self.uncertainty.is_none()) else { return };
        if let ModelOrigin::Run { folder } = &model.origin {
            self.uncertainty = results::stored_uncertainty(folder, Weights::Best, classifier);
        }
    }

    fn classify(&mut self, photograph: &Photograph) -> Result<ClassificationView, SharedError> {
        let (classifier, model) = self.model.as_mut().ok_or(Absent::Network)?;
        let started = Instant::now();
        let preprocessing = *classifier.preprocessing();
        let picture = photograph.decode(preprocessing.exif_orientation)?;
        let pixels = preprocessing.apply(&picture);
        let looks = classifier.observe_batch(&[&pixels])?;
        let Some(Observation { prediction, statistics }) = looks.into_iter().next() else {
            return Err(Absent::Network.into());
        };
        let novelty_score = self.uncertainty.as_ref().and_then(|uncertainty| uncertainty.novelty_score(&statistics));
        let temperature = self.uncertainty.as_ref().map(|uncertainty| uncertainty.temperature);
        let verdict = Verdict {
            label: prediction.label,
            calibrated: temperature.map(|temperature| temperature.apply(&prediction.probabilities)),
            novelty_score,
            probabilities: prediction.probabilities,
            model: Arc::clone(model),
            milliseconds: started.elapsed().as_secs_f64() * 1000.0,
        };
        Ok(ClassificationView {
            verdict,
            thumbnail: fit(&picture, CARD),
            seen: Picture { height: preprocessing.height, width: preprocessing.width, rgb: pixels },
        })
    }
}
