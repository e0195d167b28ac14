//! How a trained network is asked.

use serde::{Deserialize, Serialize};

/// How a trained network is asked, in validation and ever after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PredictionConfig {
    /// Whether each prediction is the mean of the probabilities of the photograph and of its mirror image.
    pub mirror_averaging: bool,
}

impl PredictionConfig {
    /// Whether each photograph is predicted once, as it is.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}
