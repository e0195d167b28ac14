//! Keras 3's optimisers, element by element.
//!
//! Elements are updated independently, so an [`Update`] may be applied to any part of a tensor as soon as that part's
//! gradient is known, in any order.

mod adam;
mod rmsprop;
mod sgd;
#[cfg(test)]
mod tests;

use crate::config::{Algorithm, OptimizerConfig};

/// One step of an optimiser.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The optimiser; its own learning rate is the initial one and is not used here.
    pub config: OptimizerConfig,
    /// The learning rate of this step.
    pub learning_rate: f32,
    /// The number of steps before this one.
    pub iteration: u64,
}

/// One step of an optimiser for one tensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TensorUpdate<'a> {
    update: &'a Update,
    learning_rate: f32,
    weight_decay: f32,
}

impl TensorUpdate<'_> {
    /// The decay, `w -= w weight_decay rate`, then the step, as [`Update::apply`].
    ///
    /// # Panics
    /// As [`Update::apply`].
    #[inline]
    pub fn apply(self, w: &mut [f32], g: &[f32], slots: &mut [&mut [f32]]) {
        if self.weight_decay != 0.0 {
            for w in &mut *w {
                *w -= *w * self.weight_decay * self.learning_rate;
            }
        }
        self.update.apply_at(self.learning_rate, w, g, slots);
    }
}

/// `average = momentum average + (1 - momentum) w`, of weights after their step.
#[inline]
pub fn update_average(average: &mut [f32], w: &[f32], momentum: f32) {
    for (average, w) in average.iter_mut().zip(w) {
        *average = momentum * *average + (1.0 - momentum) * w;
    }
}

/// The names of an optimiser's slots, in the order in which [`Update::apply`] takes them. All slots begin at 0.
#[must_use]
pub fn slots(config: &OptimizerConfig) -> &'static [&'static str] {
    match config.algorithm {
        Algorithm::SGD { momentum: 0.0, .. } => &[],
        Algorithm::SGD { .. } => &["momentum"],
        Algorithm::RMSprop { momentum: 0.0, .. } => &["velocity"],
        Algorithm::RMSprop { .. } => &["velocity", "momentum"],
        Algorithm::Adam { .. } => &["momentum", "velocity"],
    }
}

/// `x`, or 0 where it is subnormal.
///
/// The slots of a weight whose gradient stays 0 decay into the subnormal range and never leave it, and there arithmetic
/// is many times slower on most processors. The processor's mode that flushes such numbers is no remedy, because Rust
/// assumes that modes of floating-point arithmetic are never changed.
#[inline]
fn flushed(x: f32) -> f32 {
    if x.abs() < f32::MIN_POSITIVE { 0.0 } else { x }
}

impl Update {
    /// The step of a tensor of this name, whose learning rate is multiplied by `multiplier`.
    #[must_use]
    pub fn of_tensor(&self, tensor: &str, multiplier: f32) -> TensorUpdate<'_> {
        let own_name = tensor.rsplit('/').next().unwrap_or(tensor);
        let excluded = self.config.exclude_from_weight_decay.iter().any(|part| own_name.contains(part.as_str()));
        let weight_decay = if excluded { 0.0 } else { self.config.weight_decay };
        TensorUpdate { update: self, learning_rate: self.learning_rate * multiplier, weight_decay }
    }

    /// Updates the weights `w` and their slots with the gradients `g`. All have the same length.
    ///
    /// # Panics
    /// If there are fewer slots than [`slots`] names.
    #[inline]
    pub fn apply(&self, w: &mut [f32], g: &[f32], slots: &mut [&mut [f32]]) {
        self.apply_at(self.learning_rate, w, g, slots);
    }

    #[inline]
    fn apply_at(&self, rate: f32, w: &mut [f32], g: &[f32], slots: &mut [&mut [f32]]) {
        match self.config.algorithm {
            Algorithm::SGD { momentum: 0.0, .. } => sgd::plain(w, g, rate),
            Algorithm::SGD { momentum, nesterov: false } => sgd::momentum(w, g, slots[0], rate, momentum),
            Algorithm::SGD { momentum, nesterov: true } => sgd::nesterov(w, g, slots[0], rate, momentum),
            Algorithm::RMSprop { rho, momentum: 0.0, epsilon } => {
                rmsprop::plain(w, g, slots[0], rate, rho, epsilon);
            }
            Algorithm::RMSprop { rho, momentum, epsilon } => {
                let (velocity, rest) = slots.split_at_mut(1);
                rmsprop::momentum(w, g, (velocity[0], rest[0]), rate, rho, momentum, epsilon);
            }
            Algorithm::Adam { beta_1, beta_2, epsilon } => {
                let rate = adam::corrected_rate(rate, beta_1, beta_2, self.iteration);
                let (means, squares) = slots.split_at_mut(1);
                adam::step(w, g, (means[0], squares[0]), rate, (beta_1, beta_2), epsilon);
            }
        }
    }
}
