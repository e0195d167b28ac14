//! Keras 3's optimisers, element by element.
//!
//! Elements are updated independently, so an [`Update`] may be applied to any part of a tensor as soon as that part's
//! gradient is known, in any order.

mod adam;
mod rmsprop;
mod sgd;
#[cfg(test)]
mod tests;

use crate::config::OptimizerConfig;

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

/// The names of an optimiser's slots, in the order in which [`Update::apply`] takes them. All slots begin at 0.
#[must_use]
pub fn slots(config: &OptimizerConfig) -> &'static [&'static str] {
    match *config {
        OptimizerConfig::SGD { momentum: 0.0, .. } => &[],
        OptimizerConfig::SGD { .. } => &["momentum"],
        OptimizerConfig::RMSprop { momentum: 0.0, .. } => &["velocity"],
        OptimizerConfig::RMSprop { .. } => &["velocity", "momentum"],
        OptimizerConfig::Adam { .. } => &["momentum", "velocity"],
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
    /// Updates the weights `w` and their slots with the gradients `g`. All have the same length.
    ///
    /// # Panics
    /// If there are fewer slots than [`slots`] names.
    #[inline]
    pub fn apply(&self, w: &mut [f32], g: &[f32], slots: &mut [&mut [f32]]) {
        let rate = self.learning_rate;
        match self.config {
            OptimizerConfig::SGD { momentum: 0.0, .. } => sgd::plain(w, g, rate),
            OptimizerConfig::SGD { momentum, nesterov: false, .. } => sgd::momentum(w, g, slots[0], rate, momentum),
            OptimizerConfig::SGD { momentum, nesterov: true, .. } => sgd::nesterov(w, g, slots[0], rate, momentum),
            OptimizerConfig::RMSprop { rho, momentum: 0.0, epsilon, .. } => {
                rmsprop::plain(w, g, slots[0], rate, rho, epsilon);
            }
            OptimizerConfig::RMSprop { rho, momentum, epsilon, .. } => {
                let (velocity, rest) = slots.split_at_mut(1);
                rmsprop::momentum(w, g, (velocity[0], rest[0]), rate, rho, momentum, epsilon);
            }
            OptimizerConfig::Adam { beta_1, beta_2, epsilon, .. } => {
                let rate = adam::corrected_rate(rate, beta_1, beta_2, self.iteration);
                let (means, squares) = slots.split_at_mut(1);
                adam::step(w, g, (means[0], squares[0]), rate, (beta_1, beta_2), epsilon);
            }
        }
    }
}
