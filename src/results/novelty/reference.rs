//! What an operation's statistics of the reference set are compared by.

use super::neighbours::Neighbours;
use super::normal_distribution::NormalDistribution;
use crate::memory::OutOfMemory;
use crate::nn::MapStatistics;

/// The reference set's statistics of one operation.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::results) enum Reference {
    /// Of means and deviations.
    Normal(NormalDistribution),
    /// Of a pretrained network's features.
    Neighbours(Neighbours),
}

impl Reference {
    /// Of rows of one kind and of equal length.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub(super) fn fit(rows: &[&MapStatistics]) -> Result<Self, OutOfMemory> {
        let values: Vec<&[f32]> = rows.iter().map(|row| row.values()).collect();
        Ok(match rows.first() {
            Some(MapStatistics::Features(_)) => Self::Neighbours(Neighbours::of(&values)?),
            _ => Self::Normal(NormalDistribution::fit(&values)?),
        })
    }

    /// How far a row lies from the reference.
    pub(super) fn distance(&self, row: &[f32]) -> f32 {
        match self {
            Self::Normal(distribution) => distribution.distance(row),
            Self::Neighbours(neighbours) => neighbours.distance(row),
        }
    }
}
