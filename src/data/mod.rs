//! From photographs to batches.

pub mod augment;
pub mod batches;
pub mod cache;
mod csv;
pub mod dataset;
pub mod decode;
pub mod doctor;
pub mod drawings;
pub mod duplicates;
pub mod error;
mod fingerprint;
pub mod layout;
pub mod list;
mod opening;
pub mod overlay;
mod parallel;
pub mod photos;
mod png;
mod portuguese;
mod random;
pub mod resize;
pub mod split;
mod store;
#[cfg(test)]
pub(crate) mod testing;
mod unusable;
mod zip;

pub use self::csv::{CsvProblem, TableProblem, guarded, unguarded};
pub use self::zip::ZipProblem;
pub use cache::{FeatureBuilder, FeatureStore, PixelStore, cache_folder};
pub use dataset::Dataset;
pub use decode::Picture;
pub use error::{DataError, DecodeError, ReadError};
pub use fingerprint::Fingerprint;
pub use layout::{LeftOut, Note, Offer, Part, class_of_name, is_same_class};
pub use photos::{Photo, Photos};
pub use png::PNG_MEMORY;
pub use resize::Preprocessing;
pub use store::{Stamp, read_file};
pub use unusable::{CannotBeRead, DecoderFailed, Unusable};
