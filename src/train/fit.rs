//! `fit`: the training as one loop, to be read from top to bottom.

use std::ops::ControlFlow;

use super::callbacks::on_epoch_end;
use super::control::{Control, Flow};
use super::error::TrainError;
use super::journal::Journal;
use super::meter::{Meter, Position};
use super::metrics::{Logs, PassMetrics, RunningMetrics};
use super::schedule;
use super::state::RunningEpoch;
use super::training::Training;
use super::work::RunWork;
use crate::data::batches::{self, Mode};
use crate::nn::{DropoutKey, argmax, softmax};
use crate::run::{RunEnd, TrainEvent};

/// Photographs that are validated at once. Only the speed depends on it.
pub(super) const VALIDATION_BATCH: usize = 64;

/// Trains until all epochs are done, a callback ends the training, or it is stopped. A stop within an epoch saves the
/// epoch as far as it is trained.
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
    let work = RunWork::new(training.config, training.network.classes(), photographs, validation)?;
    while !training.state.finished(epochs) {
        let epoch = training.state.epochs_done() + 1;
        journal.report(TrainEvent::EpochStarted { epoch })?;

        let begun = training.state.running.unwrap_or_default();
        let validates = validation > 0 && training.config.training.validates(epoch);
        let meter = Meter::start(epoch, epochs, &work, control.now());
        let mut meter = meter.continue_after(begun.seconds);
        let (trained, flow) = train(training, begun, &mut meter, control, journal)?;
        let validated = match flow {
            ControlFlow::Break(()) => ControlFlow::Break(()),
            ControlFlow::Continue(()) if !validates => ControlFlow::Continue(None),
            ControlFlow::Continue(()) => validate(training, &mut meter, control)?.map_continue(Some),
        };
        let ControlFlow::Continue(validated) = validated else {
            if trained.batches > 0 {
                training.save_within_epoch(trained, journal)?;
            }
            return Ok(RunEnd::Stopped);
        };
        let validated = match validated {
            None => None,
            Some((validated, predictions)) => {
                if !validated.loss.is_finite() {
                    journal.report_invalid_loss(epoch, None)?;
                }
                training.predictions.insert(epoch, predictions);
                Some(validated)
            }
        };

        let learning_rate = training.state.learning_rate;
        let logs = Logs { training: trained.metrics.mean(), validation: validated, learning_rate };
        let now = control.now();
        let stats = logs.epoch_stats(epoch, meter.seconds(now), meter.images_per_second(photographs, now));
        journal.report(TrainEvent::EpochEnded(stats))?;
        let decisions = on_epoch_end(&mut training.state.callbacks, epoch, &logs);
        training.state.learning_rate = decisions.learning_rate;
        training.state.stopped_by_callback |= decisions.stop;
        training.state.history.push(stats);
        training.state.running = None;
        training.keep_weights()?;

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

/// One pass over all training photographs, in the epoch's own order, from the batch on where it `begun`. Returns how far
/// it came; `Break` if it is stopped.
fn train(
    training: &mut Training<'_>,
    begun: RunningEpoch,
    meter: &mut Meter,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<(RunningEpoch, ControlFlow<()>), TrainError> {
    let (config, photographs) = (training.config, training.photographs);
    let (seed, batch_size, epoch) = (config.seed, config.training.batch_size, training.state.epochs_done() + 1);
    let mut order = batches::shuffled(&photographs.training, seed, epoch as u64);
    let (total, batches) = (order.len(), order.len().div_ceil(batch_size));
    // A callback that ends the training ends the epoch, too.
    let done = if training.state.stopped_by_callback { total } else { total.min(begun.batches * batch_size) };
    let order = order.split_off(done);
    let (mut running, mut saved_at) = (begun, meter.since());
    let size = config.training.picture_size(epoch, config.network.input);
    training.network.set_input(&config.network, size)?;
    for loaded in photographs.loader.pass(order, batch_size, Mode::Training { seed, epoch: epoch as u64, size }) {
        let loaded = loaded?;
        if wait(control, meter).is_break() {
            running.seconds = meter.seconds(control.now());
            return Ok((running, ControlFlow::Break(())));
        }
        let Training { network, state, .. } = &mut *training;
        if let Some(schedule) = &state.schedule {
            state.learning_rate = schedule::rate(schedule, state.steps_done);
        }
        let dropout = DropoutKey { seed, step: state.steps_done };
        let (x, labels, rate) = (&loaded.x, &loaded.labels, state.learning_rate);
        let outcome = if photographs.of_features {
            network.train_features(x, labels, rate, dropout)?
        } else {
            network.train_batch(x, labels, rate, dropout)?
        };
        state.steps_done += 1;
        running.batches += 1;
        running.metrics.add_batch(outcome.loss, outcome.correct, loaded.len());
        photographs.loader.recycle(loaded);
        let batch = running.batches;
        if !outcome.loss.is_finite() {
            journal.report_invalid_loss(epoch, Some(batch))?;
        }

        let photographs_done = (batch * batch_size).min(total);
        let mean = running.metrics.mean();
        let position = Position { validating: false, batch, batches, photographs_done, mean };
        let now = control.now();
        control.publish(meter.progress(position, now));
        let ended = state.callbacks.iter().find_map(|callback| callback.on_train_batch_end(epoch, batch, outcome.loss));
        if let Some(event) = ended {
            state.stopped_by_callback = true;
            journal.report(TrainEvent::Callback(event))?;
            break;
        }
        if control.checkpoint_due(batch, saved_at, now) {
            training.save_within_epoch(RunningEpoch { seconds: meter.seconds(now), ..running }, journal)?;
            saved_at = control.now();
            meter.exclude(saved_at.saturating_duration_since(now));
        }
    }
    let now = control.now();
    meter.end_training(now);
    running.seconds = meter.seconds(now);
    Ok((running, ControlFlow::Continue(())))
}

/// One pass over all validation photographs, in inference mode: the metrics, and the probabilities in the order of
/// `split.csv`. `Break` if it is stopped.
fn validate(
    training: &mut Training<'_>,
    meter: &mut Meter,
    control: &Control,
) -> Result<ControlFlow<(), (PassMetrics, Vec<f32>)>, TrainError> {
    let Training { photographs, network, config, .. } = training;
    network.set_input(&config.network, config.network.input)?;
    let classes = network.classes();
    let mut listed = photographs.validation.clone();
    listed.sort_unstable();
    let mut predictions = vec![0.0; listed.len() * classes];
    let order = photographs.validation.clone();
    let (total, batches) = (order.len(), order.len().div_ceil(VALIDATION_BATCH));
    let mut running = RunningMetrics::default();
    let mirrored = photographs.of_features && network.averages_mirrored();
    let mut of_mirrored = mirrored.then(|| photographs.loader.pass(order.clone(), VALIDATION_BATCH, Mode::Mirrored));
    let pass = photographs.loader.pass(order, VALIDATION_BATCH, Mode::Plain);
    for (batch, loaded) in (1..).zip(pass) {
        let loaded = loaded?;
        if wait(control, meter).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let mut logits =
            if photographs.of_features { network.logits_of_features(&loaded.x)? } else { network.logits(&loaded.x)? };
        if let Some(mirrored) = of_mirrored.as_mut().and_then(Iterator::next).transpose()? {
            logits = network.mean_of(&logits, &network.logits_of_features(&mirrored.x)?);
            photographs.loader.recycle(mirrored);
        }
        let losses = network.validation_losses(&logits, &loaded.labels);
        running.add_losses(&losses, count_correct(&logits, &loaded.labels, classes));
        for (index, row) in loaded.indices.iter().zip(softmax(&logits, classes).chunks_exact(classes)) {
            let place = listed.partition_point(|other| (*other as usize) < *index);
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
