//! From photographs to batches.
