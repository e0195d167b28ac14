//! The shelf with a thousand runs: all are to be listed within a second.

use std::fs;
use std::path::Path;

use bigode::config;
use bigode::run::{
    CONFIG, EVENTS, EpochStats, HISTORY, RunInfo, RunStamp, RunSummary, TrainEvent, events_text, history, runs_below,
};
use criterion::Criterion;

use crate::unit::Arithmetic;

const RUNS: usize = 1000;
const EPOCHS: usize = 50;

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let place = tempfile::tempdir().expect("a temporary folder");
    for number in 0..RUNS {
        write_run(&place.path().join(format!("2026-01-01-{number:06}-notebook")));
    }
    let runs = runs_below(place.path()).expect("it can be read");
    assert_eq!(runs.len(), RUNS);
    let mut group = criterion.benchmark_group("shelf of 1,000 runs");
    group.sample_size(10);
    group.bench_function("list", |b| b.iter(|| runs_below(place.path()).expect("it can be read").len()));
    group.bench_function("read", |b| b.iter(|| runs.iter().map(|run| RunSummary::read(run).epochs).sum::<usize>()));
    group.bench_function("see that none has changed", |b| {
        b.iter(|| runs.iter().map(|run| RunStamp::of(run)).collect::<Vec<_>>().len());
    });
    group.finish();
}

fn write_run(folder: &Path) {
    let epochs: Vec<EpochStats> = (1..=EPOCHS)
        .map(|epoch| EpochStats {
            epoch,
            loss: 0.7 / epoch as f64,
            accuracy: 0.9,
            val_loss: Some(0.8 / epoch as f64),
            val_accuracy: Some(0.8),
            learning_rate: 0.01,
            seconds: 60.0,
            images_per_second: 50.0,
        })
        .collect();
    let info = RunInfo {
        folder: folder.to_owned(),
        preset: "notebook".to_owned(),
        epochs_done: 0,
        epochs: EPOCHS,
        batch_size: 15,
        classes: vec!["cat".to_owned(), "dog".to_owned()],
        training: 20_000,
        validation: 5_000,
        unusable: Vec::new(),
        notes: Vec::new(),
        parameters: 12_942_786,
        multiply_adds: 1,
    };
    let started = std::iter::once(TrainEvent::RunStarted(info));
    let events: Vec<_> = started.chain(epochs.iter().map(|row| TrainEvent::EpochEnded(*row))).collect();
    fs::create_dir_all(folder).expect("a folder");
    let config = config::preset("notebook").expect("a preset").to_ron();
    for (name, text) in
        [(CONFIG, config), (HISTORY, history::to_csv(&epochs)), (EVENTS, events_text(&events).expect("plain data"))]
    {
        fs::write(folder.join(name), text).expect("a file");
    }
}
