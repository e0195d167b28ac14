//! From photographs to batches.

pub mod augment;
pub mod batches;
pub mod cache;
mod csv;
pub mod dataset;
pub mod decode;
pub mod doctor;
pub mod drawings;
pub mod error;
pub mod layout;
pub mod overlay;
mod positional;
mod random;
pub mod resize;
pub mod split;
#[cfg(test)]
pub(crate) mod testing;
pub mod twins;
mod zip;

pub use cache::{PixelStore, Unusable, cache_folder};
pub use dataset::{Dataset, Photo, Stamp};
pub use decode::Picture;
pub use error::{DataError, DecodeError};
pub use layout::{LeftOut, Note};
pub use resize::Preprocessing;
