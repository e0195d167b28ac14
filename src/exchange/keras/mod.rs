//! Keras's files: `.keras`, `.weights.h5` and the legacy `.h5`, written as Keras 3 writes them with the arguments that Keras
//! 3.0 has, and read from any version.
//!
//! A network without residual blocks is a `Sequential`, one with them a `Functional` model. In both, groups of weights are
//! named by the layers' classes, numbered in the order of the model's layers ([`order`]).

mod archive;
mod graph;
mod legacy;
mod model_config;
mod optimizer;
mod order;
mod read_layer;
#[cfg(test)]
mod tests;
mod variables;
mod weights;
mod write_layers;

pub(super) use archive::{export as export_archive, read as read_archive};
pub(super) use legacy::{export as export_legacy, read as read_legacy};
pub(super) use weights::{export as export_weights, read as read_weights};
