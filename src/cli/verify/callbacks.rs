//! Section `callbacks`: what EarlyStopping and ReduceLROnPlateau decide on the metric curves of real runs.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::report::Report;
use super::semantics::unknown;
use crate::config::{CallbackConfig, Metric, Mode};
use crate::run::{CallbackEvent, Verdict};
use crate::train::callbacks::{self, Decisions};
use crate::train::{Logs, PassMetrics};

/// The rate that the traces start with: RMSprop's default.
const LEARNING_RATE: f32 = 0.001;

/// The validation curves of a run.
struct Curves {
    val_loss: Vec<f64>,
    val_accuracy: Vec<f64>,
}

#[derive(Deserialize)]
struct Stop {
    stops_after_epoch: usize,
    best_epoch: usize,
}

/// Replays every decision of every run in the section.
pub(super) fn check(section: &str, runs: &Value, report: &mut Report) -> anyhow::Result<()> {
    for (run, entries) in BTreeMap::<String, BTreeMap<String, Value>>::deserialize(runs)? {
        check_run(&format!("{section}: {run}"), &entries, report).with_context(|| run.clone())?;
    }
    Ok(())
}

fn check_run(name: &str, entries: &BTreeMap<String, Value>, report: &mut Report) -> anyhow::Result<()> {
    let mut curves = Curves { val_loss: Vec::new(), val_accuracy: Vec::new() };
    for (key, value) in entries {
        match key.parse() {
            Ok(Metric::ValLoss) => curves.val_loss = Vec::deserialize(value)?,
            Ok(Metric::ValAccuracy) => curves.val_accuracy = Vec::deserialize(value)?,
            Ok(_) | Err(_) => {}
        }
    }
    for (key, value) in entries {
        let name = format!("{name}: {key}");
        if let Some(settings) = key.strip_prefix("EarlyStopping") {
            check_early_stopping(&name, settings, &curves, &Stop::deserialize(value)?, report)?;
        } else if let Some(settings) = key.strip_prefix("ReduceLR_") {
            check_reductions(&name, settings, &curves, &Vec::deserialize(value)?, report)?;
        } else if key != "source" && key.parse::<Metric>().is_err() {
            unknown(&name, report)?;
        }
    }
    Ok(())
}

/// `EarlyStopping_patience10`, on `val_loss`: when it stops, and which epoch is the best.
fn check_early_stopping(
    name: &str,
    settings: &str,
    curves: &Curves,
    reference: &Stop,
    report: &mut Report,
) -> anyhow::Result<()> {
    let patience = settings.strip_prefix("_patience").context("expected a name like EarlyStopping_patience10")?;
    let config = CallbackConfig::EarlyStopping {
        monitor: Metric::ValLoss.name().to_owned(),
        min_delta: 0.0,
        patience: patience.parse()?,
        mode: Mode::Auto,
        baseline: None,
        restore_best_weights: false,
        start_from_epoch: 0,
    };
    let mut stop = None;
    replay(&config, curves, |epoch, decisions| {
        for event in &decisions.events {
            if let CallbackEvent::EarlyStopping { best_epoch, verdict: Verdict::Stopped, .. } = event {
                stop = stop.or(Some((epoch, *best_epoch)));
            }
        }
    })?;
    report.exact(name, &stop, &Some((reference.stops_after_epoch, reference.best_epoch)))?;
    Ok(())
}

/// `ReduceLR_val_accuracy_p2_f0.5_min1e-5`: after which epochs the rate falls, and to what. The factor and the least
/// rate are the notebook's where they are left out.
fn check_reductions(
    name: &str,
    settings: &str,
    curves: &Curves,
    reference: &Vec<(usize, f64)>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let (monitor, settings) = settings.split_once("_p").context("expected a name like ReduceLR_val_acc_p2")?;
    let mut settings = settings.split('_');
    let patience = settings.next().unwrap_or_default().parse().context("patience")?;
    let (mut factor, mut min_lr) = (0.5, 1e-5);
    for setting in settings {
        if let Some(least) = setting.strip_prefix("min") {
            min_lr = least.parse().context("min")?;
        } else if let Some(times) = setting.strip_prefix('f') {
            factor = times.parse().context("f")?;
        } else {
            bail!("{setting} is not a setting that this program knows");
        }
    }
    let config = CallbackConfig::ReduceLROnPlateau {
        monitor: monitor.to_owned(),
        factor,
        patience,
        min_delta: 1e-4,
        mode: Mode::Auto,
        cooldown: 0,
        min_lr,
    };
    let mut reductions = Vec::new();
    replay(&config, curves, |epoch, decisions| {
        for event in &decisions.events {
            if let CallbackEvent::ReduceLROnPlateau { change: Some(change), .. } = event {
                reductions.push((epoch, f64::from(change.new)));
            }
        }
    })?;
    report.exact(name, &reductions, reference)?;
    Ok(())
}

/// Shows a callback the curves, epoch after epoch (counted from 1), as training would.
fn replay(config: &CallbackConfig, curves: &Curves, mut on_epoch: impl FnMut(usize, &Decisions)) -> anyhow::Result<()> {
    let monitored = match config.monitor().map(str::parse) {
        Some(Ok(Metric::ValLoss)) => &curves.val_loss,
        Some(Ok(Metric::ValAccuracy)) => &curves.val_accuracy,
        _ => bail!("the traces hold val_loss and val_accuracy only"),
    };
    ensure!(!monitored.is_empty(), "the run has no such curve");
    let mut callbacks = callbacks::from_config(std::slice::from_ref(config), true)?;
    let mut learning_rate = LEARNING_RATE;
    for epoch in 1..=monitored.len() {
        let value = |curve: &[f64]| curve.get(epoch - 1).copied().unwrap_or(0.0);
        let pass = PassMetrics { loss: value(&curves.val_loss), accuracy: value(&curves.val_accuracy) };
        let logs = Logs { training: pass, validation: Some(pass), learning_rate };
        let decisions = callbacks::on_epoch_end(&mut callbacks, epoch, &logs);
        learning_rate = decisions.learning_rate;
        on_epoch(epoch, &decisions);
        if decisions.stop {
            break;
        }
    }
    Ok(())
}
