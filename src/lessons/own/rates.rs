//! The loss of a batch along θ − η·∇J.

use super::{DRAW, Trained};
use crate::lessons::bench::owned;
use crate::nn::{NetworkError, OwnedTensor};

/// Learning rates that are tried.
pub const RATES: usize = 25;
/// The least and the greatest of them, as powers of ten.
const POWERS: (f32, f32) = (-5.0, 1.0);

/// The loss of a batch along θ − η·∇J.
#[derive(Debug, Clone, PartialEq)]
pub struct RateScan {
    /// Photos of the batch.
    pub photos: usize,
    /// The loss before the update.
    pub loss: f32,
    /// Rates with the loss after one update, as far as they have been tried.
    pub points: Vec<(f32, f32)>,
    /// One weight, the one with the largest gradient.
    pub weight: NamedWeight,
}

/// One weight with its gradient.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NamedWeight {
    /// Its tensor.
    pub tensor: String,
    /// Its place there, from 0.
    pub place: usize,
    /// Its value.
    pub value: f32,
    /// Its gradient.
    pub gradient: f32,
}

impl RateScan {
    /// The rate with the lowest loss.
    #[must_use]
    pub fn best(&self) -> Option<(f32, f32)> {
        let finite = self.points.iter().filter(|(_, loss)| loss.is_finite());
        finite.copied().min_by(|(_, one), (_, other)| one.total_cmp(other))
    }
}

/// The rates that are tried, evenly spread over their powers of ten.
#[must_use]
pub fn rates() -> [f32; RATES] {
    let (low, high) = POWERS;
    std::array::from_fn(|place| 10.0_f32.powf(low + (high - low) * place as f32 / (RATES - 1) as f32))
}

impl Trained {
    /// The loss of the batch, as training sees it, before an update and after one at each rate. The weights are as before
    /// afterwards.
    pub(super) fn rate_scan(&mut self, mut go_on: impl FnMut(&RateScan) -> bool) -> Result<RateScan, NetworkError> {
        let (x, labels) = self.batch();
        let before = owned(&self.network);
        let start = self.network.gradients(&x, &labels, Some(DRAW))?;
        let trainable: Vec<usize> = (0..before.len()).filter(|place| !before[*place].0.contains("moving_")).collect();
        let weight = named_weight(&before, &trainable, &start.gradients);
        let mut scan = RateScan { photos: labels.len(), loss: start.loss, points: Vec::new(), weight };
        let mut moved = before.clone();
        for rate in rates() {
            for (tensor, gradient) in trainable.iter().zip(&start.gradients) {
                let ((.., to), (.., from)) = (&mut moved[*tensor], &before[*tensor]);
                to.iter_mut().zip(from).zip(gradient).for_each(|((to, from), slope)| *to = from - rate * slope);
            }
            self.network.load_tensors(&moved)?;
            scan.points.push((rate, self.network.gradients(&x, &labels, Some(DRAW))?.loss));
            if !go_on(&scan) {
                break;
            }
        }
        self.network.load_tensors(&before)?;
        Ok(scan)
    }
}

/// The weight with the largest gradient.
fn named_weight(tensors: &[OwnedTensor], trainable: &[usize], gradients: &[Vec<f32>]) -> NamedWeight {
    let mut found = NamedWeight::default();
    for (tensor, gradient) in trainable.iter().zip(gradients) {
        let (name, _, values) = &tensors[*tensor];
        for (place, (slope, value)) in gradient.iter().zip(values).enumerate() {
            if slope.abs() > found.gradient.abs() {
                found = NamedWeight { tensor: name.clone(), place, value: *value, gradient: *slope };
            }
        }
    }
    found
}
