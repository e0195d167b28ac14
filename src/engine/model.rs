//! The networks that are open, each weights file once: prediction, evaluation and explanation share them.
//!
//! A network is tens of megabytes of weights and a pool of threads of its own, so one that several workers ask for is
//! opened once and runs on one pool. Its key is the run's folder with the digest of the weights: a training may replace
//! the file below one folder at any time. A worker names the run that it asks for, so that none answers with another's network.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::views::ModelView;
use crate::files;
use crate::predict::{Classifier, PredictError, Weights};
use crate::train;

/// A network at work.
pub struct Model {
    /// The network with its classes and preprocessing.
    pub classifier: Classifier,
    /// Where its weights are from.
    pub view: Arc<ModelView>,
}

/// The networks that are open, shared between the workers.
#[derive(Clone)]
pub struct Models(Arc<Shared>);

struct Shared {
    threads: usize,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    /// The network that was asked for last.
    last: Option<Arc<Model>>,
    /// All that somebody holds.
    held: Vec<Weak<Model>>,
}

impl Models {
    /// None yet; each will run on `threads` threads.
    pub fn new(threads: usize) -> Self {
        Self(Arc::new(Shared { threads, open: Mutex::default() }))
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
    fn new(classifier: Classifier, folder: &Path) -> Self {
        let view = ModelView {
            run: folder.to_owned(),
            epoch: classifier.epoch(),
            digest: classifier.digest().to_owned(),
            classes: classifier.classes().to_vec(),
            mirror_averaging: classifier.network().averages_mirrored(),
        };
        Self { classifier, view: Arc::new(view) }
    }

    fn is_of(&self, folder: &Path, digest: &str) -> bool {
        self.view.run == folder && self.view.digest == digest
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
        Ok(self.hold(Model::new(classifier, folder)))
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
    hasher.update_reader(files::open(file).ok()?).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}

/// The values behind these locks are whole at every moment, so a panic elsewhere leaves nothing to distrust.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
