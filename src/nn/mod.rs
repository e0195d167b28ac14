//! The network: operations on dfdx's tape, their kernels, layers, initialisers, optimisers and weights.

pub mod error;
pub mod initializers;
pub mod kernels;
pub mod optimizer;
pub mod shapes;
pub mod summary;
pub mod tensors;
pub mod weights_file;
