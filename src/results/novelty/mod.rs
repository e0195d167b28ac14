//! Novelty: how far a photograph lies from those that the network was validated on (out-of-distribution detection).

mod detector;
mod normal_distribution;

pub(in crate::results) use detector::Group;
pub use detector::NoveltyDetector;
pub(in crate::results) use normal_distribution::NormalDistribution;
