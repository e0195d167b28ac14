//! Small pictures for galleries.

use std::sync::Arc;

use super::evaluation::ResultsView;
use crate::data::Picture;
use crate::shared_error::SharedError;

/// Pictures that a gallery shows. The first ones come first; a newer request of a gallery replaces its last one.
#[derive(Debug, Clone)]
pub enum ThumbnailsCommand {
    /// Of the open data set.
    Dataset {
        /// The data set's number.
        generation: u64,
        /// Indices of photographs in it.
        indices: Vec<usize>,
    },
    /// Of evaluated photographs.
    Evaluated {
        /// Comes back with every picture.
        generation: u64,
        /// The evaluated photographs.
        results: Arc<ResultsView>,
        /// Indices of photographs among them.
        photographs: Vec<usize>,
    },
}

/// A small picture.
#[derive(Debug, Clone)]
pub enum ThumbnailsEvent {
    /// Of the open data set.
    Dataset {
        /// The data set's number.
        generation: u64,
        /// The photograph's index in it.
        index: usize,
        /// The picture, or why there is none.
        picture: Result<Picture, SharedError>,
    },
    /// Of an evaluated photograph.
    Evaluated {
        /// The request's number.
        generation: u64,
        /// The photograph's index among the evaluated ones.
        photograph: usize,
        /// The picture, or why there is none.
        picture: Result<Picture, SharedError>,
    },
}
