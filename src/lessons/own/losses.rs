//! Each photo's loss by the share of its class.

use super::{BATCH, Shown, Trained, joined, spread};
use crate::nn::{self, NetworkError};

/// Photos that are looked at, at most.
pub(super) const PHOTOS: usize = 200;

/// The photos' losses.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Losses {
    /// The share of each photo's class, with its loss.
    pub photos: Vec<(f32, f32)>,
    /// How many have the largest share for their class.
    pub right: usize,
    /// How many are looked at in the end.
    pub all: usize,
}

impl Losses {
    /// The mean loss.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.photos.iter().map(|(_, loss)| f64::from(*loss)).sum::<f64>() / self.photos.len().max(1) as f64
    }

    /// The share of right answers.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.right as f64 / self.photos.len().max(1) as f64
    }
}

impl Trained {
    /// The losses of photos spread evenly over all, as long as the rest is wanted.
    pub(super) fn losses(&self, mut go_on: impl FnMut(&Losses) -> bool) -> Result<Losses, NetworkError> {
        let order: Vec<usize> = spread(self.photos.count()).take(PHOTOS).collect();
        let classes = self.network.classes();
        let mut losses = Losses { all: order.len(), ..Losses::default() };
        for places in order.chunks(BATCH) {
            let photos: Vec<Shown> = places.iter().filter_map(|place| self.photos.read(*place)).collect();
            losses.all -= places.len() - photos.len();
            if photos.is_empty() {
                continue;
            }
            let (x, labels) = joined(&photos);
            let logits = self.network.logits(&x)?;
            let (shares, each) = (nn::softmax(&logits, classes), nn::softmax_cross_entropy(&logits, &labels, classes));
            for ((row, label), loss) in shares.chunks_exact(classes).zip(labels).zip(each) {
                losses.right += usize::from(nn::argmax(row) == label as usize);
                losses.photos.push((row[label as usize], loss));
            }
            if !go_on(&losses) {
                break;
            }
        }
        Ok(losses)
    }
}
