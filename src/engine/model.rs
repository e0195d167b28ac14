//! The networks that are open, each weights file once: prediction, evaluation and explanation share them.
//!
//! A network is tens of megabytes of weights and a pool of threads of its own, so one that several workers ask for is
//! opened once and runs on one pool. Its key is the run's folder with the digest of the weights: a training may replace
//! the file below one folder at any time. What a running training hands over is new after each epoch and is kept as the
//! network that predicts until the next.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::views::{ModelOrigin, ModelView};
use crate::predict::{Classifier, PredictError, Weights};
use crate::run::Snapshot;
use crate::train;

/// A network at work.
pub struct Model {
    /// The network with its classes and preprocessing.
    pub classifier: Classifier,
    /// Where its weights are from.
    pub view: Arc<ModelView>,
}

/// Where a network's weights are.
pub enum ModelSource {
    /// In a running training.
    Snapshot(Arc<Snapshot>),
    /// The best ones of a run on disk.
    Run(PathBuf),
}

/// The networks that are open, shared between the workers.
#[derive(Clone)]
pub struct Models(Arc<Shared>);

struct Shared {
    threads: usize,
    /// The network that is to predict from now on, until the prediction thread takes it; a newer one replaces it.
    offered: Mutex<Option<ModelSource>>,
    signal: (Sender<()>, Receiver<()>),
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    /// The network that predicts.
    predicting: Option<Arc<Model>>,
    /// The network that an evaluation or an explanation asked for last.
    last: Option<Arc<Model>>,
    /// All that somebody holds.
    held: Vec<Weak<Model>>,
}

impl Models {
    /// None yet; each will run on `threads` threads.
    pub fn new(threads: usize) -> Self {
        let shared = Shared {
            threads,
            offered: Mutex::default(),
            // One signal that waits says as much as many.
            signal: bounded(1),
            open: Mutex::default(),
        };
        Self(Arc::new(shared))
    }

    /// Offers a network that is to predict from now on.
    pub fn offer(&self, source: ModelSource) {
        *lock(&self.0.offered) = Some(source);
        let _sent = self.0.signal.0.try_send(());
    }

    /// Receives a signal after a network was offered.
    pub fn offers(&self) -> Receiver<()> {
        self.0.signal.1.clone()
    }

    /// Takes the network that was offered last, if that was not taken yet.
    pub fn take_offered(&self) -> Option<ModelSource> {
        lock(&self.0.offered).take()
    }

    /// The network that predicts.
    pub fn predicting(&self) -> Option<Arc<Model>> {
        lock(&self.0.open).predicting.clone()
    }

    /// Predicts with another network from now on. One that cannot be used leaves the run's network before it in place.
    ///
    /// # Errors
    /// As [`Classifier::open`] and [`Classifier::from_snapshot`].
    pub fn predict_with(&self, source: &ModelSource) -> Result<Arc<Model>, PredictError> {
        let mut open = lock(&self.0.open);
        let model = match source {
            ModelSource::Snapshot(snapshot) => {
                // Each epoch's network fits as the last one's did, so that one's memory is freed first.
                open.predicting = None;
                let classifier = Classifier::from_snapshot(snapshot, self.0.threads)?;
                let origin = ModelOrigin::Training { epoch: snapshot.epoch };
                open.hold(Model::new(classifier, origin))
            }
            // The user may have chosen a folder that holds no usable run: the old network goes once the new one is open.
            ModelSource::Run(folder) => open.of_run(folder, None, self.0.threads)?,
        };
        open.predicting = Some(Arc::clone(&model));
        Ok(model)
    }

    /// A run's best weights at work; those of the digest `known`, if they are still open, whatever is on disk by now.
    ///
    /// # Errors
    /// As [`Classifier::open`].
    pub fn of_run(&self, folder: &Path, known: Option<&str>) -> Result<Arc<Model>, PredictError> {
        let mut open = lock(&self.0.open);
        let model = open.of_run(folder, known, self.0.threads)?;
        open.last = Some(Arc::clone(&model));
        Ok(model)
    }
}

impl Model {
    fn new(classifier: Classifier, origin: ModelOrigin) -> Self {
        let classes = classifier.classes().to_vec();
        Self { classifier, view: Arc::new(ModelView { origin, classes }) }
    }

    fn is_of(&self, folder: &Path, digest: &str) -> bool {
        let is_of_folder = matches!(&self.view.origin, ModelOrigin::Run { folder: own } if own == folder);
        is_of_folder && self.classifier.digest() == digest
    }
}

impl Open {
    /// An open network with these weights, or a newly opened one of the run.
    fn of_run(&mut self, folder: &Path, known: Option<&str>, threads: usize) -> Result<Arc<Model>, PredictError> {
        let open = known.and_then(|known| self.find(folder, known));
        let open = open.or_else(|| self.find(folder, &digest(&folder.join(Weights::Best.file_name()))?));
        if let Some(model) = open {
            return Ok(model);
        }
        // The old network's memory is freed before the new one takes its own.
        self.last = None;
        train::remove_leftovers(folder);
        let classifier = Classifier::open(folder, Weights::Best, threads)?;
        Ok(self.hold(Model::new(classifier, ModelOrigin::Run { folder: folder.to_owned() })))
    }

    fn find(&self, folder: &Path, digest: &str) -> Option<Arc<Model>> {
        self.held.iter().filter_map(Weak::upgrade).find(|model| model.is_of(folder, digest))
    }

    fn hold(&mut self, model: Model) -> Arc<Model> {
        let model = Arc::new(model);
        self.held.retain(|held| held.strong_count() > 0);
        self.held.push(Arc::downgrade(&model));
        model
    }
}

/// BLAKE3 of a file in hexadecimal digits, as [`Classifier::digest`] gives it; `None` where it cannot be read.
fn digest(file: &Path) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(file).ok()?).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}

/// The values behind these locks are whole at every moment, so a panic elsewhere leaves nothing to distrust.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
