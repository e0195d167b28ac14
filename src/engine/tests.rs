use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::*;
use crate::config::{Activation, DataConfig, DataSource, LayerConfig, NetworkConfig, RunConfig, TrainingConfig, Units};
use crate::run::{RunEnd, TrainEvent};

const DRAWINGS: DataSource = DataSource::Drawings { count: 24, seed: 5 };
/// Nobody waits longer than this for a thread, however busy the machine is.
const PATIENCE: Duration = Duration::from_mins(2);

pub(super) struct Bench {
    engine: Engine,
    woken: Arc<AtomicUsize>,
    folder: tempfile::TempDir,
}

impl Bench {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let waker: Waker = Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let options = EngineOptions { cache: folder.path().join("cache"), threads: 1 };
        Self { engine: Engine::start(&options, waker).expect("the system gives threads"), woken, folder }
    }

    /// Where runs are written.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().join("runs")
    }

    /// Events up to and with the first that fits.
    pub(super) fn until(&self, fits: impl Fn(&EngineEvent) -> bool) -> Vec<EngineEvent> {
        let since = Instant::now();
        let mut events = Vec::new();
        while !events.last().is_some_and(&fits) {
            assert!(since.elapsed() < PATIENCE, "waited in vain; there were {events:?}");
            match self.engine.next_event() {
                Some(event) => events.push(event),
                None => std::thread::yield_now(),
            }
        }
        events
    }

    pub(super) fn send(&mut self, command: EngineCommand) {
        self.engine.send(command).expect("there is room for a few jobs");
    }

    fn open_drawings(&mut self) {
        self.send(EngineCommand::OpenDataset { generation: 1, source: DRAWINGS });
        self.until(|event| matches!(event, EngineEvent::DatasetOpened { generation: 1, .. }));
    }

    fn run(&self, epochs: usize) -> TrainingOrder {
        let dense = LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true };
        let config = RunConfig {
            data: DataConfig { source: Some(DRAWINGS), ..DataConfig::default() },
            network: NetworkConfig { input: (8, 8), layers: vec![LayerConfig::Flatten {}, dense] },
            training: TrainingConfig { batch_size: 8, epochs, ..TrainingConfig::default() },
            ..RunConfig::default()
        };
        TrainingOrder { run: 1, config, place: RunPlace::New { runs: self.folder() } }
    }
}

fn is_ended(event: &EngineEvent) -> bool {
    matches!(event, EngineEvent::Train { event: TrainEvent::RunEnded(_), .. })
}

#[test]
fn a_panic_ends_the_job_and_not_its_thread() {
    let (send, events) = bounded(8);
    let outbox = Outbox::new(send, Arc::new(|| ()));
    let (jobs, next) = bounded::<u32>(8);
    let done = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&done);
    let thread = worker::spawn(WorkerKind::Files, outbox, next, move |job| {
        assert_ne!(job, 2, "job two goes wrong");
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let thread = thread.expect("the system gives a thread");
    for job in 1..=3 {
        jobs.send(job).expect("the thread takes jobs");
    }
    drop(jobs);
    thread.join().expect("the thread lives on");
    assert_eq!(done.load(Ordering::Relaxed), 2);
    let told: Vec<_> = events.try_iter().collect();
    assert!(
        matches!(told.as_slice(), [EngineEvent::Panicked(Panicked { part: WorkerKind::Files, message })]
            if message.contains("two") && message.contains("tests.rs:")),
        "{told:?}"
    );
}

#[test]
fn a_data_set_is_opened_and_told_once() {
    let mut bench = Bench::new();
    bench.send(EngineCommand::OpenDataset { generation: 7, source: DRAWINGS });
    let events = bench.until(|event| matches!(event, EngineEvent::Examined { generation: 7, .. }));
    let opened = events.iter().filter_map(|event| match event {
        EngineEvent::DatasetOpened { dataset, .. } => Some(dataset),
        _ => None,
    });
    let opened: Vec<_> = opened.collect();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].classes, ["cat", "dog"]);
    assert_eq!(opened[0].counts, [12, 12]);
    assert!(bench.woken.load(Ordering::Relaxed) >= events.len(), "each event wakes the window");
    bench
        .send(EngineCommand::OpenDataset { generation: 8, source: DataSource::Path(PathBuf::from("/nowhere/at/all")) });
    bench.until(|event| matches!(event, EngineEvent::DatasetFailed { generation: 8, .. }));
}

