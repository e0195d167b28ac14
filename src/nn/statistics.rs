//! What the channels of a picture's feature maps are like: their means and standard deviations.

use super::shapes::Shape;

/// Of one picture: a row for each operation that leaves feature maps, in their order: the channels' means, then their
/// standard deviations.
pub type ChannelStatistics = Vec<Vec<f32>>;

/// What a picture becomes on its way through the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// One for each class; they sum to 1.
    pub probabilities: Vec<f32>,
    /// What its feature maps are like.
    pub statistics: ChannelStatistics,
}

/// Means, then standard deviations, of the channels of one picture's feature maps; `None` where `shape` is a row.
pub(super) fn of_channels(shape: Shape, maps: &[f32]) -> Option<Vec<f32>> {
    let Shape::Picture { height, width, channels } = shape else { return None };
    let pixels = (height * width) as f32;
    let mut means = vec![0.0_f32; channels];
    for pixel in maps.chunks_exact(channels) {
        means.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += value);
    }
    for sum in &mut means {
        *sum /= pixels;
    }
    let mut squares = vec![0.0_f32; channels];
    for pixel in maps.chunks_exact(channels) {
        for ((sum, value), mean) in squares.iter_mut().zip(pixel).zip(&means) {
            *sum += (value - mean) * (value - mean);
        }
    }
    means.extend(squares.into_iter().map(|sum| (sum / pixels).sqrt()));
    Some(means)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_have_means_and_deviations_of_their_own() {
        let shape = Shape::Picture { height: 1, width: 2, channels: 2 };
        assert_eq!(of_channels(shape, &[1.0, 10.0, 3.0, 30.0]), Some(vec![2.0, 20.0, 1.0, 10.0]));
        assert_eq!(of_channels(Shape::Row(2), &[1.0, 2.0]), None);
    }
}
