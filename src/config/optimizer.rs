//! Optimisers with Keras's arguments. In RON they are written as Keras's calls: `SGD(learning_rate: 0.01, momentum: 0.9)`.

use serde::{Deserialize, Serialize};

use super::LearningRate;

/// An optimiser with all its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct OptimizerConfig {
    /// How gradients become steps.
    pub algorithm: Algorithm,
    /// The learning rate, or its schedule.
    pub learning_rate: LearningRate,
    /// The share of each weight, times the learning rate, that is subtracted from it before each step; 0 is none.
    pub weight_decay: f32,
    /// Tensors whose own name holds one of these, such as `bias`, do not decay (Keras's method of this name, without
    /// regular expressions).
    pub exclude_from_weight_decay: Vec<String>,
    /// Whether a moving average of the weights is kept. It is what validates, predicts and is saved.
    pub use_ema: bool,
    /// How much of the moving average stays at each step.
    pub ema_momentum: f32,
}

/// Keras 3's algorithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Algorithm {
    /// Stochastic gradient descent.
    SGD {
        /// The share of the last step that is added.
        momentum: f32,
        /// Whether momentum is Nesterov's.
        nesterov: bool,
    },
    /// Steps divided by the root of a moving mean of squared gradients.
    RMSprop {
        /// The decay of the moving mean.
        rho: f32,
        /// The share of the last step that is added.
        momentum: f32,
        /// Added to the moving mean.
        epsilon: f32,
    },
    /// Moving means of gradients and of their squares.
    Adam {
        /// The decay of the mean of gradients.
        beta_1: f32,
        /// The decay of the mean of squares.
        beta_2: f32,
        /// Added to the root.
        epsilon: f32,
    },
}

impl OptimizerConfig {
    /// `SGD` without weight decay and averages.
    #[must_use]
    pub const fn sgd(learning_rate: f32, momentum: f32, nesterov: bool) -> Self {
        Self::plain(Algorithm::SGD { momentum, nesterov }, learning_rate)
    }

    /// `RMSprop` without weight decay and averages.
    #[must_use]
    pub const fn rmsprop(learning_rate: f32, rho: f32, momentum: f32, epsilon: f32) -> Self {
        Self::plain(Algorithm::RMSprop { rho, momentum, epsilon }, learning_rate)
    }

    /// `Adam` without weight decay and averages.
    #[must_use]
    pub const fn adam(learning_rate: f32, beta_1: f32, beta_2: f32, epsilon: f32) -> Self {
        Self::plain(Algorithm::Adam { beta_1, beta_2, epsilon }, learning_rate)
    }

    const fn plain(algorithm: Algorithm, learning_rate: f32) -> Self {
        Self {
            algorithm,
            learning_rate: LearningRate::Constant(learning_rate),
            weight_decay: 0.0,
            exclude_from_weight_decay: Vec::new(),
            use_ema: false,
            ema_momentum: EMA_MOMENTUM,
        }
    }

    /// Keras's name of the optimiser.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.algorithm {
            Algorithm::SGD { .. } => "SGD",
            Algorithm::RMSprop { .. } => "RMSprop",
            Algorithm::Adam { .. } => "Adam",
        }
    }
}

/// Keras's default.
const EMA_MOMENTUM: f32 = 0.99;

/// The form in RON.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum Written {
    #[serde(rename = "SGD")]
    Sgd {
        #[serde(default = "sgd_rate")]
        learning_rate: LearningRate,
        #[serde(default)]
        momentum: f32,
        #[serde(default)]
        nesterov: bool,
        #[serde(default, skip_serializing_if = "is_zero")]
        weight_decay: f32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exclude_from_weight_decay: Vec<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        use_ema: bool,
        #[serde(default = "default_ema_momentum", skip_serializing_if = "is_default_ema_momentum")]
        ema_momentum: f32,
    },
    RMSprop {
        #[serde(default = "adaptive_rate")]
        learning_rate: LearningRate,
        #[serde(default = "rmsprop_rho")]
        rho: f32,
        #[serde(default)]
        momentum: f32,
        #[serde(default = "adaptive_epsilon")]
        epsilon: f32,
        #[serde(default, skip_serializing_if = "is_zero")]
        weight_decay: f32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exclude_from_weight_decay: Vec<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        use_ema: bool,
        #[serde(default = "default_ema_momentum", skip_serializing_if = "is_default_ema_momentum")]
        ema_momentum: f32,
    },
    Adam {
        #[serde(default = "adaptive_rate")]
        learning_rate: LearningRate,
        #[serde(default = "adam_beta_1")]
        beta_1: f32,
        #[serde(default = "adam_beta_2")]
        beta_2: f32,
        #[serde(default = "adaptive_epsilon")]
        epsilon: f32,
        #[serde(default, skip_serializing_if = "is_zero")]
        weight_decay: f32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exclude_from_weight_decay: Vec<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        use_ema: bool,
        #[serde(default = "default_ema_momentum", skip_serializing_if = "is_default_ema_momentum")]
        ema_momentum: f32,
    },
}

impl From<Written> for OptimizerConfig {
    fn from(written: Written) -> Self {
        match written {
            Written::Sgd {
                learning_rate,
                momentum,
                nesterov,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            } => Self {
                algorithm: Algorithm::SGD { momentum, nesterov },
                learning_rate,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            },
            Written::RMSprop {
                learning_rate,
                rho,
                momentum,
                epsilon,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            } => Self {
                algorithm: Algorithm::RMSprop { rho, momentum, epsilon },
                learning_rate,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            },
            Written::Adam {
                learning_rate,
                beta_1,
                beta_2,
                epsilon,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            } => Self {
                algorithm: Algorithm::Adam { beta_1, beta_2, epsilon },
                learning_rate,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            },
        }
    }
}

impl From<OptimizerConfig> for Written {
    fn from(config: OptimizerConfig) -> Self {
        let OptimizerConfig {
            algorithm,
            learning_rate,
            weight_decay,
            exclude_from_weight_decay,
            use_ema,
            ema_momentum,
        } = config;
        match algorithm {
            Algorithm::SGD { momentum, nesterov } => Self::Sgd {
                learning_rate,
                momentum,
                nesterov,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            },
            Algorithm::RMSprop { rho, momentum, epsilon } => Self::RMSprop {
                learning_rate,
                rho,
                momentum,
                epsilon,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            },
            Algorithm::Adam { beta_1, beta_2, epsilon } => Self::Adam {
                learning_rate,
                beta_1,
                beta_2,
                epsilon,
                weight_decay,
                exclude_from_weight_decay,
                use_ema,
                ema_momentum,
            },
        }
    }
}

fn sgd_rate() -> LearningRate {
    LearningRate::Constant(0.01)
}

fn adaptive_rate() -> LearningRate {
    LearningRate::Constant(0.001)
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

fn default_ema_momentum() -> f32 {
    EMA_MOMENTUM
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(value: &f32) -> bool {
    *value == 0.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_default_ema_momentum(value: &f32) -> bool {
    value.to_bits() == EMA_MOMENTUM.to_bits()
}
