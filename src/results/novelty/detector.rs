//! Out-of-distribution detection: Mahalanobis distances of a photograph's channel statistics (Lee et al., "A simple unified
//! framework for detecting out-of-distribution samples and adversarial attacks", 2018, over all layers), compared with
//! those of the validation photographs.

use super::reference::Reference;
use crate::memory::OutOfMemory;
use crate::nn::{ChannelStatistics, MapStatistics};

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
    pub(in crate::results) reference: Reference,
    /// The median of the reference's own distances, and how far above it their 95th percentile lies.
    pub(in crate::results) scale: (f32, f32),
}

impl NoveltyDetector {
    /// Fits the detector to a reference set, which should be the validation set, since a network overfits the training
    /// set. `statistics` holds those of each photograph. `None` of fewer than twenty
    /// photographs or no rows.
    ///
    /// # Errors
    /// If there is no memory for the correlations of all numbers of an operation.
    pub fn fit(statistics: &[ChannelStatistics]) -> Result<Option<Self>, OutOfMemory> {
        let is_finite =
            |rows: &&ChannelStatistics| rows.iter().flat_map(MapStatistics::values).all(|value| value.is_finite());
        let finite: Vec<_> = statistics.iter().filter(is_finite).collect();
        let groups = finite.first().map_or(0, |rows| rows.len());
        if finite.len() < LEAST || groups == 0 {
            return Ok(None);
        }
        let statistics: Vec<_> = finite.iter().step_by(finite.len().div_ceil(MOST)).collect();
        let mut own = vec![0.0_f32; statistics.len()];
        let groups = (0..groups).map(|group| {
            let rows: Vec<&MapStatistics> = statistics.iter().map(|rows| &rows[group]).collect();
            let mut distances = vec![0.0_f32; rows.len()];
            for fold in 0..FOLDS {
                let is_in = |place: &usize| place % FOLDS == fold;
                let others = (0..rows.len()).filter(|place| !is_in(place)).map(|place| rows[place]);
                let reference = Reference::fit(&others.collect::<Vec<_>>())?;
                let own = (0..rows.len()).filter(is_in);
                own.for_each(|place| distances[place] = reference.distance(rows[place].values()));
            }
            let median = percentile(&distances, 0.5);
            let scale = (median, (percentile(&distances, KNOWN_SHARE) - median).max(f32::MIN_POSITIVE));
            own.iter_mut().zip(&distances).for_each(|(sum, distance)| *sum += (distance - scale.0) / scale.1);
            Ok(Group { reference: Reference::fit(&rows)?, scale })
        });
        let groups = groups.collect::<Result<_, OutOfMemory>>()?;
        Ok(Some(Self { groups, threshold: percentile(&own, KNOWN_SHARE) }))
    }

    /// How far a photograph's statistics lie from the reference: the sum over the operations of distances that are 0
    /// at the reference's median and 1 at its 95th percentile.
    #[must_use]
    pub fn distance(&self, statistics: &[MapStatistics]) -> f32 {
        let rows = self.groups.iter().zip(statistics);
        rows.map(|(Group { reference, scale }, row)| (reference.distance(row.values()) - scale.0) / scale.1).sum()
    }

    /// Whether a photograph is unlike the reference; one whose distance is no number is.
    #[must_use]
    pub fn is_novel(&self, statistics: &[MapStatistics]) -> bool {
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

    fn fit(statistics: &[ChannelStatistics]) -> Option<NoveltyDetector> {
        NoveltyDetector::fit(statistics).expect("there is memory")
    }

    fn moments(rows: &[&[f32]]) -> ChannelStatistics {
        rows.iter().map(|row| MapStatistics::Moments(row.to_vec())).collect()
    }

    /// Two operations, the second of which has two numbers that go together.
    fn reference() -> Vec<ChannelStatistics> {
        let row = |i: usize| {
            let (a, b, c) = ((i * 7 % 101) as f32, (i * 13 % 97) as f32, (i * 29 % 89) as f32);
            moments(&[&[a], &[b, b + 0.1 * c]])
        };
        (0..200).map(row).collect()
    }

    #[test]
    fn most_of_the_reference_is_known_and_outliers_are_novel() {
        let novelty = fit(&reference()).expect("enough");
        let novel = reference().iter().filter(|rows| novelty.is_novel(rows)).count();
        assert!((1..=12).contains(&novel), "{novel}");
        assert!(!novelty.is_novel(&moments(&[&[50.0], &[40.0, 44.0]])));
        assert!(novelty.is_novel(&moments(&[&[400.0], &[40.0, 44.0]])));
        assert!(novelty.is_novel(&moments(&[&[50.0], &[80.0, 20.0]])), "each number is common, both together are not");
    }

    #[test]
    fn statistics_that_are_no_numbers_are_novel_and_do_not_change_the_fit() {
        let novelty = fit(&reference()).expect("enough");
        for odd in [f32::NAN, f32::INFINITY] {
            assert!(novelty.is_novel(&moments(&[&[odd], &[40.0, 44.0]])));
            let with_odd = [reference(), vec![moments(&[&[odd], &[40.0, 44.0]])]].concat();
            assert_eq!(fit(&with_odd).as_ref(), Some(&novelty));
        }
    }

    #[test]
    fn too_few_photographs_make_no_detector() {
        assert_eq!(fit(&reference()[..6]), None);
        assert_eq!(fit(&vec![Vec::new(); 50]), None);
        assert_eq!(fit(&[]), None);
    }

    /// Directions around two axes, each of 40 channels.
    #[test]
    fn features_that_point_elsewhere_are_novel_and_their_length_does_not_matter() {
        let towards = |axis: usize, seed: usize| {
            let value = |at: usize| ((at * 31 + seed * 977) % 101) as f32 / 101.0 + if at == axis { 20.0 } else { 0.0 };
            let values: Vec<f32> = (0..40).map(value).collect();
            let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
            vec![MapStatistics::Features(values.iter().map(|value| value / length).collect())]
        };
        let known: Vec<ChannelStatistics> = (0..60).map(|seed| towards(seed % 2, seed)).collect();
        let novelty = fit(&known).expect("enough");
        let flagged = |axis: usize| (100..200).filter(|seed| novelty.is_novel(&towards(axis, *seed))).count();
        assert!(flagged(0) <= 12 && flagged(1) <= 12, "{} and {}", flagged(0), flagged(1));
        assert_eq!(flagged(2), 100);
        assert!(novelty.is_novel(&[MapStatistics::Features(vec![f32::NAN; 40])]));
    }
}
