//! Means and standard deviations of the channels of a picture's feature maps.

use super::shapes::Shape;

/// What is known of a picture by an operation's feature maps.
#[derive(Debug, Clone, PartialEq)]
pub enum MapStatistics {
    /// The channels' means and then their standard deviations.
    Moments(Vec<f32>),
    /// The channels' means at the end of a pretrained network, divided by their length: a direction.
    Features(Vec<f32>),
}

impl MapStatistics {
    /// The numbers.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        match self {
            Self::Moments(values) | Self::Features(values) => values,
        }
    }

    /// The channels' means: at the end of a pretrained network divided by their length.
    #[must_use]
    pub fn means(&self) -> &[f32] {
        match self {
            Self::Moments(values) => &values[..values.len() / 2],
            Self::Features(values) => values,
        }
    }
}

/// The statistics of one picture: one for each operation with feature maps, in their order.
pub type ChannelStatistics = Vec<MapStatistics>;

/// A picture's probabilities and the statistics of its feature maps.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// One for each class; they sum to 1.
    pub probabilities: Vec<f32>,
    /// The channel statistics of its feature maps.
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

/// The direction of the channels' means of one picture's feature maps; `None` where `shape` is a row.
pub(super) fn direction(shape: Shape, maps: &[f32]) -> Option<Vec<f32>> {
    let mut means = of_channels(shape, maps)?;
    means.truncate(shape.channels());
    let length = means.iter().map(|mean| mean * mean).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    for mean in &mut means {
        *mean /= length;
    }
    Some(means)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_is_the_means_divided_by_their_length() {
        let shape = Shape::Picture { height: 1, width: 2, channels: 2 };
        assert_eq!(direction(shape, &[1.0, 3.0, 5.0, 5.0]), Some(vec![0.6, 0.8]));
        assert_eq!(direction(shape, &[0.0; 4]), Some(vec![0.0, 0.0]));
        assert_eq!(direction(Shape::Row(2), &[1.0, 2.0]), None);
    }

    #[test]
    fn each_channel_has_its_own_mean_and_deviation() {
        let shape = Shape::Picture { height: 1, width: 2, channels: 2 };
        assert_eq!(of_channels(shape, &[1.0, 10.0, 3.0, 30.0]), Some(vec![2.0, 20.0, 1.0, 10.0]));
        assert_eq!(of_channels(Shape::Row(2), &[1.0, 2.0]), None);
    }
}
