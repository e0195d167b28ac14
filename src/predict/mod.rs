//! A trained network at work: one photograph, or any number of files, folders and zips as a stream.
//!
//! Photographs take the way of training and validation: [`crate::data::Preprocessing`] to pixels, the
//! [`Augmenter`](crate::data::augment::Augmenter)'s `standardize` to the network's numbers.

mod classifier;
mod files;
mod portuguese;
mod stream;
mod table;

pub use classifier::{Classifier, Look, PredictError, Prediction, Weights};
pub use files::{NotPhotographs, Photograph, Unreadable, list, list_below};
pub use stream::Answer;
pub use table::{PredictionRow, PredictionTable};
