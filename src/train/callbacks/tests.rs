//! The callbacks against Keras: the numbers of its own tests, traces of real runs, and decisions recorded from Keras
//! 3.15.1.

use serde_json::Value;

use super::{Callback, from_config, on_epoch_end};
use crate::config::{CallbackConfig, Mode};
use crate::data::testing::reference;
use crate::run::{CallbackEvent, RateChange, Verdict};
use crate::train::metrics::Logs;
use crate::train::metrics::logs;

fn early_stopping(monitor: &str, patience: usize, baseline: Option<f64>) -> CallbackConfig {
    CallbackConfig::EarlyStopping {
        monitor: monitor.to_owned(),
        min_delta: 0.0,
        patience,
        mode: Mode::Auto,
        baseline,
        restore_best_weights: true,
        start_from_epoch: 0,
    }
}

fn reduce(monitor: &str, patience: usize, factor: f64, min_delta: f64, cooldown: usize, min_lr: f64) -> CallbackConfig {
    CallbackConfig::ReduceLROnPlateau {
        monitor: monitor.to_owned(),
        factor,
        patience,
        min_delta,
        mode: Mode::Auto,
        cooldown,
        min_lr,
    }
}

fn callbacks(configs: &[CallbackConfig]) -> Vec<Callback> {
    from_config(configs, true).expect("the metrics exist")
}

/// Runs epochs until a callback stops; returns how many were trained and all that was reported.
fn run(configs: &[CallbackConfig], epochs: &[Logs]) -> (usize, Vec<CallbackEvent>, Vec<Callback>) {
    let mut callbacks = callbacks(configs);
    let mut events = Vec::new();
    let mut learning_rate = epochs[0].learning_rate;
    for (epoch, logs) in (1..).zip(epochs) {
        let decisions = on_epoch_end(&mut callbacks, epoch, &Logs { learning_rate, ..*logs });
        learning_rate = decisions.learning_rate;
        events.extend(decisions.events);
        if decisions.stop {
            return (epoch, events, callbacks);
        }
    }
    (epochs.len(), events, callbacks)
}

fn validation(losses: &[f64]) -> Vec<Logs> {
    losses.iter().map(|loss| logs(1.0, 0.5, Some((*loss, 0.5)), 0.001)).collect()
}

fn accuracies(values: &[f64]) -> Vec<Logs> {
    values.iter().map(|accuracy| logs(1.0, 0.5, Some((1.0, *accuracy)), 0.001)).collect()
}

