//! From photographs to batches.

pub mod augment;
mod csv;
pub mod dataset;
pub mod decode;
pub mod doctor;
pub mod error;
pub mod exif;
pub mod layout;
mod random;
pub mod resize;
pub mod split;
mod zip;

pub use dataset::{Dataset, Photo, Stamp};
pub use decode::Picture;
pub use error::{DataError, DecodeError};
pub use layout::{LeftOut, Note};
pub use resize::Preprocessing;
