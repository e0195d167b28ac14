//! Whole trainings on a few small pictures, by the files that they leave.

mod against_keras;
mod frozen;
mod resuming;
mod running;
mod starting;
mod stopping;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::*;
use crate::config::{self, CallbackConfig, DataSource, OptimizerConfig, RunConfig};
use crate::nn::weights_file;
use crate::run::{
    self, BEST, CHECKPOINT, CONFIG, CallbackEvent, EVENTS, EpochStats, HISTORY, LAST, ModelCard, RunEnd, RunOutcome,
    SPLIT, TrainEvent,
};

/// 12 bright and 12 dark pictures, and a file that is no picture.
fn pictures(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for index in 0..12_u8 {
        for (label, base) in [("bright", 120_u8), ("dark", 20)] {
            let pixel = |x: u32, y: u32| image::Rgb([base + index * 5, base + (x * 3) as u8, base + (y * 7) as u8]);
            let picture = image::RgbImage::from_fn(9, 7, pixel);
            picture.save(folder.join(format!("{label}.{index}.png"))).expect("a picture");
        }
    }
    fs::write(folder.join("dark.broken.png"), b"\x89PNG\r\n\x1a\nno more").expect("a file");
}

const CONFIG_TEXT: &str = r#"(
    preset: "tiny",
    augmentation: (rotation_range: 15, horizontal_flip: true),
    network: (
        input: (8, 8),
        layers: [
            Conv2D(filters: 4, kernel_size: (3, 3), activation: relu),
            BatchNormalization(),
            MaxPooling2D(),
            Dropout(rate: 0.25),
            Flatten(),
            Dense(units: classes, activation: softmax),
        ],
    ),
    training: (optimizer: RMSprop(learning_rate: 0.01), batch_size: 5, epochs: 4),
    callbacks: [
        EarlyStopping(patience: 3, restore_best_weights: true),
        ReduceLROnPlateau(monitor: "val_acc", patience: 1, factor: 0.5),
        CSVLogger(filename: "logs/training.csv"),
        ModelCheckpoint(filepath: "{epoch:02d}.safetensors", save_best_only: true),
    ],
)"#;

/// Pictures and runs in a temporary folder.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        pictures(&place.data());
        place
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn run(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn config(&self) -> RunConfig {
        let mut config = config::parse(CONFIG_TEXT, "the test").expect("it is right");
        config.data.source = Some(DataSource::Path(self.data()));
        config
    }

    fn request(&self, job: TrainJob, threads: usize) -> TrainRequest {
        TrainRequest { job, threads, cache: self.0.path().join("cache") }
    }

    fn begin(&self, name: &str, config: RunConfig, observer: &mut Recorder<'_>) -> Result<RunOutcome, TrainError> {
        let request = self.request(TrainJob::New { config, folder: self.run(name) }, 2);
        start(&request, observer.control, observer)
    }

    fn resume(&self, name: &str, observer: &mut Recorder<'_>) -> Result<RunOutcome, TrainError> {
        self.resume_with(name, None, None, observer)
    }

    fn resume_with(
        &self,
        name: &str,
        data: Option<PathBuf>,
        epochs: Option<usize>,
        observer: &mut Recorder<'_>,
    ) -> Result<RunOutcome, TrainError> {
        let request = self.request(TrainJob::Resume { folder: self.run(name), data, epochs }, 1);
        start(&request, observer.control, observer)
    }
}

/// Records what is reported, and acts at each event.
struct Recorder<'a> {
    control: &'a Control,
    events: Vec<TrainEvent>,
    at_event: Box<dyn FnMut(&TrainEvent) + 'a>,
}

impl<'a> Recorder<'a> {
    fn new(control: &'a Control) -> Self {
        Self::doing(control, |_| {})
    }

    fn doing(control: &'a Control, at_event: impl FnMut(&TrainEvent) + 'a) -> Self {
        Self { control, events: Vec::new(), at_event: Box::new(at_event) }
    }

    /// Acts when an epoch begins.
    fn at_epoch(control: &'a Control, wanted: usize, mut act: impl FnMut() + 'a) -> Self {
        Self::doing(control, move |event| {
            if *event == (TrainEvent::EpochStarted { epoch: wanted }) {
                act();
            }
        })
    }

    fn count(&self, what: impl Fn(&TrainEvent) -> bool) -> usize {
        self.events.iter().filter(|event| what(event)).count()
    }
}

impl Observer for Recorder<'_> {
    fn event(&mut self, event: TrainEvent) {
        self.events.push(event.clone());
        (self.at_event)(&event);
    }
}

/// What is equal in equal runs: tensors bit for bit, history without times, the callbacks' files.
fn essence(run: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut essence = BTreeMap::new();
    for entry in fs::read_dir(run).expect("a run").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        if name.ends_with(".safetensors") {
            let file = weights_file::read(&entry.path()).expect("it is whole");
            for (tensor, shape, data) in file.tensors {
                let bytes = data.iter().flat_map(|value| value.to_bits().to_le_bytes()).collect();
                essence.insert(format!("{name}/{tensor}{shape:?}"), bytes);
            }
        }
    }
    let rows = run::read_history(run).expect("a history");
    for row in rows {
        let timeless = EpochStats { seconds: 0.0, images_per_second: 0.0, ..row };
        essence.insert(format!("history {}", row.epoch), format!("{timeless:?}").into_bytes());
    }
    for name in ["logs/training.csv", SPLIT] {
        essence.insert(name.to_owned(), fs::read(run.join(name)).expect("it is there"));
    }
    essence
}

fn assert_same(run: &Path, expected: &Path, what: &str) {
    let (run, expected) = (essence(run), essence(expected));
    assert_eq!(run.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{what}");
    for (name, bytes) in &expected {
        assert_eq!(&run[name], bytes, "{what}: {name}");
    }
}
