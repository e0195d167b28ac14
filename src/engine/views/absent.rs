//! What can be missing when the window asks for something.

/// Something was asked for that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Absent {
    /// The data set has been closed or has fewer photographs.
    #[error("there is no such photo")]
    Photograph,
    /// No photo that validated a run can be read.
    #[error("none of the run's validation photos can be read: have they been moved or deleted?")]
    Validation,
    /// Nothing has been trained or opened.
    #[error("there is no trained network yet")]
    Network,
    /// The layer has fewer numbers.
    #[error("there is no such number in this network")]
    Number,
}
