//! Whether a photograph is like those that the network was judged by: the distance of its last features to theirs.

/// Of the reference's own distances, the share that counts as familiar.
const FAMILIAR: f64 = 0.95;
/// The neighbour whose distance counts.
const NEIGHBOUR: usize = 5;
/// Reference photographs that are kept, at most: as many are measured for each question.
const KEPT: usize = 2000;

/// The last features of a reference set, in the directions that it varies in.
#[derive(Debug, Clone, PartialEq)]
pub struct Familiarity {
    mean: Vec<f32>,
    inverse_deviation: Vec<f32>,
    /// Standardised features, one row a photograph.
    reference: Vec<Vec<f32>>,
    /// Distances above this are unlike the reference: 95 of 100 of its own lie below.
    pub threshold: f32,
}

impl Familiarity {
    /// Learns from the last features of a reference set (best that of validation, which the network has not learnt by
    /// heart); `None` of fewer than seven photographs.
    #[must_use]
    pub fn fit(features: &[Vec<f32>]) -> Option<Self> {
        if features.len() < NEIGHBOUR + 2 {
            return None;
        }
        let count = features.len() as f64;
        let size = features[0].len();
        let mean = |of: &dyn Fn(&[f32], usize) -> f64| -> Vec<f64> {
            (0..size).map(|i| features.iter().map(|row| of(row, i)).sum::<f64>() / count).collect()
        };
        let means = mean(&|row, i| f64::from(row[i]));
        let variances = mean(&|row, i| (f64::from(row[i]) - means[i]).powi(2));
        // A feature that hardly varies would drown all others once it does.
        let floor = variances.iter().sum::<f64>() / size.max(1) as f64 * 1e-2 + 1e-12;
        let mut familiarity = Self {
            mean: means.iter().map(|value| *value as f32).collect(),
            inverse_deviation: variances.iter().map(|value| (1.0 / (value + floor).sqrt()) as f32).collect(),
            reference: Vec::new(),
            threshold: 0.0,
        };
        let step = features.len().div_ceil(KEPT);
        familiarity.reference = features.iter().step_by(step).map(|row| familiarity.standardised(row)).collect();
        let own = (0..familiarity.reference.len())
            .map(|index| familiarity.to_neighbour(&familiarity.reference[index], Some(index)));
        let mut own: Vec<f32> = own.collect();
        own.sort_by(f32::total_cmp);
        let place = ((own.len() as f64 * FAMILIAR).ceil() as usize).clamp(1, own.len());
        familiarity.threshold = own[place - 1];
        Some(familiarity)
    }

    /// The distance of a photograph's last features to its fifth nearest neighbour in the reference, 0 or greater.
    #[must_use]
    pub fn distance(&self, features: &[f32]) -> f32 {
        self.to_neighbour(&self.standardised(features), None)
    }

    /// Whether a photograph is unlike the reference.
    #[must_use]
    pub fn is_unlike(&self, features: &[f32]) -> bool {
        self.distance(features) > self.threshold
    }

    fn standardised(&self, features: &[f32]) -> Vec<f32> {
        let scales = self.mean.iter().zip(&self.inverse_deviation);
        features.iter().zip(scales).map(|(value, (mean, scale))| (value - mean) * scale).collect()
    }

    fn to_neighbour(&self, row: &[f32], itself: Option<usize>) -> f32 {
        let others = self.reference.iter().enumerate().filter(|(index, _)| Some(*index) != itself);
        let mut squares: Vec<f32> = others.map(|(_, other)| square_distance(row, other)).collect();
        let place = NEIGHBOUR.min(squares.len()) - 1;
        squares.select_nth_unstable_by(place, f32::total_cmp).1.sqrt()
    }
}

/// In eight partial sums, which the compiler turns into vector instructions.
fn square_distance(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.0.iter().zip(b.0) {
        for lane in 0..8 {
            sums[lane] += (a[lane] - b[lane]).powi(2);
        }
    }
    sums.iter().sum::<f32>() + a.1.iter().zip(b.1).map(|(a, b)| (a - b).powi(2)).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Vec<Vec<f32>> {
        (0..100).map(|i| vec![(i % 10) as f32, (i / 10) as f32 * 100.0, 1.0]).collect()
    }

    #[test]
    fn most_of_the_reference_is_familiar_and_what_lies_apart_is_not() {
        let familiarity = Familiarity::fit(&reference()).expect("enough");
        let unlike = reference().iter().filter(|row| familiarity.is_unlike(row)).count();
        assert!(unlike <= 5, "{unlike}");
        assert!(!familiarity.is_unlike(&[4.5, 450.0, 1.0]));
        assert!(familiarity.is_unlike(&[30.0, 450.0, 1.0]) && familiarity.is_unlike(&[4.5, -2000.0, 1.0]));
    }

    #[test]
    fn too_few_photographs_tell_nothing() {
        assert_eq!(Familiarity::fit(&reference()[..6]), None);
        assert_eq!(Familiarity::fit(&[]), None);
    }
}
