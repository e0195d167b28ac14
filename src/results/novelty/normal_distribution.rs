//! A normal distribution with a shrunk correlation, and Mahalanobis distances to its mean.

use crate::memory::{OutOfMemory, collected, with_capacity, zeros};

/// The share of the identity in the correlation matrix: it can then be inverted however few the rows.
const SHRINKAGE: f64 = 0.1;
/// The least deviation of a number, as a share of the median deviation.
const LEAST_DEVIATION: f64 = 0.1;

/// A normal distribution.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::results) struct NormalDistribution {
    pub(in crate::results) mean: Vec<f32>,
    pub(in crate::results) inverse_deviation: Vec<f32>,
    /// The lower triangle of the inverse Cholesky factor, row by row: it makes standardised rows uncorrelated.
    pub(in crate::results) whitening: Vec<f32>,
}

impl NormalDistribution {
    /// Of rows of equal length.
    ///
    /// # Errors
    /// If there is no memory for the correlation of all numbers with all others.
    pub(super) fn fit(rows: &[&[f32]]) -> Result<Self, OutOfMemory> {
        let (count, size) = (rows.len().max(1) as f64, rows.first().map_or(0, |row| row.len()));
        let mean_of = |of: &dyn Fn(&[f32], usize) -> f64| -> Vec<f64> {
            (0..size).map(|i| rows.iter().map(|row| of(row, i)).sum::<f64>() / count).collect()
        };
        let mean = mean_of(&|row, i| f64::from(row[i]));
        let variance = mean_of(&|row, i| (f64::from(row[i]) - mean[i]).powi(2));
        // A number that hardly varies would outweigh all others once it does.
        let deviations: Vec<f64> = variance.iter().map(|value| value.sqrt()).collect();
        let least = (LEAST_DEVIATION * median(&deviations)).max(1e-6);
        let inverse: Vec<f64> = deviations.iter().map(|deviation| 1.0 / deviation.max(least)).collect();
        let mut correlation = zeros(size * size)?;
        for row in rows {
            let z: Vec<f64> = (0..size).map(|i| (f64::from(row[i]) - mean[i]) * inverse[i]).collect();
            for i in 0..size {
                let (line, zi) = (&mut correlation[i * size..=i * size + i], z[i]);
                line.iter_mut().zip(&z).for_each(|(sum, zj)| *sum += zi * zj);
            }
        }
        for i in 0..size {
            for j in 0..=i {
                let value = (1.0 - SHRINKAGE) * correlation[i * size + j] / count;
                correlation[i * size + j] = if i == j { value + SHRINKAGE } else { value };
            }
        }
        let single = |values: &[f64]| values.iter().map(|value| *value as f32).collect();
        let whitening = inverse_factor(&correlation, size)?;
        Ok(Self { whitening, mean: single(&mean), inverse_deviation: single(&inverse) })
    }

    /// The Mahalanobis distance of a row to the mean.
    pub(super) fn distance(&self, row: &[f32]) -> f32 {
        let scales = self.mean.iter().zip(&self.inverse_deviation);
        let z: Vec<f32> = row.iter().zip(scales).map(|(value, (mean, scale))| (value - mean) * scale).collect();
        let mut start = 0;
        let squares = (0..z.len()).map(|i| {
            let line = &self.whitening[start..=start + i];
            start += i + 1;
            line.iter().zip(&z).map(|(factor, value)| factor * value).sum::<f32>().powi(2)
        });
        squares.sum::<f32>().sqrt()
    }
}

/// The median of the values that are not 0; 0 if all are.
fn median(values: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| *value > 0.0).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// The inverse of the Cholesky factor of a positive definite matrix, of which the lower triangle counts.
fn inverse_factor(matrix: &[f64], size: usize) -> Result<Vec<f32>, OutOfMemory> {
    let mut factor = collected(matrix.len(), matrix.iter().copied())?;
    for i in 0..size {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| factor[i * size + k] * factor[j * size + k]).sum();
            let rest = factor[i * size + j] - dot;
            factor[i * size + j] = if i == j { rest.max(1e-12).sqrt() } else { rest / factor[j * size + j] };
        }
    }
    let mut inverse = zeros(size * size)?;
    for i in 0..size {
        for j in 0..=i {
            let dot: f64 = (j..i).map(|k| factor[i * size + k] * inverse[k * size + j]).sum();
            let unit = if i == j { 1.0 } else { 0.0 };
            inverse[i * size + j] = (unit - dot) / factor[i * size + i];
        }
    }
    let mut triangle = with_capacity(size * (size + 1) / 2)?;
    for i in 0..size {
        triangle.extend(inverse[i * size..=i * size + i].iter().map(|value: &f64| *value as f32));
    }
    Ok(triangle)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: two numbers of deviation 1 whose correlation 0.8 is shrunk to 0.72.
    #[test]
    fn distances_are_mahalanobis_of_the_shrunk_correlation() {
        let (s, c) = (0.9_f32.sqrt(), 0.1_f32.sqrt());
        let rows: Vec<Vec<f32>> =
            [(s, c), (s, -c), (-s, c), (-s, -c)].iter().map(|(u, v)| vec![u + v, u - v]).collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let distribution = NormalDistribution::fit(&rows).expect("there is memory");
        let expected = |a: f32, b: f32| ((a * a + b * b - 2.0 * 0.72 * a * b) / (1.0 - 0.72 * 0.72)).sqrt();
        for (a, b) in [(1.0, 1.0), (1.0, -1.0), (0.0, 2.0)] {
            let found = distribution.distance(&[a, b]);
            assert!((found - expected(a, b)).abs() < 1e-3, "{found} and {}", expected(a, b));
        }
    }

    /// Of deviations 1, 1 and 0, the last is raised to 0.1: a step of 0.2 is two deviations, and shares the
    /// correlation's tenth alone.
    #[test]
    fn a_number_that_never_varied_does_not_outweigh_the_others() {
        let rows: Vec<Vec<f32>> = [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)]
            .iter()
            .map(|(first, second)| vec![*first, *second, 5.0])
            .collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let distribution = NormalDistribution::fit(&rows).expect("there is memory");
        let expected = (1.0_f32 + 1.0 + 0.2_f32.powi(2) / 0.1_f32.powi(2) / 0.1).sqrt();
        assert!((distribution.distance(&[1.0, 1.0, 5.2]) - expected).abs() < 1e-3);
        assert!((distribution.distance(&[1.0, 1.0, 5.0]) - 2.0_f32.sqrt()).abs() < 1e-3);
    }
}
