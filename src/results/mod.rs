//! What a network learned and where it is wrong: figures about labelled photographs and a network's predictions.
//!
//! [`Predictions`] are the network's probabilities beside the labels; everything else here is computed from them.

pub mod calibration;
mod comparison;
mod epochs;
pub mod evaluation;
pub mod novelty;
mod order;
pub mod pictures;
mod portuguese;
mod predictions;
pub mod report;
mod scores;
mod table;
#[cfg(test)]
mod tests;
mod threshold_curve;
pub mod uncertainty;

pub use calibration::{BINS, Bin, Reliability, Temperature};
pub use comparison::{ComparedCurves, ComparedRun, Comparison, Decisions, Difference, NotShared, RunCurves, Shared};
pub use epochs::epochs;
pub use evaluation::{
    Evaluation, EvaluationError, EvaluationNote, Evaluator, LeftOut, LeftOutReason, Set, Source, stored_uncertainty,
};
pub use novelty::NoveltyDetector;
pub use order::Order;
pub use predictions::Predictions;
pub use scores::{Average, ClassScore, ConfusedPair, Scores};
pub use threshold_curve::{OperatingPoint, ThresholdCurve};
pub use uncertainty::{NOVEL_ABOVE, Uncertainty};
