//! The engine as the window uses it: requests in, events out.

#[cfg(unix)]
mod attacks;
mod dataset;
mod evaluation;
mod explanation;
mod log;
mod model;
mod prediction;
mod preview;
mod queues;
mod shelf;
mod training;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::threads::{Ended, Outbox, spawn};
use super::*;
use crate::config::{
    Activation, DataConfig, DataSource, LayerConfig, NetworkConfig, Padding, RunConfig, TrainingConfig, Units,
};
use crate::data::Preprocessing;
use crate::run::{TrainEvent, new_folder};

const DRAWINGS: DataSource = DataSource::drawings(24, 5);
/// No test waits longer than this for a thread, however busy the machine is.
const PATIENCE: Duration = Duration::from_mins(2);

/// An engine and the folder that it works in.
struct Bench {
    engine: Engine,
    woken: Arc<AtomicUsize>,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let trash = Arc::new(FolderTrash(folder.path().join("trash")));
        Self::with_trash(folder, trash)
    }

    fn with_trash(folder: tempfile::TempDir, trash: Arc<dyn Trash>) -> Self {
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let waiting = std::thread::current();
        let waker: Waker = Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            waiting.unpark();
        });
        let (cache, pretrained) = (folder.path().join("cache"), folder.path().join("pretrained"));
        let options = EngineOptions { cache, threads: 1, pretrained, trash };
        Self { engine: Engine::start(&options, waker).expect("the system gives threads"), woken, folder }
    }

    /// A path in the test's folder.
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of a run to begin.
    fn new_run(&self) -> PathBuf {
        new_folder(&self.path("runs"), "small")
    }

    /// Events up to and with the first that fits.
    fn until(&self, fits: impl Fn(&EngineEvent) -> bool) -> Vec<EngineEvent> {
        let since = Instant::now();
        let mut events = Vec::new();
        while !events.last().is_some_and(&fits) {
            assert!(since.elapsed() < PATIENCE, "waited in vain; there were {events:?}");
            match self.engine.next_event() {
                Some(event) => events.push(event),
                None => std::thread::park_timeout(Duration::from_millis(2)),
            }
        }
        events
    }

    fn send(&mut self, command: impl Into<EngineCommand>) {
        self.engine.send(command).expect("there is room for a few jobs");
    }

    /// Asks for a data set to be opened.
    fn open(&mut self, generation: u64, source: DataSource) {
        let preprocessing = Preprocessing::of(&RunConfig::default());
        self.send(DatasetCommand::Open { generation, source, preprocessing });
    }

    /// Opens a data set and waits until it has been examined.
    fn opened(&mut self, generation: u64, source: DataSource) -> Vec<EngineEvent> {
        self.open(generation, source);
        let is_examined = |event: &EngineEvent| matches!(event, EngineEvent::Dataset(DatasetEvent::Examined { generation: own, .. }) if *own == generation);
        self.until(is_examined)
    }

    /// Trains a run to its end; gives its folder.
    fn trained(&mut self, config: RunConfig) -> PathBuf {
        let place = RunPlace::New { folder: self.new_run() };
        self.send(TrainingCommand::Start(Box::new(TrainingOrder { run: 1, config, place })));
        let events = self.until(has_ended);
        let Some(EngineEvent::Training(TrainingEvent::Train { event: TrainEvent::RunEnded(outcome), .. })) =
            events.last()
        else {
            panic!("it has not ended")
        };
        outcome.folder.clone()
    }

    /// A run's network, opened for predictions.
    fn network(&mut self, run: &Path) -> Arc<ModelView> {
        self.send(PredictionCommand::Open { number: 77, run: run.to_owned() });
        let is_ready = |event: &EngineEvent| {
            matches!(event, EngineEvent::Prediction(PredictionEvent::ModelReady { number: 77, .. }))
        };
        match self.until(is_ready).pop() {
            Some(EngineEvent::Prediction(PredictionEvent::ModelReady { model, .. })) => model,
            other => panic!("it is not open: {other:?}"),
        }
    }
}

fn dense() -> LayerConfig {
    LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true }
}

/// A network with a convolution.
fn convolution() -> Vec<LayerConfig> {
    let (kernel_size, strides, padding) = ((3, 3), (1, 1), Padding::Same);
    let activation = Activation::Relu;
    vec![
        LayerConfig::Conv2D { filters: 5, kernel_size, strides, padding, activation, use_bias: true },
        LayerConfig::BatchNormalization { momentum: 0.9, epsilon: 1e-3 },
        LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid },
        LayerConfig::Flatten {},
        dense(),
    ]
}

/// A run of so many epochs on the drawings.
fn config(layers: Vec<LayerConfig>, epochs: usize) -> RunConfig {
    RunConfig {
        data: DataConfig { source: Some(DRAWINGS), ..DataConfig::default() },
        network: NetworkConfig { input: (12, 10), layers },
        training: TrainingConfig { batch_size: 8, epochs, ..TrainingConfig::default() },
        ..RunConfig::default()
    }
}

/// The smallest network.
fn small(epochs: usize) -> RunConfig {
    config(vec![LayerConfig::Flatten {}, dense()], epochs)
}

fn has_ended(event: &EngineEvent) -> bool {
    matches!(event, EngineEvent::Training(TrainingEvent::Train { event: TrainEvent::RunEnded(_), .. }))
}

#[test]
fn a_panic_ends_the_job_and_not_its_thread() {
    let (send, events) = bounded(8);
    let outbox = Outbox::new(send, Arc::new(|| ()));
    let (jobs, next) = bounded::<u32>(8);
    let done = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&done);
    let thread = spawn(WorkerKind::Files, outbox, next, move |job| {
        assert_ne!(job, 2, "job two goes wrong");
        counter.fetch_add(1, Ordering::Relaxed);
        Ended::Done
    });
    let thread = thread.expect("the system gives a thread");
    for job in 1..=3 {
        jobs.send(job).expect("the thread takes jobs");
    }
    drop(jobs);
    thread.join().expect("the thread lives on");
    assert_eq!(done.load(Ordering::Relaxed), 2);
    let reported: Vec<_> = events.try_iter().collect();
    assert!(
        matches!(reported.as_slice(), [EngineEvent::Panicked(Panicked { worker: WorkerKind::Files, message })]
            if message.contains("two") && message.contains("mod.rs:")),
        "{reported:?}"
    );
}
