//! The photos that move a filter most, of all that there are: read once, a batch after another.

use super::{BATCH, Shown, Trained, joined, spread};
use crate::data::Picture;
use crate::nn::{MapStatistics, NetworkError};

/// Photos that move a filter most.
pub const STRONGEST: usize = 9;

/// The photos that move a filter most.
#[derive(Debug, Clone, PartialEq)]
pub struct Strongest {
    /// How many filters each operation with maps has.
    pub operations: Vec<usize>,
    /// How many photos were looked at.
    pub looked_at: usize,
    /// How many there are.
    pub all: usize,
    /// The photos with the mean of the filter's map, the largest first.
    pub photos: Vec<(Picture, f32)>,
}

/// What is known of the photos' feature maps: it is kept from question to question.
#[derive(Default)]
pub(super) struct Means {
    /// The channels' means of each operation, with the photo's place.
    known: Vec<(usize, Vec<Vec<f32>>)>,
    /// How many photos were looked at, whether they could be read or not.
    looked_at: usize,
    /// Pictures that were shown last.
    pictures: Vec<(usize, Picture)>,
}

impl Means {
    /// The photos in which a filter's mean is largest.
    fn strongest(&self, operation: usize, filter: usize) -> Vec<(usize, f32)> {
        let mean = |rows: &[Vec<f32>]| rows.get(operation)?.get(filter).copied();
        let mut order: Vec<(usize, f32)> =
            self.known.iter().filter_map(|(place, rows)| Some((*place, mean(rows)?))).collect();
        order.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        order.truncate(STRONGEST);
        order
    }
}

impl Trained {
    /// Looks at all photos, as long as the rest is wanted. What was seen is kept, so that the next question goes on there.
    pub(super) fn strongest(
        &mut self,
        operation: usize,
        filter: usize,
        mut go_on: impl FnMut(Strongest) -> bool,
    ) -> Result<Strongest, NetworkError> {
        let order: Vec<usize> = spread(self.photos.count()).collect();
        while self.means.looked_at < order.len() {
            let next = &order[self.means.looked_at..order.len().min(self.means.looked_at + BATCH)];
            let read = next.iter().filter_map(|place| Some((*place, self.photos.read(*place)?)));
            let (places, photos): (Vec<usize>, Vec<Shown>) = read.unzip();
            if !photos.is_empty() {
                let (x, _) = joined(&photos);
                let of_maps = |maps: &MapStatistics| maps.means().to_vec();
                let observed = self.network.observe(&x)?;
                let means = observed.iter().map(|photo| photo.statistics.iter().map(of_maps).collect());
                self.means.known.extend(places.into_iter().zip(means));
            }
            self.means.looked_at += next.len();
            if self.means.looked_at < order.len() && !go_on(self.so_far(operation, filter)) {
                break;
            }
        }
        Ok(self.so_far(operation, filter))
    }

    fn so_far(&mut self, operation: usize, filter: usize) -> Strongest {
        let operations = self.means.known.first().map_or(Vec::new(), |(_, rows)| rows.iter().map(Vec::len).collect());
        let shown = std::mem::take(&mut self.means.pictures);
        let mut photos = Vec::with_capacity(STRONGEST);
        for (place, mean) in self.means.strongest(operation, filter) {
            let known = shown.iter().find(|(known, _)| *known == place).map(|(_, picture)| picture.clone());
            let Some(picture) = known.or_else(|| Some(self.photos.read(place)?.picture)) else { continue };
            self.means.pictures.push((place, picture.clone()));
            photos.push((picture, mean));
        }
        Strongest { operations, looked_at: self.means.looked_at, all: self.photos.count(), photos }
    }
}
