//! Out-of-distribution detection: Mahalanobis distances of a photograph's channel statistics (Lee et al., "A simple unified
//! framework for detecting out-of-distribution samples and adversarial attacks", 2018, over all layers), compared with
//! those of the validation photographs.

use super::normal_distribution::NormalDistribution;

/// Of the reference's own distances, the share below the threshold.
const KNOWN_SHARE: f64 = 0.95;
/// Folds of the reference; each is measured by a fit to the others, so that no photograph is measured by a fit to itself.
const FOLDS: usize = 5;
/// From fewer photographs than this no distribution is estimated.
const LEAST: usize = 20;
/// Photographs that are used, at most: more change little.
const MOST: usize = 2000;

/// The distribution of a reference set's channel statistics, operation by operation.
#[derive(Debug, Clone, PartialEq)]
pub struct NoveltyDetector {
    pub(in crate::results) groups: Vec<Group>,
    /// Distances above this are novel: 95 of 100 of the reference's own lie below.
    pub threshold: f32,
}

/// The statistics of one operation.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::results) struct Group {
    pub(in crate::results) distribution: NormalDistribution,
    /// The median of the reference's own distances, and how far above it their 95th percentile lies.
    pub(in crate::results) scale: (f32, f32),
}

impl NoveltyDetector {
    /// Fits the detector to a reference set, which should be the validation set, since a network overfits the training
    /// set. `statistics` holds for each photograph a row of numbers for each operation. `None` of fewer than twenty
    /// photographs or no rows.
    #[must_use]
    pub fn fit(statistics: &[Vec<Vec<f32>>]) -> Option<Self> {
        let is_finite = |rows: &&Vec<Vec<f32>>| rows.iter().flatten().all(|value| value.is_finite());
        let finite: Vec<_> = statistics.iter().filter(is_finite).collect();
        let groups = finite.first()?.len();
        if finite.len() < LEAST || groups == 0 {
            return None;
        }
        let statistics: Vec<_> = finite.iter().step_by(finite.len().div_ceil(MOST)).collect();
        let mut own = vec![0.0_f32; statistics.len()];
        let groups = (0..groups).map(|group| {
            let rows: Vec<&[f32]> = statistics.iter().map(|rows| rows[group].as_slice()).collect();
            let mut distances = vec![0.0_f32; rows.len()];
            for fold in 0..FOLDS {
                let is_in = |place: &usize| place % FOLDS == fold;
                let others = (0..rows.len()).filter(|place| !is_in(place)).map(|place| rows[place]);
                let distribution = NormalDistribution::fit(&others.collect::<Vec<_>>());
                (0..rows.len()).filter(is_in).for_each(|place| distances[place] = distribution.distance(rows[place]));
            }
            let median = percentile(&distances, 0.5);
            let scale = (median, (percentile(&distances, KNOWN_SHARE) - median).max(f32::MIN_POSITIVE));
            own.iter_mut().zip(&distances).for_each(|(sum, distance)| *sum += (distance - scale.0) / scale.1);
            Group { distribution: NormalDistribution::fit(&rows), scale }
        });
        let groups = groups.collect();
        Some(Self { groups, threshold: percentile(&own, KNOWN_SHARE) })
    }

    /// How far a photograph's statistics lie from the reference: the sum over the operations of distances that are 0
    /// at the reference's median and 1 at its 95th percentile.
    #[must_use]
    pub fn distance(&self, statistics: &[Vec<f32>]) -> f32 {
        let rows = self.groups.iter().zip(statistics);
        rows.map(|(Group { distribution, scale }, row)| (distribution.distance(row) - scale.0) / scale.1).sum()
    }

    /// Whether a photograph is unlike the reference; one whose distance is no number is.
    #[must_use]
    pub fn is_novel(&self, statistics: &[Vec<f32>]) -> bool {
        let distance = self.distance(statistics);
        distance.is_nan() || distance > self.threshold
    }
}

/// The percentile by nearest rank: the least value that at least `share` of the values do not exceed.
fn percentile(values: &[f32], share: f64) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let place = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len());
    sorted[place - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two operations, the second of which has two numbers that go together.
    fn reference() -> Vec<Vec<Vec<f32>>> {
        let row = |i: usize| {
            let (a, b, c) = ((i * 7 % 101) as f32, (i * 13 % 97) as f32, (i * 29 % 89) as f32);
            vec![vec![a], vec![b, b + 0.1 * c]]
        };
        (0..200).map(row).collect()
    }

    #[test]
    fn most_of_the_reference_is_known_and_outliers_are_novel() {
        let novelty = NoveltyDetector::fit(&reference()).expect("enough");
        let novel = reference().iter().filter(|rows| novelty.is_novel(rows)).count();
        assert!((1..=12).contains(&novel), "{novel}");
        assert!(!novelty.is_novel(&[vec![50.0], vec![40.0, 44.0]]));
        assert!(novelty.is_novel(&[vec![400.0], vec![40.0, 44.0]]));
        assert!(novelty.is_novel(&[vec![50.0], vec![80.0, 20.0]]), "each number is common, both together are not");
    }

    #[test]
    fn statistics_that_are_no_numbers_are_novel_and_do_not_change_the_fit() {
        let novelty = NoveltyDetector::fit(&reference()).expect("enough");
        for odd in [f32::NAN, f32::INFINITY] {
            assert!(novelty.is_novel(&[vec![odd], vec![40.0, 44.0]]));
            let with_odd = [reference(), vec![vec![vec![odd], vec![40.0, 44.0]]]].concat();
            assert_eq!(NoveltyDetector::fit(&with_odd).as_ref(), Some(&novelty));
        }
    }

    #[test]
    fn too_few_photographs_make_no_detector() {
        assert_eq!(NoveltyDetector::fit(&reference()[..6]), None);
        assert_eq!(NoveltyDetector::fit(&vec![Vec::new(); 50]), None);
        assert_eq!(NoveltyDetector::fit(&[]), None);
    }
}
