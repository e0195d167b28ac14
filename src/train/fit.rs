//! `fit`: the training as one loop, to be read from top to bottom.

use std::ops::ControlFlow;

use super::callbacks::on_epoch_end;
use super::control::{Control, Flow};
use super::error::TrainError;
use super::journal::Journal;
use super::meter::{Meter, Position};
use super::metrics::{Logs, PassMetrics, RunningMetrics};
use super::training::Training;
use crate::data::batches::{self, Mode};
use crate::nn::{DropoutKey, argmax, softmax, softmax_cross_entropy};
use crate::run::{RunEnd, TrainEvent};

/// Photographs that are validated at once. Only the speed depends on it.
pub(super) const VALIDATION_BATCH: usize = 64;

/// Trains until all epochs are done, a callback ends the training, or it is stopped. An epoch that is not completed
/// leaves nothing on disk.
///
/// # Errors
/// If photographs can no longer be read, the network fails, or the run's folder can no longer be written.
pub(super) fn fit(
    training: &mut Training<'_>,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<RunEnd, TrainError> {
    let epochs = training.config.training.epochs;
    let (photographs, validation) = (training.photographs.training.len(), training.photographs.validation.len());
    while !training.state.finished(epochs) {
        let epoch = training.state.epochs_done() + 1;
        journal.report(TrainEvent::EpochStarted { epoch })?;

        let mut meter = Meter::start(epoch, epochs, photographs, validation, control.now());
        let ControlFlow::Continue(trained) = train(training, &mut meter, control, journal)? else {
            return Ok(RunEnd::Stopped);
        };
        let validated = if validation == 0 {
            None
        } else {
            let ControlFlow::Continue((validated, predictions)) = validate(training, &mut meter, control)? else {
                return Ok(RunEnd::Stopped);
            };
            if !validated.loss.is_finite() {
                journal.report_invalid_loss(epoch, None)?;
            }
            training.predictions.insert(epoch, predictions);
            Some(validated)
        };

        let logs = Logs { training: trained, validation: validated, learning_rate: training.state.learning_rate };
        let now = control.now();
        let stats = logs.epoch_stats(epoch, meter.seconds(now), meter.images_per_second(photographs, now));
        journal.report(TrainEvent::EpochEnded(stats))?;
        let decisions = on_epoch_end(&mut training.state.callbacks, epoch, &logs);
        training.state.learning_rate = decisions.learning_rate;
        training.state.stopped_by_callback |= decisions.stop;
        training.state.history.push(stats);
        training.keep_weights(journal)?;

        for name in &decisions.save_weights {
            training.save_weights_as(name)?;
        }
        for event in decisions.events {
            journal.report(TrainEvent::Callback(event))?;
        }
        training.save_checkpoint(journal)?;
        journal.report(TrainEvent::CheckpointSaved { epoch })?;
        training.save_epoch_files()?;

        if control.ends_after_epoch() && !training.state.finished(epochs) {
            return Ok(RunEnd::Stopped);
        }
    }
    Ok(if training.state.stopped_by_callback { RunEnd::StoppedByCallback } else { RunEnd::Completed })
}

/// One pass over all training photographs, in the epoch's own order. `Break` if it is stopped.
fn train(
    training: &mut Training<'_>,
    meter: &mut Meter,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<ControlFlow<(), PassMetrics>, TrainError> {
    let Training { config, photographs, network, state, .. } = training;
    let (seed, batch_size, epoch) = (config.seed, config.training.batch_size, state.epochs_done() + 1);
    let order = batches::shuffled(&photographs.training, seed, epoch as u64);
    let (total, batches) = (order.len(), order.len().div_ceil(batch_size));
    let mut running = RunningMetrics::default();
    let pass = photographs.loader.pass(order, batch_size, Mode::Training { seed, epoch: epoch as u64 });
    for (batch, loaded) in (1..).zip(pass) {
        let loaded = loaded?;
        if wait(control, meter).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let dropout = DropoutKey { seed, step: state.steps_done };
        let outcome = network.train_batch(&loaded.x, &loaded.labels, state.learning_rate, dropout)?;
        state.steps_done += 1;
        running.add_batch(outcome.loss, outcome.correct, loaded.len());
        photographs.loader.recycle(loaded);
        if !outcome.loss.is_finite() {
            journal.report_invalid_loss(epoch, Some(batch))?;
        }

        let photographs_done = (batch * batch_size).min(total);
        let mean = running.mean();
        let position = Position { validating: false, batch, batches, photographs_done, mean };
        control.publish(meter.progress(position, control.now()));
        let ended = state.callbacks.iter().find_map(|callback| callback.on_train_batch_end(epoch, batch, outcome.loss));
        if let Some(event) = ended {
            state.stopped_by_callback = true;
            journal.report(TrainEvent::Callback(event))?;
            break;
        }
    }
    meter.end_training(control.now());
    Ok(ControlFlow::Continue(running.mean()))
}

/// One pass over all validation photographs, in inference mode: the metrics, and the probabilities in the order of
/// `split.csv`. `Break` if it is stopped.
fn validate(
    training: &mut Training<'_>,
    meter: &mut Meter,
    control: &Control,
) -> Result<ControlFlow<(), (PassMetrics, Vec<f32>)>, TrainError> {
    let Training { photographs, network, .. } = training;
    let classes = network.classes();
    let mut listed = photographs.validation.clone();
    listed.sort_unstable();
    let mut predictions = vec![0.0; listed.len() * classes];
    let order = photographs.validation.clone();
    let (total, batches) = (order.len(), order.len().div_ceil(VALIDATION_BATCH));
    let mut running = RunningMetrics::default();
    let pass = photographs.loader.pass(order, VALIDATION_BATCH, Mode::Plain);
    for (batch, loaded) in (1..).zip(pass) {
        let loaded = loaded?;
        if wait(control, meter).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let logits = network.logits(&loaded.x)?;
        let losses = softmax_cross_entropy(&logits, &loaded.labels, classes);
        running.add_losses(&losses, count_correct(&logits, &loaded.labels, classes));
        for (index, row) in loaded.indices.iter().zip(softmax(&logits, classes).chunks_exact(classes)) {
            let place = listed.partition_point(|other| other < index);
            predictions[place * classes..][..classes].copy_from_slice(row);
        }
        photographs.loader.recycle(loaded);

        let photographs_done = (batch * VALIDATION_BATCH).min(total);
        let mean = running.mean();
        let position = Position { validating: true, batch, batches, photographs_done, mean };
        control.publish(meter.progress(position, control.now()));
    }
    Ok(ControlFlow::Continue((running.mean(), predictions)))
}

/// Waits while the training is paused, which does not count as time. `Break` if it is stopped.
fn wait(control: &Control, meter: &mut Meter) -> ControlFlow<()> {
    match control.check() {
        Flow::Continue { paused } => {
            meter.exclude(paused);
            ControlFlow::Continue(())
        }
        Flow::Stop => ControlFlow::Break(()),
    }
}

/// How many rows have their largest logit on their label.
fn count_correct(logits: &[f32], labels: &[u32], classes: usize) -> usize {
    logits.chunks_exact(classes).zip(labels).filter(|(row, label)| argmax(row) == **label as usize).count()
}
