//! Exchange with other programs: runs leave as files of other libraries, and networks of other libraries become runs.
//!
//! [`export()`] writes a run in a [`Format`]; the output is whole or absent. [`import()`] makes a run of a file whose network
//! has layers that the program has. Both carry the exact preprocessing ([`Description`]), since a network that is given other
//! pixels answers otherwise. Each format is a file or folder of this floor, and knows [`Model`] (what leaves) or makes a
//! [`ReadModel`] (what comes in).

pub mod axes;
mod bytes;
mod class_order;
pub mod cluster;
mod description;
mod error;
mod export;
mod format;
mod hdf5;
mod import;
mod keras;
mod model;
pub mod notebook;
pub mod onnx;
mod parity;
mod portuguese;
pub mod pretrained;
pub mod python;
pub mod pytorch;
mod read_model;
mod safetensors;
pub mod tensorboard;
#[cfg(test)]
mod tests;

pub use description::{Description, Pixels};
pub use error::{ExchangeError, ForeignLayer, Unreadable};
pub use export::{ExportOptions, Exported, Layout, Naming, export};
pub use format::{Format, UnknownFormat};
pub use import::{ENDINGS, ImportOptions, Imported, PixelOverrides, can_import, import};
pub use model::{Model, OptimizerState};
pub use parity::{Compared, Parity};
pub use read_model::ReadModel;
