//! What a network learnt and where it is wrong: figures about labelled photographs that a network has judged.
//!
//! [`Judgements`] are the network's answers beside the labels; everything else here is computed from them.

mod comparison;
mod cuts;
pub mod doubt;
mod epochs;
pub mod evaluation;
mod judgements;
mod order;
pub mod pictures;
mod reliability;
pub mod report;
mod scores;
mod table;
#[cfg(test)]
mod tests;

pub use comparison::{ComparedRun, Comparison, Decisions, Difference, NotShared, Shared};
pub use cuts::{Cut, Cuts};
pub use doubt::{Doubt, Familiarity, Temperature};
pub use epochs::epochs;
pub use evaluation::{Evaluation, EvaluationError, Judge, Set, Source, kept_doubt};
pub use judgements::Judgements;
pub use order::Order;
pub use reliability::{BINS, Bin, Reliability};
pub use scores::{ClassScore, Scores};
