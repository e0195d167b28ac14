//! Distances to the nearest features of a reference set (Sun et al., "Out-of-distribution detection with deep nearest
//! neighbors", 2022).

use crate::memory::{OutOfMemory, with_capacity};

/// Which of the nearest counts. A single one may be a mistake in the reference itself, and of few photographs the fifth is far.
const NEIGHBOUR: usize = 3;

/// Directions.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::results) struct Neighbours {
    /// Numbers of each.
    pub(in crate::results) len: usize,
    /// Row by row, each of length 1.
    pub(in crate::results) rows: Vec<f32>,
}

impl Neighbours {
    /// Of rows of equal length.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub(super) fn of(rows: &[&[f32]]) -> Result<Self, OutOfMemory> {
        let len = rows.first().map_or(0, |row| row.len());
        let mut all = with_capacity(rows.len() * len)?;
        for row in rows {
            all.extend_from_slice(row);
        }
        Ok(Self { len, rows: all })
    }

    /// The cosine distance, 0 to 2, to the third nearest row, or to the last where there are fewer.
    pub(super) fn distance(&self, row: &[f32]) -> f32 {
        let mut nearest = [f32::NEG_INFINITY; NEIGHBOUR];
        for other in self.rows.chunks_exact(self.len.max(1)) {
            let cosine: f32 = other.iter().zip(row).map(|(a, b)| a * b).sum();
            if cosine.is_nan() {
                return f32::NAN;
            }
            if let Some(place) = nearest.iter().position(|best| cosine > *best) {
                nearest[place..].rotate_right(1);
                nearest[place] = cosine;
            }
        }
        let last = nearest.into_iter().rfind(|cosine| cosine.is_finite());
        1.0 - last.unwrap_or(-1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_one_minus_the_third_largest_cosine() {
        let rows: [&[f32]; 4] = [&[1.0, 0.0], &[0.0, 1.0], &[0.6, 0.8], &[-1.0, 0.0]];
        let neighbours = Neighbours::of(&rows).expect("there is memory");
        assert!((neighbours.distance(&[1.0, 0.0]) - 1.0).abs() < 1e-6, "of 1, 0.6, 0 and -1");
        assert!((neighbours.distance(&[0.8, 0.6]) - 0.4).abs() < 1e-6, "of 0.96, 0.8, 0.6 and -0.8");
        let two = Neighbours::of(&rows[..2]).expect("there is memory");
        assert!((two.distance(&[0.6, 0.8]) - 0.4).abs() < 1e-6, "the last of two");
        assert!(neighbours.distance(&[f32::NAN, 0.0]).is_nan());
    }
}
