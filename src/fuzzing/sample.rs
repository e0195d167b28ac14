//! A small run of this program, made once a process: the files of its own that readers are given, and what they hold.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use super::folder;
use crate::config::{self, DataSource, Resize, RunConfig};
use crate::data::{Dataset, PixelStore, Preprocessing};
use crate::predict::{Classifier, Weights};
use crate::results::{Evaluation, Evaluator, Predictions, Set, Source};
use crate::run::{self, TrainEvent};
use crate::train::{self, Control, Observer, TrainJob, TrainRequest};

/// Side of its photographs, in pixels.
const SIDE: usize = 8;
/// Bytes of a photograph's pixels.
pub(super) const PIXELS: usize = SIDE * SIDE * 3;

/// How its photographs become pixels.
pub(super) const PREPROCESSING: Preprocessing =
    Preprocessing { height: SIDE, width: SIDE, exif_orientation: true, resize: Resize::Nearest };

const PHOTOGRAPHS: DataSource = DataSource::Drawings { count: 10, seed: 1 };

const CONFIG: &str = r#"(
    preset: "sample",
    network: (
        input: (8, 8),
        layers: [
            Conv2D(filters: 2, kernel_size: (3, 3), activation: relu),
            BatchNormalization(),
            MaxPooling2D(),
            Flatten(),
            Dense(units: classes, activation: softmax),
        ],
    ),
    training: (optimizer: SGD(learning_rate: 0.01, momentum: 0.9), batch_size: 4, epochs: 2),
    callbacks: [EarlyStopping(patience: 1, restore_best_weights: true), ReduceLROnPlateau()],
)"#;

/// The files of a run and of what was computed from it.
pub(super) struct Sample {
    pub config: Vec<u8>,
    pub split: Vec<u8>,
    pub history: Vec<u8>,
    pub events: Vec<u8>,
    pub weights: Vec<u8>,
    pub checkpoint: Vec<u8>,
    pub validation: Vec<u8>,
    pub stored_results: Vec<u8>,
    /// The validation photographs' predictions.
    pub predictions: Predictions,
    /// Of the cache that holds the photographs' pixels.
    pub cache_name: String,
    pub cache: Vec<u8>,
    /// The photographs' pixels, one after another.
    pub pixels: Vec<u8>,
}

/// The file of the stored predictions in a run's folder.
pub(super) const STORED_RESULTS: &str = "results/best-validation.safetensors";

/// The run. Made at the first call.
pub(super) fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let place = folder();
        let (run, cache) = (place.path().join("run"), place.path().join("cache"));
        let mut config: RunConfig = config::parse(CONFIG, "the sample").expect("the sample's configuration is valid");
        config.data.source = Some(PHOTOGRAPHS);
        let request =
            TrainRequest { job: TrainJob::New { config, folder: run.clone() }, threads: 1, cache: cache.clone() };
        train::start(&request, &Control::default(), &mut Nobody).expect("the sample is trained");
        let predictions = evaluate(&run, &cache).predictions;
        let store = PixelStore::open(&photographs(), &PREPROCESSING, &cache, 1, &mut |_, _| ControlFlow::Continue(()))
            .expect("the sample's photographs are decoded");
        let cached = crate::data::cache::list(&cache).expect("the cache is listed").remove(0).path;
        let file = |name: &str| fs::read(run.join(name)).expect("the sample's run is complete");
        Sample {
            config: file(run::CONFIG),
            split: file(run::SPLIT),
            history: file(run::HISTORY),
            events: file(run::EVENTS),
            weights: file(run::BEST),
            checkpoint: file(run::CHECKPOINT),
            validation: file(run::VALIDATION),
            stored_results: file(STORED_RESULTS),
            predictions,
            cache_name: cached.file_name().expect("a cache file has a name").to_string_lossy().into_owned(),
            cache: fs::read(&cached).expect("the cache is read"),
            pixels: pixels(&store),
        }
    })
}

/// The run's photographs.
pub(super) fn photographs() -> Dataset {
    Dataset::open(&PHOTOGRAPHS).expect("drawings can be opened")
}

/// All pixels of a store of the run's photographs.
pub(super) fn pixels(store: &PixelStore) -> Vec<u8> {
    let mut pixels = vec![0; PIXELS * photographs().photos.len()];
    for (index, photograph) in pixels.chunks_exact_mut(PIXELS).enumerate() {
        store.read(index, photograph).expect("a drawing has pixels");
    }
    pixels
}

/// Evaluates a run's validation photographs.
pub(super) fn evaluate(run: &Path, cache: &Path) -> Evaluation {
    let classifier = Classifier::open(run, Weights::Best, 1).expect("the sample's weights are read");
    let evaluator = Evaluator { run, weights: Weights::Best, classifier: &classifier, cache, threads: 1 };
    let source = Source::Run { folder: run, set: Set::Validation, moved_to: None };
    evaluator.evaluate(&source, &mut |_, _| ControlFlow::Continue(())).expect("the sample is evaluated")
}

/// Observes nothing.
struct Nobody;

impl Observer for Nobody {
    fn event(&mut self, _event: TrainEvent) {}
}
