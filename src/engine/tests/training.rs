//! Runs: begun, stopped, resumed.

use super::*;
use crate::data::Picture;
use crate::run::{CallbackEvent, RunEnd, append_event};

impl Bench {
    fn order(&self, epochs: usize) -> TrainingOrder {
        TrainingOrder { run: 1, config: small(epochs), place: RunPlace::New { folder: self.new_run() } }
    }

    fn start(&mut self, order: TrainingOrder) {
        self.send(TrainingCommand::Start(Box::new(order)));
    }
}

fn of_run(event: &EngineEvent) -> Option<&TrainEvent> {
    match event {
        EngineEvent::Training(TrainingEvent::Train { event, .. }) => Some(event),
        _ => None,
    }
}

#[test]
fn a_run_ends_exactly_once_and_then_predicts() {
    let mut bench = Bench::new();
    let order = bench.order(2);
    bench.start(order);
    let events = bench.until(has_ended);
    let count = |fits: fn(&TrainEvent) -> bool| events.iter().filter_map(of_run).filter(|event| fits(event)).count();
    assert_eq!(count(|event| matches!(event, TrainEvent::RunStarted(_))), 1);
    assert_eq!(count(|event| matches!(event, TrainEvent::EpochEnded(_))), 2);
    assert_eq!(count(|event| matches!(event, TrainEvent::RunEnded(_))), 1);
    let pixels = Arc::new(Picture { height: 3, width: 5, rgb: vec![128; 45] });
    let item = ClassifyItem { card: 9, photograph: Photograph::Pixels(pixels) };
    let Some(TrainEvent::RunEnded(outcome)) = events.last().and_then(of_run) else { panic!("it has not ended") };
    let model = bench.network(&outcome.folder);
    bench.send(PredictionCommand::Classify { model, items: vec![item] });
    let events =
        bench.until(|event| matches!(event, EngineEvent::Prediction(PredictionEvent::Classified { card: 9, .. })));
    let Some(EngineEvent::Prediction(PredictionEvent::Classified { answer: Ok(answer), .. })) = events.last() else {
        panic!("it was not classified: {events:?}");
    };
    assert!((answer.verdict.probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    assert_eq!(answer.verdict.model.run, outcome.folder, "a finished run predicts with its best weights");
}

#[test]
fn a_stopped_run_ends_and_dropping_the_engine_joins_its_threads() {
    let mut bench = Bench::new();
    let order = bench.order(1_000_000);
    bench.start(order);
    bench.until(|event| matches!(of_run(event), Some(TrainEvent::EpochEnded(_))));
    bench.send(TrainingCommand::Stop);
    let events = bench.until(has_ended);
    let Some(TrainEvent::RunEnded(outcome)) = events.last().and_then(of_run) else { panic!("it has not ended") };
    assert_eq!(outcome.end, RunEnd::Stopped);
    let place = RunPlace::Resume { folder: outcome.folder.clone(), moved_to: None };
    bench.send(RunReadingCommand { number: 4, folder: outcome.folder.clone() });
    let events = bench.until(|event| matches!(event, EngineEvent::RunReading(RunReadingEvent { number: 4, .. })));
    let Some(EngineEvent::RunReading(RunReadingEvent { run: Ok(read), .. })) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!((read.epochs.len(), read.config.training.epochs), (outcome.epochs, 1_000_000));
    assert_eq!(read.ending, Ending::Ended(Box::new(outcome.clone())));
    assert_eq!(read.weights, outcome.best.as_ref().map(|best| best.epoch));
    let order = TrainingOrder { place, run: 2, ..bench.order(1) };
    bench.start(order);
    let is_epoch_of_second = |event: &EngineEvent| {
        matches!(event, EngineEvent::Training(TrainingEvent::Train { run: 2, event: TrainEvent::EpochEnded(_) }))
    };
    bench.until(is_epoch_of_second);
    drop(bench.engine);
}

#[test]
fn a_run_that_ends_while_it_is_read_is_never_called_interrupted() {
    let mut bench = Bench::new();
    for number in 1..=5 {
        let order = TrainingOrder { run: number, ..bench.order(3) };
        bench.start(order);
        let started = bench.until(|event| matches!(of_run(event), Some(TrainEvent::RunStarted(_))));
        let Some(TrainEvent::RunStarted(info)) = started.last().and_then(of_run) else { panic!("{started:?}") };
        let mut has_ended = false;
        while !has_ended {
            bench.send(RunReadingCommand { number, folder: info.folder.clone() });
            let events = bench.until(|event| matches!(event, EngineEvent::RunReading(_)));
            has_ended |= events.iter().filter_map(of_run).any(|event| matches!(event, TrainEvent::RunEnded(_)));
            let Some(EngineEvent::RunReading(RunReadingEvent { run: Ok(read), .. })) = events.last() else {
                panic!("{events:?}")
            };
            match &read.ending {
                Ending::TrainedElsewhere => {}
                Ending::Ended(outcome) => assert_eq!(read.epochs.len(), outcome.epochs),
                Ending::Interrupted => panic!("it trained, and after {} epochs it ended", read.epochs.len()),
            }
        }
    }
}

#[test]
fn what_a_failed_save_had_reported_is_taken_back_when_the_run_is_resumed() {
    let mut bench = Bench::new();
    let order = bench.order(1_000_000);
    bench.start(order);
    bench.until(|event| matches!(of_run(event), Some(TrainEvent::EpochEnded(_))));
    bench.send(TrainingCommand::Stop);
    let events = bench.until(has_ended);
    let Some(TrainEvent::RunEnded(outcome)) = events.last().and_then(of_run) else { panic!("it has not ended") };
    let not_saved = CallbackEvent::InvalidLoss { epoch: outcome.epochs + 1, batch: 1 };
    append_event(&outcome.folder, &TrainEvent::Callback(not_saved.clone())).expect("it can be written");

    let place = RunPlace::Resume { folder: outcome.folder.clone(), moved_to: None };
    let order = TrainingOrder { place, run: 2, ..bench.order(1) };
    bench.start(order);
    bench.until(|event| matches!(of_run(event), Some(TrainEvent::RunStarted(_))));
    bench.send(RunReadingCommand { number: 4, folder: outcome.folder.clone() });
    let events = bench.until(|event| matches!(event, EngineEvent::RunReading(_)));
    let Some(EngineEvent::RunReading(RunReadingEvent { run: Ok(read), .. })) = events.last() else {
        panic!("{events:?}")
    };
    let RunOnDisk { callbacks, epochs, .. } = read.as_ref();
    assert!(!callbacks.contains(&not_saved));
    assert!(epochs.len() >= outcome.epochs);
    bench.send(TrainingCommand::Stop);
    bench.until(has_ended);
}
