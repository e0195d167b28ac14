//! A small run of this program, made once a process: the files of its own that readers are given, and what they hold.

use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use image::{ImageFormat, Rgb, RgbImage};

use super::{folder, put};
use crate::config::{self, DataSource, Resize, RunConfig};
use crate::data::{Dataset, PixelStore, Preprocessing, cache};
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

/// Half of them validate the run, as many as a novelty detector is fitted to.
const PHOTOGRAPHS: DataSource = DataSource::drawings(40, 1);

const CONFIG: &str = r#"(
    preset: "sample",
    data: (validation_share: 0.5),
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
    /// The cache of the run's photographs.
    pub run_cache: CacheFile,
    /// A folder's files by name, one of which is no picture: they are decoded far faster than the run's are drawn.
    pub folder: Vec<(String, Vec<u8>)>,
    /// The cache of the folder's photographs.
    pub cache: CacheFile,
}

/// A file of the cache.
pub(super) struct CacheFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl CacheFile {
    /// The only one of a folder.
    pub(super) fn of(folder: &Path) -> Self {
        let path = cache::list(folder).expect("the cache is listed").remove(0).path;
        let name = path.file_name().expect("a cache file has a name").to_string_lossy().into_owned();
        Self { name, bytes: fs::read(&path).expect("the cache is read") }
    }
}

/// The file of the stored predictions in a run's folder.
pub(super) const STORED_RESULTS: &str = "results/best-validation.safetensors";

/// The run. Made at the first call.
pub(super) fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let place = folder();
        let [run, run_cache, cache, pictures] =
            ["run", "run_cache", "cache", "pictures"].map(|name| place.path().join(name));
        let mut config: RunConfig = config::parse(CONFIG, "the sample").expect("the sample's configuration is valid");
        config.data.source = Some(PHOTOGRAPHS);
        let request =
            TrainRequest { job: TrainJob::New { config, folder: run.clone() }, threads: 1, cache: run_cache.clone() };
        train::start(&request, &Control::default(), &mut Nobody).expect("the sample is trained");
        let predictions = evaluate(&run, &run_cache).predictions;
        let folder = files_of_a_folder();
        for (name, bytes) in &folder {
            put(&pictures, name, bytes);
        }
        let dataset = Dataset::open_path(&pictures).expect("the sample's folder is opened");
        PixelStore::open(&dataset, &PREPROCESSING, &cache, 1, &mut |_, _| ControlFlow::Continue(()))
            .expect("the sample's folder is decoded");
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
            run_cache: CacheFile::of(&run_cache),
            cache: CacheFile::of(&cache),
            folder,
        }
    })
}

/// Small pictures, and a file that is none.
fn files_of_a_folder() -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("dog.3.png".to_owned(), b"no picture".to_vec())];
    for (number, label) in ["cat", "dog", "cat"].into_iter().enumerate() {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::from_pixel(5, 4, Rgb([90 * number as u8, 40, 200]));
        picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG is written to memory");
        files.push((format!("{label}.{number}.png"), bytes.into_inner()));
    }
    files
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
