//! Novelty: how far a photograph lies from those that the network was validated on (out-of-distribution detection).

mod detector;
mod neighbours;
mod normal_distribution;
mod reference;

pub(in crate::results) use detector::Group;
pub use detector::NoveltyDetector;
pub(in crate::results) use neighbours::Neighbours;
pub(in crate::results) use normal_distribution::NormalDistribution;
pub(in crate::results) use reference::Reference;