#[test]
fn the_newest_preview_is_always_answered() {
    let mut bench = Bench::new();
    bench.open_drawings();
    let question = |seed| Preview::Split { dataset: 1, data: DataConfig { split_seed: seed, ..DataConfig::default() } };
    for number in 1..=200 {
        bench.send(EngineCommand::Preview { generation: u64::from(number), question: question(number) });
    }
    let events = bench.until(|event| matches!(event, EngineEvent::Split { generation: 200, .. }));
    let answered = events.iter().filter_map(|event| match event {
        EngineEvent::Split { generation, .. } => Some(*generation),
        _ => None,
    });
    let answered: Vec<_> = answered.collect();
    assert!(answered.is_sorted(), "answers come in the order of the questions: {answered:?}");
    // A question about a data set that is no longer open is dropped.
    let stale = Preview::Split { dataset: 0, data: DataConfig::default() };
    bench.send(EngineCommand::Preview { generation: 201, question: stale });
    bench.send(EngineCommand::Preview {
        generation: 202,
        question: Preview::Summary { network: NetworkConfig::default(), classes: 2 },
    });
    let events = bench.until(|event| matches!(event, EngineEvent::Summary { generation: 202, .. }));
    assert!(!events.iter().any(|event| matches!(event, EngineEvent::Split { .. })), "{events:?}");
}

#[test]
fn a_run_ends_exactly_once_and_then_predicts() {
    let mut bench = Bench::new();
    let order = bench.run(2);
    bench.send(EngineCommand::StartTraining(order));
    let events = bench.until(is_ended);
    let count = |fits: fn(&TrainEvent) -> bool| {
        events.iter().filter(|event| matches!(event, EngineEvent::Train { event, .. } if fits(event))).count()
    };
    assert_eq!(count(|event| matches!(event, TrainEvent::RunStarted(_))), 1);
    assert_eq!(count(|event| matches!(event, TrainEvent::EpochEnded(_))), 2);
    assert_eq!(count(|event| matches!(event, TrainEvent::RunEnded(_))), 1);
    let pixels = Arc::new(crate::data::Picture { height: 3, width: 5, rgb: vec![128; 45] });
    let item = ClassifyItem { card: 9, photograph: Photograph::Pixels(pixels) };
    bench.send(EngineCommand::Classify { items: vec![item] });
    let events = bench.until(|event| matches!(event, EngineEvent::Classified { card: 9, .. }));
    let Some(EngineEvent::Classified { answer: Ok(answer), .. }) = events.last() else {
        panic!("it was not classified: {events:?}");
    };
    assert!((answer.verdict.probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    assert!(
        matches!(&answer.verdict.model.origin, ModelOrigin::Run { .. }),
        "a finished run predicts with its best weights"
    );
}

#[test]
fn a_stopped_run_ends_and_dropping_the_engine_joins_its_threads() {
    let mut bench = Bench::new();
    let order = bench.run(1_000_000);
    bench.send(EngineCommand::StartTraining(order));
    bench.until(|event| matches!(event, EngineEvent::Train { event: TrainEvent::EpochEnded(_), .. }));
    bench.send(EngineCommand::StopTraining);
    let events = bench.until(is_ended);
    let Some(EngineEvent::Train { event: TrainEvent::RunEnded(outcome), .. }) = events.last() else {
        panic!("it has not ended");
    };
    assert_eq!(outcome.end, RunEnd::Stopped);
    let place = RunPlace::Resume { folder: outcome.folder.clone() };
    bench.send(EngineCommand::StartTraining(TrainingOrder { place, run: 2, ..bench.run(1) }));
    let events = bench.until(|event| matches!(event, EngineEvent::TrainingSoFar { .. }));
    let Some(EngineEvent::TrainingSoFar { epochs, config, .. }) = events.last() else { panic!("{events:?}") };
    assert_eq!((epochs.len(), config.training.epochs), (outcome.epochs, 1_000_000));
    bench.until(|event| matches!(event, EngineEvent::Train { run: 2, event: TrainEvent::EpochEnded(_) }));
    drop(bench.engine);
}

#[test]
fn without_a_network_nothing_is_classified_and_that_is_said() {
    let mut bench = Bench::new();
    let pixels = Arc::new(crate::data::Picture { height: 1, width: 1, rgb: vec![0; 3] });
    let item = ClassifyItem { card: 1, photograph: Photograph::Pixels(pixels) };
    bench.send(EngineCommand::Classify { items: vec![item] });
    bench.until(|event| matches!(event, EngineEvent::Classified { card: 1, answer: Err(_) }));
}
