//! Networks of which the last blocks learn.

use super::*;

/// Two pictures, of which the second is a shifted first.
fn two_pictures(picture: &Picture) -> Vec<f32> {
    let first = picture.pixels();
    let second = first.iter().cycle().skip(5 * 3).take(first.len());
    first.iter().chain(second).copied().collect()
}

fn elements(net: &Network) -> Vec<(String, Vec<usize>, Vec<f32>)> {
    net.all_tensors().into_iter().map(|tensor| (tensor.name, tensor.shape, tensor.data.to_vec())).collect()
}

#[test]
fn of_the_last_blocks_the_convolutions_learn_and_all_else_stays_to_the_bit() {
    let picture = &reference().pictures[0];
    let x = two_pictures(picture);
    let mut net = network((picture.height, picture.width), Trainable::Last(2), Simd::available()[0]);
    // The convolutions of the last two inverted residual blocks, the head, and the classifier.
    let learning = [
        "efficientnet_lite0_conv2d_28/kernel",
        "efficientnet_lite0_depthwise_conv2d_14/kernel",
        "efficientnet_lite0_conv2d_29/kernel",
        "efficientnet_lite0_conv2d_30/kernel",
        "efficientnet_lite0_depthwise_conv2d_15/kernel",
        "efficientnet_lite0_conv2d_31/kernel",
        "efficientnet_lite0_conv2d_32/kernel",
        "dense/kernel",
        "dense/bias",
    ];
    let names: Vec<String> = net.tensors().into_iter().map(|tensor| tensor.name).collect();
    assert_eq!(names, learning, "the run's own weights");
    let before = elements(&net);
    for step in 0..2 {
        net.train_batch(&x, &[0, 2], 1e-3, DropoutKey { seed: 1, step }).unwrap();
    }
    for ((name, _, data), (_, _, before)) in elements(&net).iter().zip(&before) {
        assert_eq!(data != before, learning.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn training_the_last_blocks_on_features_is_training_on_pictures() {
    let picture = &reference().pictures[0];
    let (input, x) = ((picture.height, picture.width), two_pictures(picture));
    let [mut on_pictures, mut on_features] = [0, 1].map(|_| network(input, Trainable::Last(3), Simd::available()[0]));
    let features = on_features.features(&x).unwrap();
    for step in 0..2 {
        let key = DropoutKey { seed: 1, step };
        let one = on_pictures.train_batch(&x, &[0, 2], 1e-2, key).unwrap();
        assert_eq!(on_features.train_features(&features, &[0, 2], 1e-2, key).unwrap(), one);
    }
    assert_eq!(elements(&on_pictures), elements(&on_features));
    assert_eq!(on_pictures.logits(&x).unwrap(), on_features.logits_of_features(&features).unwrap());
    assert_eq!(on_pictures.observe(&x).unwrap()[0].statistics.len(), 1, "the last feature maps");
}

#[test]
fn gradients_of_the_last_blocks_equal_finite_differences() {
    let picture = &reference().pictures[0];
    let x = two_pictures(picture);
    let mut net = network((picture.height, picture.width), Trainable::Last(2), Simd::available()[0]);
    let found = net.gradients(&x, &[0, 2], None).unwrap();
    let tensors: Vec<_> =
        net.tensors().into_iter().map(|tensor| (tensor.name, tensor.shape, tensor.data.to_vec())).collect();
    // Batch normalisation stays as it is, so that training computes what inference does.
    assert_near(&found.probabilities, &net.probabilities(&x).unwrap(), "probabilities");
    for ((at, (name, ..)), gradient) in tensors.iter().enumerate().zip(&found.gradients) {
        let largest = gradient.iter().copied().enumerate().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())).unwrap().0;
        let mut loss_at = |change: f32| {
            let mut changed = tensors.clone();
            changed[at].2[largest] += change;
            net.load_tensors(&changed).unwrap();
            let losses = net.validation_losses(&net.logits(&x).unwrap(), &[0, 2]);
            f64::from(losses[0] + losses[1]) / 2.0
        };
        // So small that few activations reach a bend of ReLU6, and so large that the loss changes by more than its rounding.
        let step = (5e-4 / gradient[largest].abs()).clamp(1e-4, 1e-2);
        let expected = (loss_at(step) - loss_at(-step)) / f64::from(2.0 * step);
        let found = f64::from(gradient[largest]);
        assert!((found / expected - 1.0).abs() < 0.03, "{name}[{largest}]: {found} instead of {expected}");
    }
}

#[test]
fn pretrained_weights_learn_at_their_own_rate() {
    let picture = &reference().pictures[0];
    let (input, x) = ((picture.height, picture.width), two_pictures(picture));
    let trained = |learning_rate_multiplier: f32, rate: f32| {
        let mut config = config(input, Trainable::Last(1));
        let LayerConfig::Pretrained { learning_rate_multiplier: multiplier, .. } = &mut config.layers[0] else {
            panic!("the first layer")
        };
        *multiplier = learning_rate_multiplier;
        let mut net = Network::new(&config, &OptimizerConfig::sgd(rate, 0.9, true), 3, 7, 2).unwrap();
        net.train_batch(&x, &[0, 2], rate, DropoutKey { seed: 1, step: 0 }).unwrap();
        elements(&net)
    };
    let (slower, faster) = (trained(0.25, 0.5), trained(1.0, 0.125));
    let of = |all: &[(String, Vec<usize>, Vec<f32>)], name: &str| all.iter().find(|it| it.0 == name).unwrap().2.clone();
    let kernel = "efficientnet_lite0_conv2d_32/kernel";
    assert_eq!(of(&slower, kernel), of(&faster, kernel), "a quarter of the rate");
    assert_ne!(of(&slower, "dense/kernel"), of(&faster, "dense/kernel"), "the whole rate");
}

#[test]
fn more_blocks_than_there_are_cannot_learn() {
    let refused = |blocks| {
        Network::new(&config((32, 32), Trainable::Last(blocks)), &OptimizerConfig::sgd(0.1, 0.0, false), 3, 7, 1)
            .map(drop)
    };
    refused(16).unwrap();
    assert!(refused(17).unwrap_err().to_string().contains("has 16 blocks, and 17 cannot learn"));
}

#[test]
fn predictions_are_means_over_mirror_images_where_asked_for() {
    let picture = &reference().pictures[0];
    let (height, width) = (picture.height, picture.width);
    let x = picture.pixels();
    let mirrored: Vec<f32> = (0..height * width)
        .flat_map(|at| {
            let from = (at / width * width + (width - 1 - at % width)) * 3;
            x[from..from + 3].to_vec()
        })
        .collect();
    for trainable in [Trainable::None, Trainable::Last(1), Trainable::All] {
        let mut net = network((height, width), trainable, Simd::available()[0]);
        let [one, other] = [&x, &mirrored].map(|x| net.probabilities(x).unwrap());
        let expected: Vec<f32> = one.iter().zip(&other).map(|(one, other)| f32::midpoint(*one, *other)).collect();
        net.set_mirror_averaging(true);
        assert_near(&net.probabilities(&x).unwrap(), &expected, "the mean");
        assert_near(&net.observe(&x).unwrap()[0].probabilities, &expected, "the mean, observed");
    }
}
