//! Keras 3's learning-rate schedules, `keras/src/optimizers/schedules/learning_rate_schedule.py`, in single precision.

use std::f32::consts::PI;

use crate::config::LearningRateSchedule;

/// Most epochs whose rates are planned.
const PLANNED: usize = 500;

/// The schedule of a training of so many steps: what is left out of it is filled in.
#[must_use]
pub fn resolved(schedule: &LearningRateSchedule, steps: u64) -> LearningRateSchedule {
    let mut schedule = schedule.clone();
    match &mut schedule {
        LearningRateSchedule::CosineDecay { decay_steps, warmup_target, warmup_steps, .. } => {
            let warmup = if warmup_target.is_some() { *warmup_steps } else { 0 };
            decay_steps.get_or_insert(steps.saturating_sub(warmup).max(1));
        }
        LearningRateSchedule::PolynomialDecay { decay_steps, .. } => {
            decay_steps.get_or_insert(steps.max(1));
        }
        LearningRateSchedule::PiecewiseConstantDecay { .. } => {}
    }
    schedule
}

/// The rate of a step, counted from 0, of a schedule that is [`resolved`].
#[must_use]
pub fn rate(schedule: &LearningRateSchedule, step: u64) -> f32 {
    match schedule {
        LearningRateSchedule::CosineDecay {
            initial_learning_rate,
            decay_steps,
            alpha,
            warmup_target,
            warmup_steps,
        } => {
            let (step, decay_steps) = (step as f32, decay_steps.unwrap_or(1) as f32);
            let (target, after_warmup) = match warmup_target {
                None => (*initial_learning_rate, step.min(decay_steps)),
                Some(target) => {
                    let warmup_steps = *warmup_steps as f32;
                    let step = step.min(decay_steps + warmup_steps);
                    if step < warmup_steps {
                        return (target - initial_learning_rate) * (step / warmup_steps) + initial_learning_rate;
                    }
                    (*target, step - warmup_steps)
                }
            };
            let cosine = 0.5 * (1.0 + (PI * (after_warmup / decay_steps)).cos());
            target * ((1.0 - alpha) * cosine + alpha)
        }
        LearningRateSchedule::PiecewiseConstantDecay { boundaries, values } => {
            let at = boundaries.partition_point(|boundary| *boundary < step);
            values.get(at).or(values.last()).copied().unwrap_or(0.0)
        }
        LearningRateSchedule::PolynomialDecay { initial_learning_rate, decay_steps, end_learning_rate, power } => {
            let decay_steps = decay_steps.unwrap_or(1) as f32;
            let share = (step as f32).min(decay_steps) / decay_steps;
            (initial_learning_rate - end_learning_rate) * (1.0 - share).powf(*power) + end_learning_rate
        }
    }
}

/// Of a training of so many epochs and steps in each: epochs, counted from 1, with the rate of their last step. Of very
/// many epochs only some, evenly chosen.
#[must_use]
pub fn planned_rates(schedule: &LearningRateSchedule, epochs: usize, steps_per_epoch: u64) -> Vec<(usize, f32)> {
    if epochs == 0 || steps_per_epoch == 0 {
        return Vec::new();
    }
    let resolved = resolved(schedule, steps_per_epoch.saturating_mul(epochs as u64));
    let apart = epochs.div_ceil(PLANNED);
    let chosen = (1..=epochs).step_by(apart).chain((!(epochs - 1).is_multiple_of(apart)).then_some(epochs));
    chosen.map(|epoch| (epoch, rate(&resolved, steps_per_epoch.saturating_mul(epoch as u64) - 1))).collect()
}

/// The step from which on the rate no longer changes, of a schedule that is [`resolved`].
#[must_use]
pub fn end(schedule: &LearningRateSchedule) -> u64 {
    match schedule {
        LearningRateSchedule::CosineDecay { decay_steps, warmup_target, warmup_steps, .. } => {
            let warmup = if warmup_target.is_some() { *warmup_steps } else { 0 };
            decay_steps.unwrap_or(1).saturating_add(warmup)
        }
        LearningRateSchedule::PolynomialDecay { decay_steps, .. } => decay_steps.unwrap_or(1),
        LearningRateSchedule::PiecewiseConstantDecay { boundaries, .. } => {
            boundaries.last().map_or(0, |boundary| boundary.saturating_add(1))
        }
    }
}

/// That a schedule does not end with a training of `epochs` epochs of so many steps each, as an English sentence.
#[must_use]
pub fn mismatch(schedule: &LearningRateSchedule, epochs: usize, steps_per_epoch: u64) -> Option<String> {
    let (end, steps) = (end(schedule), (epochs as u64).saturating_mul(steps_per_epoch));
    let kind = schedule.kind();
    match end.cmp(&steps) {
        std::cmp::Ordering::Less => {
            let left = rate(schedule, end);
            Some(format!(
                "{kind} ends at step {end}, and {epochs} epochs have {steps} steps: from epoch {} on the learning rate stays \
                 {left}",
                end / steps_per_epoch.max(1) + 1
            ))
        }
        std::cmp::Ordering::Greater => Some(format!(
            "{kind} ends at step {end}, and {epochs} epochs have only {steps} steps: the learning rate is still {} then",
            rate(schedule, steps.saturating_sub(1))
        )),
        std::cmp::Ordering::Equal => None,
    }
}
