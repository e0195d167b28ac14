//! The learning rate: a number, or one of Keras's schedules by step.

use ron::value::RawValue;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parse::options;

/// The learning rate. In RON: `0.01`, or a schedule such as `CosineDecay(initial_learning_rate: 0.05, decay_steps: 3600)`.
#[derive(Debug, Clone, PartialEq)]
pub enum LearningRate {
    /// The same at each step, unless a callback changes it.
    Constant(f32),
    /// A function of the step.
    Schedule(LearningRateSchedule),
}

/// Keras 3's schedules, by training steps counted from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LearningRateSchedule {
    /// Half a cosine from the first rate down to `alpha` times it, after a linear warm-up if there is one.
    CosineDecay {
        /// The rate at step 0.
        initial_learning_rate: f32,
        /// Steps from the end of warm-up to the end of the decay; left out, up to the training's last step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decay_steps: Option<u64>,
        /// The share of the first rate, or of `warmup_target`, that remains.
        #[serde(default)]
        alpha: f32,
        /// The rate at the end of warm-up; left out, there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        warmup_target: Option<f32>,
        /// Steps of warm-up.
        #[serde(default)]
        warmup_steps: u64,
    },
    /// One rate up to and including each boundary, and one after the last.
    PiecewiseConstantDecay {
        /// Steps, rising.
        boundaries: Vec<u64>,
        /// The rates, one more than boundaries.
        values: Vec<f32>,
    },
    /// A line, or a power of one, from the first rate to the last.
    PolynomialDecay {
        /// The rate at step 0.
        initial_learning_rate: f32,
        /// Steps to the last rate; left out, up to the training's last step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decay_steps: Option<u64>,
        /// The last rate.
        #[serde(default = "default_end")]
        end_learning_rate: f32,
        /// The power; 1 is a line.
        #[serde(default = "default_power")]
        power: f32,
    },
}

impl LearningRate {
    /// The rate of the first step.
    #[must_use]
    pub fn at_start(&self) -> f32 {
        match self {
            Self::Constant(rate)
            | Self::Schedule(
                LearningRateSchedule::CosineDecay { initial_learning_rate: rate, .. }
                | LearningRateSchedule::PolynomialDecay { initial_learning_rate: rate, .. },
            ) => *rate,
            Self::Schedule(LearningRateSchedule::PiecewiseConstantDecay { values, .. }) => {
                values.first().copied().unwrap_or(0.0)
            }
        }
    }
}

impl LearningRateSchedule {
    /// Keras's name of the schedule.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CosineDecay { .. } => "CosineDecay",
            Self::PiecewiseConstantDecay { .. } => "PiecewiseConstantDecay",
            Self::PolynomialDecay { .. } => "PolynomialDecay",
        }
    }
}

impl Serialize for LearningRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Constant(rate) => rate.serialize(serializer),
            Self::Schedule(schedule) => schedule.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for LearningRate {
    /// A schedule begins with a letter, and a number does not, but for `inf` and `NaN`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Box::<RawValue>::deserialize(deserializer)?;
        let text = written.get_ron().trim();
        let read = if text.starts_with(|first: char| first.is_ascii_uppercase()) && text != "NaN" {
            options().from_str(text).map(Self::Schedule)
        } else {
            options().from_str(text).map(Self::Constant)
        };
        read.map_err(|error| D::Error::custom(error.code))
    }
}

/// Keras's default.
fn default_end() -> f32 {
    0.0001
}

/// Keras's default.
fn default_power() -> f32 {
    1.0
}
