//! What a network learnt and where it is wrong: figures about labelled photographs that a network has judged.
//!
//! [`Predictions`] are the network's answers beside the labels; everything else here is computed from them.

pub mod calibration;
mod comparison;
mod epochs;
pub mod evaluation;
pub mod novelty;
mod order;
pub mod pictures;
mod portuguese;
mod predictions;
mod threshold_curve;
pub mod uncertainty;

pub mod report;
mod scores;
mod table;
#[cfg(test)]
mod tests;

pub use calibration::{BINS, Bin, Reliability, Temperature};
pub use comparison::{ComparedRun, Comparison, Decisions, Difference, NotShared, Shared};
pub use epochs::epochs;
pub use evaluation::{Evaluation, EvaluationError, Evaluator, Set, Source, kept_uncertainty};
pub use novelty::NoveltyDetector;
pub use order::Order;
pub use predictions::Predictions;
pub use threshold_curve::{OperatingPoint, ThresholdCurve};
pub use uncertainty::Uncertainty;

pub use scores::{ClassScore, Scores};
