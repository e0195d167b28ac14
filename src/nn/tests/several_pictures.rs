//! Small pictures of a large batch, which convolutions handle several at a time.

use super::*;

const COUNT: usize = 26;

fn labels() -> Vec<u32> {
    (0..COUNT as u32).map(|i| i % 3).collect()
}

fn close(found: &[Vec<f32>], expected: &[Vec<f32>], what: &str) {
    for (tensor, (found, expected)) in found.iter().zip(expected).enumerate() {
        let scale = expected.iter().fold(0.1f32, |largest, value| largest.max(value.abs()));
        for (i, (a, b)) in found.iter().zip(expected).enumerate() {
            assert!((a - b).abs() <= 2e-5 * scale, "{what}, tensor {tensor}, element {i}: {a}, not {b}");
        }
    }
}

#[test]
fn gradients_of_a_large_batch_are_the_mean_of_each_pictures() {
    for layers in [
        "[Conv2D(filters: 5, kernel_size: 3, padding: same, activation: relu), \
          Conv2D(filters: 17, kernel_size: (2, 3), padding: same), Activation(activation: silu), \
          Conv2D(filters: 9, kernel_size: 3, strides: 2, padding: same, use_bias: false), \
          Conv2D(filters: 4, kernel_size: 2), GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]",
        "[Residual(layers: [Conv2D(filters: 3, kernel_size: 5, padding: same)]), \
          Conv2D(filters: 33, kernel_size: 1), Flatten(), Dense(units: classes, activation: softmax)]",
    ] {
        for input in [(4, 5), (3, 3), (7, 9)] {
            let config = network(input, layers);
            let (x, labels) = (pictures(COUNT, input), labels());
            let new = || Network::new(&config, &SGD, 3, 5, 2).unwrap();
            let whole = new().gradients(&x, &labels, None).unwrap();
            let mut mean: Vec<Vec<f32>> = whole.gradients.iter().map(|tensor| vec![0.0; tensor.len()]).collect();
            let mut probabilities = Vec::new();
            for (x, label) in x.chunks(input.0 * input.1 * 3).zip(&labels) {
                let one = new().gradients(x, &[*label], None).unwrap();
                probabilities.extend(one.probabilities);
                for (mean, tensor) in mean.iter_mut().zip(&one.gradients) {
                    mean.iter_mut().zip(tensor).for_each(|(sum, value)| *sum += value / COUNT as f32);
                }
            }
            close(&whole.gradients, &mean, &format!("{input:?} {layers}"));
            close(&[whole.probabilities], &[probabilities], "probabilities");
        }
    }
}

#[test]
fn a_fused_block_gives_what_its_layers_give() {
    // A linear activation between them keeps the layers apart.
    let layers = |between: &str| {
        format!(
            "[Conv2D(filters: 6, kernel_size: 3, padding: same, activation: relu), {between} \
              BatchNormalization(momentum: 0.9), {between} MaxPooling2D(), {between} \
              Conv2D(filters: 19, kernel_size: 2), {between} BatchNormalization(), {between} MaxPooling2D(), \
              Flatten(), Dense(units: classes, activation: softmax)]"
        )
    };
    for input in [(7, 6), (6, 9), (16, 18)] {
        let new = |between| Network::new(&network(input, &layers(between)), &SGD, 3, 5, 2).unwrap();
        let (mut fused, mut apart) = (new(""), new("Activation(activation: linear),"));
        let (x, labels) = (pictures(COUNT, input), labels());
        let [fused, apart] = [&mut fused, &mut apart].map(|network| network.gradients(&x, &labels, None).unwrap());
        close(&fused.gradients, &apart.gradients, &format!("{input:?}"));
        close(&[fused.probabilities], &[apart.probabilities], "probabilities");
    }
}
