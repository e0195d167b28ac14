//! Bigode: a workbench in which a person trains a convolutional network, sees each step of it, and understands it.
//!
//! Each module is a floor of the house and knows only the floors below it; `ARCHITECTURE.md` has the map.

#[cfg(feature = "window")]
pub mod app;
pub mod charts;
pub mod cli;
pub mod config;
pub mod data;
pub mod engine;
pub mod exchange;
pub mod files;
#[doc(hidden)]
pub mod fuzzing;
pub mod lessons;
pub mod memory;
pub mod nn;
pub mod panics;
pub mod predict;
pub mod results;
pub mod run;
pub mod shared_error;
pub mod text;
pub mod train;
