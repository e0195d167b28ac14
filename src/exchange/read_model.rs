//! A network that a file of another program holds, in the words of this one.

use super::description::Pixels;
use super::model::OptimizerState;
use crate::config::{NetworkConfig, TrainingConfig};
use crate::run::Tensors;

/// What a reader found in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadModel {
    /// The layers.
    pub network: NetworkConfig,
    /// The tensors by the names and in the orders of this program.
    pub tensors: Tensors,
    /// How many values the network puts out.
    pub outputs: usize,
    /// The classes' names, where the file has them.
    pub classes: Option<Vec<String>>,
    /// The preprocessing, where the file has it.
    pub pixels: Option<Pixels>,
    /// Optimiser and loss, where the file has them.
    pub training: Option<TrainingConfig>,
    /// The optimiser's state, where the file has it.
    pub optimizer: Option<OptimizerState>,
}
