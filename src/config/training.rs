//! Optimiser, batch size and epochs.

use serde::{Deserialize, Serialize};

/// The optimiser, the batch size and the number of epochs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingConfig {
    /// The optimiser and its parameters.
    pub optimizer: OptimizerConfig,
    /// Photographs in each step.
    pub batch_size: usize,
    /// Passes over all training photographs.
    pub epochs: usize,
}

impl Default for TrainingConfig {
    /// The notebook's: SGD, 15 photographs a step, 50 epochs.
    fn default() -> Self {
        Self {
            optimizer: OptimizerConfig::SGD { learning_rate: sgd_rate(), momentum: 0.0, nesterov: false },
            batch_size: 15,
            epochs: 50,
        }
    }
}

/// Keras 3's optimisers with its defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum OptimizerConfig {
    /// Stochastic gradient descent.
    SGD {
        /// The learning rate.
        #[serde(default = "sgd_rate")]
        learning_rate: f32,
        /// The share of the last step that is added.
        #[serde(default)]
        momentum: f32,
        /// Whether momentum is Nesterov's.
        #[serde(default)]
        nesterov: bool,
    },
    /// Steps divided by the root of a moving mean of squared gradients.
    RMSprop {
        /// The learning rate.
        #[serde(default = "adaptive_rate")]
        learning_rate: f32,
        /// The decay of the moving mean.
        #[serde(default = "rmsprop_rho")]
        rho: f32,
        /// The share of the last step that is added.
        #[serde(default)]
        momentum: f32,
        /// Added to the moving mean.
        #[serde(default = "adaptive_epsilon")]
        epsilon: f32,
    },
    /// Moving means of gradients and of their squares.
    Adam {
        /// The learning rate.
        #[serde(default = "adaptive_rate")]
        learning_rate: f32,
        /// The decay of the mean of gradients.
        #[serde(default = "adam_beta_1")]
        beta_1: f32,
        /// The decay of the mean of squares.
        #[serde(default = "adam_beta_2")]
        beta_2: f32,
        /// Added to the root.
        #[serde(default = "adaptive_epsilon")]
        epsilon: f32,
    },
}

impl OptimizerConfig {
    /// The learning rate at the start of training.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        match *self {
            Self::SGD { learning_rate, .. }
            | Self::RMSprop { learning_rate, .. }
            | Self::Adam { learning_rate, .. } => learning_rate,
        }
    }

    /// Keras's name of the optimiser.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SGD { .. } => "SGD",
            Self::RMSprop { .. } => "RMSprop",
            Self::Adam { .. } => "Adam",
        }
    }
}

fn sgd_rate() -> f32 {
    0.01
}

fn adaptive_rate() -> f32 {
    0.001
}

fn rmsprop_rho() -> f32 {
    0.9
}

fn adam_beta_1() -> f32 {
    0.9
}

fn adam_beta_2() -> f32 {
    0.999
}

fn adaptive_epsilon() -> f32 {
    1e-7
}
