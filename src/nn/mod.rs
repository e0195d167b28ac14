//! The network: operations on dfdx's tape, their kernels, layers, initialisers, optimisers and weights.

mod context;
pub mod error;
pub mod explain;
mod folded;
mod half_precision;
mod inference;
pub mod initializers;
pub mod kernels;
mod layer_problem;
mod loss;
mod memory;
mod network;
mod ops;
pub mod optimizer;
mod params;
mod plan;
mod portuguese;
pub mod pretrained;
mod probabilities;
mod reuse;
pub mod shapes;
mod speed;
mod statistics;
pub mod summary;
mod tape;
pub mod tensors;
pub mod weights_file;

pub use error::NetworkError;
pub use half_precision::of_half;
pub use layer_problem::{Branch, LayerProblem, Window};
pub use loss::Loss;
pub use memory::{TrainingMemory, training_memory};
pub use network::{BatchOutcome, DropoutKey, GradientCheck, Network, Phase, check_tensors};
pub use probabilities::{argmax, softmax, softmax_cross_entropy};
pub use speed::{check_simd, likely_training_speed, measure_memory_speed, measure_peak_gflops, simd_name};
pub use statistics::{ChannelStatistics, MapStatistics, Observation};
pub use tensors::{OwnedTensor, TensorView};

#[cfg(test)]
mod tests;
