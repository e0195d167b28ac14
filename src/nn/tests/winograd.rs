//! Convolutions by Winograd's filtering within a network.

use super::*;

const CHANNELS: usize = 32;
const FILTERS: usize = 48;

/// A network whose second convolution has kernels of this size, so that only those of 3x3 are computed by the filtering.
fn with_kernels_of(size: usize, input: (usize, usize)) -> Network {
    let layers = format!(
        "[Conv2D(filters: {CHANNELS}, kernel_size: 1, activation: relu), \
          Conv2D(filters: {FILTERS}, kernel_size: {size}, padding: same, activation: relu), \
          GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]"
    );
    Network::new(&network(input, &layers), &SGD, 3, 5, 2).unwrap()
}

/// The weights of 3x3 kernels in the middle of those of 5x5, which are 0 around them.
fn surrounded(weights: &[f32]) -> Vec<f32> {
    let mut larger = vec![0.0; 25 * CHANNELS * FILTERS];
    for (place, from) in weights.chunks_exact(CHANNELS * FILTERS).enumerate() {
        let to = (place / 3 + 1) * 5 + place % 3 + 1;
        larger[to * from.len()..][..from.len()].copy_from_slice(from);
    }
    larger
}

/// The middle of 5x5 kernels.
fn middle(weights: &[f32]) -> Vec<f32> {
    let places = (0..9).map(|place| (place / 3 + 1) * 5 + place % 3 + 1);
    places.flat_map(|place| weights[place * CHANNELS * FILTERS..][..CHANNELS * FILTERS].to_vec()).collect()
}

/// The same convolution by the filtering and directly.
fn both(input: (usize, usize)) -> [Network; 2] {
    let (small, mut large) = (with_kernels_of(3, input), with_kernels_of(5, input));
    let tensors = owned(&small).into_iter().map(|(name, shape, data)| match &*name {
        "conv2d_1/kernel" => (name, vec![5, 5, CHANNELS, FILTERS], surrounded(&data)),
        _ => (name, shape, data),
    });
    large.load_tensors(&tensors.collect::<Vec<_>>()).unwrap();
    [small, large]
}

fn assert_close(found: &[f32], expected: &[f32], what: &str) {
    let scale = expected.iter().fold(1e-3f32, |largest, value| largest.max(value.abs()));
    for (at, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= 1e-4 * scale, "{what}, element {at}: {a}, not {b}");
    }
}

#[test]
fn answers_and_gradients_equal_those_of_direct_sums() {
    for input in [(12, 12), (9, 14), (33, 30)] {
        let [mut filtered, mut direct] = both(input);
        let x = pictures(COUNT, input);
        assert_close(&filtered.logits(&x).unwrap(), &direct.logits(&x).unwrap(), "logits");
        let [filtered, direct] = [&mut filtered, &mut direct].map(|net| net.gradients(&x, &LABELS, None).unwrap());
        for (at, (found, expected)) in filtered.gradients.iter().zip(&direct.gradients).enumerate() {
            let expected = if expected.len() == found.len() { expected.clone() } else { middle(expected) };
            assert_close(found, &expected, &format!("{input:?}, gradient {at}"));
        }
    }
}

#[test]
fn answers_and_gradients_of_batches_of_small_pictures_equal_those_of_direct_sums() {
    for (input, count) in [((3, 3), 25), ((4, 4), 40), ((7, 6), 19), ((8, 9), 5), ((2, 3), 24)] {
        let [mut filtered, mut direct] = both(input);
        let x = pictures(count, input);
        let labels: Vec<u32> = (0..count as u32).map(|at| at % 3).collect();
        let [filtered, direct] = [&mut filtered, &mut direct].map(|net| net.gradients(&x, &labels, None).unwrap());
        assert!((filtered.loss - direct.loss).abs() <= 1e-5 * direct.loss, "{input:?}: the loss");
        for (at, (found, expected)) in filtered.gradients.iter().zip(&direct.gradients).enumerate() {
            let expected = if expected.len() == found.len() { expected.clone() } else { middle(expected) };
            assert_close(found, &expected, &format!("{count} pictures of {input:?}, gradient {at}"));
        }
    }
}

#[test]
fn an_infinite_pixel_of_a_batch_of_small_pictures_has_the_gradients_of_direct_sums() {
    let [mut filtered, mut direct] = both((4, 4));
    let mut x = pictures(30, (4, 4));
    x[100] = f32::INFINITY;
    let labels = [1; 30];
    let [filtered, direct] = [&mut filtered, &mut direct].map(|net| net.gradients(&x, &labels, None).unwrap());
    let last =
        |gradients: &[Vec<f32>]| gradients.last().map(|bias| bias.iter().map(|b| b.is_nan()).collect::<Vec<_>>());
    assert_eq!(last(&filtered.gradients), last(&direct.gradients));
}

#[test]
fn a_photo_has_the_same_answer_alone_and_in_any_batch() {
    let [filtered, _] = both((21, 18));
    let x = pictures(40, (21, 18));
    let all = filtered.logits(&x).unwrap();
    for (picture, expected) in x.chunks_exact(21 * 18 * 3).zip(all.chunks_exact(3)) {
        assert_eq!(filtered.logits(picture).unwrap(), expected);
    }
}

#[test]
fn an_infinite_pixel_changes_only_what_direct_sums_would_change() {
    let [mut filtered, mut direct] = both((12, 12));
    let mut x = pictures(2, (12, 12));
    x[100] = f32::INFINITY;
    let [found, expected] = [&mut filtered, &mut direct].map(|net| net.logits(&x).unwrap());
    for (found, expected) in found.iter().zip(&expected) {
        assert!(
            found.is_nan() == expected.is_nan() && (found.is_nan() || (found - expected).abs() < 1e-4),
            "{found} {expected}"
        );
    }
    assert!(found[3..].iter().all(|logit| logit.is_finite()), "the other photo's answers");
}
