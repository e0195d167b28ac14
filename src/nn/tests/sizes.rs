//! Networks asked with pictures of another size, and with each picture's mirror image.

use super::*;

const POOLED: &str = "[Conv2D(filters: 5, kernel_size: (3, 3), padding: same, activation: relu), BatchNormalization(), \
                      MaxPooling2D(), Residual(layers: [Conv2D(filters: 5, kernel_size: (3, 3), padding: same)]), \
                      GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]";

fn new(config: &NetworkConfig) -> Network {
    Network::new(config, &ADAM, 3, 5, 2).unwrap()
}

#[test]
fn a_network_set_to_another_size_is_the_one_made_for_that_size() {
    let (small, large) = (network((8, 10), POOLED), network((12, 16), POOLED));
    let (mut set, mut made) = (new(&large), new(&small));
    set.set_input(&large, small.input).unwrap();
    let x = pictures(4, small.input);
    for step in 0..3 {
        let key = DropoutKey { seed: 7, step };
        assert_eq!(set.train_batch(&x, &[0, 1, 2, 0], 0.01, key), made.train_batch(&x, &[0, 1, 2, 0], 0.01, key));
    }
    assert_eq!(owned(&set), owned(&made));
    made.set_input(&small, large.input).unwrap();
    set.set_input(&large, large.input).unwrap();
    let x = pictures(2, large.input);
    assert_eq!(set.logits(&x), made.logits(&x));
    assert_eq!(set.input(), (12, 16, 3));
}

#[test]
fn a_size_that_the_weights_or_a_layer_do_not_fit_is_refused_and_changes_nothing() {
    let flat = network((8, 8), "[Flatten(), Dense(units: classes, activation: softmax)]");
    let mut net = new(&flat);
    assert!(matches!(net.set_input(&flat, (4, 4)), Err(NetworkError::TensorShape { .. })));
    let pooled = network(
        (8, 8),
        "[MaxPooling2D(pool_size: (4, 4)), GlobalAveragePooling2D(), Dense(units: classes, \
                                  activation: softmax)]",
    );
    let mut other = new(&pooled);
    assert!(matches!(other.set_input(&pooled, (3, 8)), Err(NetworkError::Layer { number: 1, .. })));
    for net in [net, other] {
        assert_eq!(net.input(), (8, 8, 3));
        assert!(net.logits(&pictures(1, (8, 8))).is_ok());
    }
}

#[test]
fn mirror_averaging_is_the_mean_of_both_probabilities() {
    let config = network((9, 12), POOLED);
    let mut net = new(&config);
    let x = pictures(3, config.input);
    // Pixel by pixel from the right.
    let mirrored: Vec<f32> = x
        .chunks_exact(12 * 3)
        .flat_map(|row| row.chunks_exact(3).rev().flatten().copied().collect::<Vec<_>>())
        .collect();
    let (one, other) = (net.probabilities(&x).unwrap(), net.probabilities(&mirrored).unwrap());
    assert_ne!(one, other);
    net.set_mirror_averaging(true);
    assert_eq!(net.probabilities(&x), net.probabilities(&mirrored));
    let logits = net.logits(&x).unwrap();
    for (place, mean) in net.probabilities(&x).unwrap().into_iter().enumerate() {
        let expected = f32::midpoint(one[place], other[place]);
        assert!((mean - expected).abs() < 1e-6, "{mean} instead of {expected}");
        assert!((logits[place] - expected.ln()).abs() < 1e-5, "{} instead of the logarithm", logits[place]);
    }
    let observed = net.observe(&x).unwrap();
    net.set_mirror_averaging(false);
    for (averaged, plain) in observed.iter().zip(net.observe(&x).unwrap()) {
        assert_eq!(averaged.statistics, plain.statistics, "those of the picture as it is");
    }
}