fn reductions(events: &[CallbackEvent]) -> Vec<(usize, f64)> {
    events
        .iter()
        .filter_map(|event| match event {
            CallbackEvent::ReduceLROnPlateau { epoch, change: Some(RateChange { new, .. }), .. } => {
                Some((*epoch, f64::from(*new)))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn early_stopping_waits_as_in_the_tests_of_keras() {
    let losses = [10.0, 9.0, 8.0, 9.0, 8.9, 8.8, 8.7, 8.6, 8.5];
    for patience in 0..=3 {
        let (stopped_after, _, _) = run(&[early_stopping("val_loss", patience, None)], &validation(&losses));
        assert_eq!(stopped_after - 1, patience.max(1) + 2, "patience {patience}");
    }
}

#[test]
fn early_stopping_restores_the_best_epoch_with_and_without_a_reached_baseline() {
    let (trained, _, stopped) = run(&[early_stopping("val_loss", 2, None)], &validation(&[0.2, 0.15, 0.1, 0.11, 0.12]));
    assert_eq!((trained, stopped[0].epoch_to_restore()), (5, Some(3)));
    let (trained, _, stopped) =
        run(&[early_stopping("val_loss", 5, Some(0.5))], &validation(&[0.9, 0.8, 0.7, 0.71, 0.72, 0.73]));
    assert_eq!((trained, stopped[0].epoch_to_restore()), (5, Some(3)), "no epoch beats the baseline");
}

#[test]
fn early_stopping_never_stops_in_the_first_epoch() {
    let (trained, events, _) = run(&[early_stopping("val_loss", 0, Some(0.0))], &validation(&[1.0, 1.0, 1.0]));
    assert_eq!(trained, 2);
    assert!(matches!(
        events[..],
        [
            CallbackEvent::EarlyStopping { verdict: Verdict::Improved, wait: 1, best_epoch: 1, .. },
            CallbackEvent::EarlyStopping { verdict: Verdict::Stopped, wait: 2, best_epoch: 1, .. },
        ]
    ));
}

#[test]
fn a_cooldown_of_two_reduces_every_other_epoch() {
    let constant = validation(&[1.0; 5]);
    let (_, events, _) = run(&[reduce("val_loss", 1, 0.1, 100.0, 2, 0.0)], &constant);
    let epochs: Vec<usize> = reductions(&events).iter().map(|(epoch, _)| *epoch).collect();
    assert_eq!(epochs, [2, 4]);
}

#[test]
fn the_rate_never_falls_below_min_lr() {
    let (_, events, _) = run(&[reduce("val_loss", 1, 0.1, 10.0, 0, 0.0005)], &validation(&[1.0; 4]));
    assert_eq!(reductions(&events), [(2, f64::from(0.0005_f32))]);
}

#[test]
fn the_rate_falls_in_the_stopping_epoch_too() {
    let (trained, events, _) = run(
        &[early_stopping("val_loss", 2, None), reduce("val_loss", 2, 0.5, 1e-4, 0, 0.0)],
        &validation(&[1.0, 1.0, 1.0]),
    );
    assert_eq!(trained, 3);
    assert_eq!(reductions(&events), [(3, f64::from(0.001_f32) * 0.5)]);
}

#[test]
fn terminate_on_nan_ends_at_a_loss_that_is_not_finite() {
    let callbacks = callbacks(&[CallbackConfig::TerminateOnNaN {}, early_stopping("loss", 1, None)]);
    for (loss, ends) in [(0.5, false), (f32::NAN, true), (f32::INFINITY, true)] {
        assert_eq!(callbacks[0].on_train_batch_end(1, 7, loss).is_some(), ends);
        assert_eq!(callbacks[1].on_train_batch_end(1, 7, loss), None);
    }
}

#[test]
fn model_checkpoint_writes_every_epoch_or_the_better_ones() {
    let checkpoint = |save_best_only, initial_value_threshold| CallbackConfig::ModelCheckpoint {
        filepath: "{epoch}.safetensors".to_owned(),
        monitor: "val_loss".to_owned(),
        save_best_only,
        mode: Mode::Auto,
        initial_value_threshold,
    };
    for (config, expected) in [
        (checkpoint(false, None), vec![1, 2, 3, 4]),
        (checkpoint(true, None), vec![1, 3]),
        (checkpoint(true, Some(0.6)), vec![3]),
    ] {
        let (_, events, _) = run(&[config], &validation(&[0.7, 0.8, 0.5, 0.5]));
        let saved: Vec<usize> = events
            .iter()
            .filter_map(|event| match event {
                CallbackEvent::ModelSaved { epoch, .. } => Some(*epoch),
                _ => None,
            })
            .collect();
        assert_eq!(saved, expected);
    }
}

#[test]
fn a_state_read_back_decides_alike() {
    let configs = [early_stopping("val_loss", 2, None), reduce("val_accuracy", 1, 0.5, 1e-4, 1, 0.0)];
    let epochs = validation(&[0.5, f64::NAN, 0.4, 0.45, 0.41, 0.3]);
    let mut straight = callbacks(&configs);
    let mut resumed = straight.clone();
    for (epoch, logs) in (1..).zip(&epochs) {
        let expected = on_epoch_end(&mut straight, epoch, logs);
        let text = ron::to_string(&resumed).expect("the state can be written");
        resumed = ron::from_str(&text).expect("and read back");
        let decided = on_epoch_end(&mut resumed, epoch, logs);
        assert_eq!(format!("{decided:?}"), format!("{expected:?}"));
    }
}

/// The traces of real runs in `tests/reference/`, which Keras 3.15.1 agrees with.
#[test]
fn real_runs_are_decided_as_they_were() {
    let reference = reference("keras_semantics.json");
    let traces = &reference["callbacks"];
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).collect()
    };
    let expected_reductions = |value: &Value| -> Vec<(usize, f64)> {
        let rows = value.as_array().expect("a list").iter();
        rows.map(|row| (row[0].as_u64().expect("an epoch") as usize, row[1].as_f64().expect("a rate"))).collect()
    };
    let real = &traces["real_run_tf2_47epochs"];
    let (stopped_after, _, stopped) =
        run(&[early_stopping("val_loss", 10, None)], &validation(&numbers(&real["val_loss"])));
    let expected = &real["EarlyStopping_patience10"];
    assert_eq!(Some(stopped_after as u64), expected["stops_after_epoch"].as_u64());
    assert_eq!(stopped[0].epoch_to_restore().map(|epoch| epoch as u64), expected["best_epoch"].as_u64());
    let (_, events, _) =
        run(&[reduce("val_accuracy", 2, 0.5, 1e-4, 0, 1e-5)], &accuracies(&numbers(&real["val_accuracy"])));
    assert_eq!(reductions(&events), expected_reductions(&real["ReduceLR_val_accuracy_p2_f0.5_min1e-5"]));
    for run_name in ["real_run_keras224", "real_run_b"] {
        let real = &traces[run_name];
        let (_, events, _) = run(&[reduce("val_acc", 2, 0.5, 1e-4, 0, 1e-5)], &accuracies(&numbers(&real["val_acc"])));
        assert_eq!(reductions(&events), expected_reductions(&real["ReduceLR_val_acc_p2"]), "{run_name}");
    }
}

/// Random metric curves, NaN among them, under random parameters (`reference/make.py` recorded Keras 3.15.1).
#[test]
fn random_curves_are_decided_as_keras_decides() {
    let recorded: Value = serde_json::from_str(include_str!("reference/decisions.json")).expect("the record is JSON");
    let cases = recorded["cases"].as_array().expect("a list");
    assert!(cases.len() >= 50);
    for (index, case) in cases.iter().enumerate() {
        let configs = [
            keras_config("EarlyStopping", &case["early_stopping"]),
            keras_config("ReduceLROnPlateau", &case["reduce_lr_on_plateau"]),
        ];
        let mut callbacks = callbacks(&configs);
        let curve = |metric: &str, epoch: usize| case["curves"][metric][epoch].as_f64().unwrap_or(f64::NAN);
        let mut learning_rate = case["learning_rate"].as_f64().expect("a rate") as f32;
        let states = case["states"].as_array().expect("a list");
        let (mut wait, mut best_epoch, mut stopped) = (0, 0, false);
        for (epoch, state) in states.iter().enumerate() {
            let validation = (curve("val_loss", epoch), curve("val_accuracy", epoch));
            let logs = logs(curve("loss", epoch), curve("accuracy", epoch), Some(validation), learning_rate);
            let decisions = on_epoch_end(&mut callbacks, epoch + 1, &logs);
            (learning_rate, stopped) = (decisions.learning_rate, decisions.stop);
            let (mut plateau_wait, mut cooldown) = (0, 0);
            for event in decisions.events {
                match event {
                    CallbackEvent::EarlyStopping { wait: now, best_epoch: best, .. } => {
                        (wait, best_epoch) = (now, best - 1);
                    }
                    CallbackEvent::ReduceLROnPlateau { wait, cooldown_left, .. } => {
                        (plateau_wait, cooldown) = (wait, cooldown_left);
                    }
                    other => panic!("{other:?} is not of these callbacks"),
                }
            }
            let count = |at: usize| state[at].as_u64().map(|count| count as usize);
            let decided = [wait, best_epoch, plateau_wait, cooldown].map(Some);
            assert_eq!(decided, [count(0), count(1), count(2), count(3)], "case {index}, epoch {epoch}");
            assert_eq!(Some(learning_rate), state[4].as_f64().map(|rate| rate as f32), "case {index}, epoch {epoch}");
        }
        assert_eq!(Some(stopped), case["stopped"].as_bool(), "case {index}");
        let last = states.len() as u64 - 1;
        let weights_of = callbacks[0].epoch_to_restore().map_or(last, |epoch| epoch as u64 - 1);
        assert_eq!(Some(weights_of), case["weights_of_epoch"].as_u64(), "case {index}");
    }
}

/// Keras's parameters are ours: the configuration reads them by name.
fn keras_config(kind: &str, parameters: &Value) -> CallbackConfig {
    serde_json::from_value(serde_json::json!({ kind: parameters })).expect("Keras's parameters")
}
