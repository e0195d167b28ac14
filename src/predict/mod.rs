//! Predictions of a trained network: for one photograph, or for any number of files, folders and zips as a stream.
//!
//! Photographs are processed as in training and validation: [`crate::data::Preprocessing`] to pixels, the
//! [`Augmenter`](crate::data::augment::Augmenter)'s `standardize` to the network's numbers.

mod classifier;
mod error;
mod files;
mod portuguese;
mod prediction;
mod stream;
mod table;

pub use classifier::{Classifier, Weights};
pub use error::PredictError;
pub use files::{NotPhotographs, Photograph, Unreadable, list, list_below};
pub use prediction::{Observation, Prediction};
pub use stream::Classified;
pub use table::{PredictionRow, PredictionTable, class_columns};
