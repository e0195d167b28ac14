//! The filters of a network's first layer.

use crate::lessons::bench::{Filter, SHEET, owned};
use crate::nn::Network;

/// The filters of the first layer where it is a convolution of 3 x 3 over a photo.
pub(super) fn first(network: &Network) -> Vec<Filter> {
    let tensors = owned(network);
    let Some((name, shape, weights)) = tensors.first().filter(|(name, ..)| name.ends_with("/kernel")) else {
        return Vec::new();
    };
    let [3, 3, 3, filters] = shape[..] else { return Vec::new() };
    let bias = name.replace("/kernel", "/bias");
    let bias = tensors.iter().find(|(name, ..)| *name == bias).map_or(&[][..], |(.., bias)| bias);
    let filter = |number: usize| Filter {
        sheets: std::array::from_fn(|channel| {
            std::array::from_fn::<f32, SHEET, _>(|place| weights[(place * 3 + channel) * filters + number])
        }),
        bias: bias.get(number).copied().unwrap_or(0.0),
    };
    (0..filters).map(filter).collect()
}
