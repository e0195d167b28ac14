//! The network: operations on dfdx's tape, their kernels, layers, initialisers, optimisers and weights.

pub mod error;
pub mod initializers;
pub mod shapes;
