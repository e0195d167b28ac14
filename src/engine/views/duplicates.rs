//! Photographs that occur twice.

use std::sync::Arc;

use crate::data::Preprocessing;
use crate::data::duplicates::DuplicatePair;
use crate::shared_error::SharedError;

/// What the window asks of photographs that occur twice.
#[derive(Debug, Clone)]
pub enum DuplicatesCommand {
    /// Find them. A newer request ends an older one.
    Find {
        /// Comes back with every event.
        generation: u64,
        /// The data set's number.
        dataset: u64,
        /// How the network sees them.
        preprocessing: Preprocessing,
    },
    /// End the search.
    Cancel,
}

/// What the engine reports of photographs that occur twice.
#[derive(Debug, Clone)]
pub enum DuplicatesEvent {
    /// Photographs are being decoded, then compared.
    Progress {
        /// The request's number.
        generation: u64,
        /// Done so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// The search is done.
    Found {
        /// The request's number.
        generation: u64,
        /// The pairs, by indices in the data set, or why they cannot be found.
        duplicates: Result<Arc<Vec<DuplicatePair>>, SharedError>,
    },
}
