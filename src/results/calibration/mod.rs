//! Calibration: probabilities that agree with the share of correct predictions.

mod reliability;
mod temperature;

pub use reliability::{BINS, Bin, Reliability};
pub use temperature::Temperature;
