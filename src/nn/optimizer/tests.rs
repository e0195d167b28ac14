use proptest::prelude::*;

use super::*;
use crate::nn::tests::reference;

fn keras_configs() -> Vec<(&'static str, OptimizerConfig)> {
    let sgd = |momentum, nesterov| OptimizerConfig::sgd(0.01, momentum, nesterov);
    vec![
        ("sgd", sgd(0.0, false)),
        ("sgd_m0.9", sgd(0.9, false)),
        ("sgd_nesterov0.9", sgd(0.9, true)),
        ("rmsprop", OptimizerConfig::rmsprop(0.001, 0.9, 0.0, 1e-7)),
        ("adam", OptimizerConfig::adam(0.001, 0.9, 0.999, 1e-7)),
    ]
}

/// The weights after each step, updated in pieces of so many elements.
fn trajectory(config: &OptimizerConfig, start: &[f32], gradients: &[Vec<f32>], piece: usize) -> Vec<Vec<f32>> {
    let mut w = start.to_vec();
    let mut state = vec![vec![0.0; w.len()]; slots(config).len()];
    let mut after = Vec::new();
    for (iteration, g) in gradients.iter().enumerate() {
        let update = Update {
            config: config.clone(),
            learning_rate: config.learning_rate.at_start(),
            iteration: iteration as u64,
        };
        for from in (0..w.len()).step_by(piece) {
            let to = (from + piece).min(w.len());
            let mut slots: Vec<&mut [f32]> = state.iter_mut().map(|slot| &mut slot[from..to]).collect();
            update.apply(&mut w[from..to], &g[from..to], &mut slots);
        }
        after.push(w.clone());
    }
    after
}

#[test]
fn steps_equal_those_of_keras() {
    let vectors = reference("keras_semantics.json");
    let optim = |name: &str| vectors["optim"][name].clone();
    let start: Vec<f32> = serde_json::from_value(optim("w0")).unwrap();
    let gradients: Vec<Vec<f32>> = serde_json::from_value(optim("grads")).unwrap();
    for (name, config) in keras_configs() {
        let expected: Vec<Vec<f32>> = serde_json::from_value(optim(name)).unwrap();
        let found = trajectory(&config, &start, &gradients, 3);
        for (expected, found) in expected.iter().flatten().zip(found.iter().flatten()) {
            assert!((expected - found).abs() <= 1e-6, "{name}: {found} instead of {expected}");
        }
    }
}

#[test]
fn rmsprop_without_momentum_is_the_limit_of_rmsprop_with_vanishing_momentum() {
    let config = |momentum| OptimizerConfig::rmsprop(0.001, 0.9, momentum, 1e-7);
    let gradients = [vec![0.1, -0.2, 0.3], vec![0.05, 0.4, -0.1]];
    let plain = trajectory(&config(0.0), &[1.0, -2.0, 0.5], &gradients, 3);
    let little = trajectory(&config(1e-30), &[1.0, -2.0, 0.5], &gradients, 3);
    assert_eq!(plain, little);
}

/// Slots decay by a tenth or a thousandth each step, and a subnormal number times 0.9 may round back to itself.
#[test]
fn slots_without_gradients_decay_to_0_and_are_never_subnormal() {
    for (_, config) in keras_configs() {
        let config = match config.algorithm {
            Algorithm::Adam { beta_1, epsilon, .. } => OptimizerConfig::adam(0.001, beta_1, 0.9, epsilon),
            _ => config,
        };
        let mut state = vec![vec![1e-30_f32, -1e-30, 1e-36]; slots(&config).len()];
        let mut w = [1.0; 3];
        for iteration in 0..500 {
            let mut borrowed: Vec<&mut [f32]> = state.iter_mut().map(Vec::as_mut_slice).collect();
            let update = Update { config: config.clone(), learning_rate: 0.01, iteration };
            update.apply(&mut w, &[0.0; 3], &mut borrowed);
            assert!(state.iter().flatten().all(|value| !value.is_subnormal()), "{config:?}: {state:?}");
        }
        assert!(state.iter().flatten().all(|value| *value == 0.0), "{config:?}: {state:?}");
    }
}

proptest! {
    #[test]
    fn updates_in_pieces_equal_those_of_the_whole_tensor(
        elements in proptest::collection::vec((-2.0..2.0_f32, -1.0..1.0_f32, -1.0..1.0_f32), 1..100),
        piece in 1..40_usize,
    ) {
        let start: Vec<f32> = elements.iter().map(|e| e.0).collect();
        let gradients = [elements.iter().map(|e| e.1).collect(), elements.iter().map(|e| e.2).collect()];
        for (_, config) in keras_configs() {
            let whole = trajectory(&config, &start, &gradients, start.len());
            prop_assert_eq!(whole, trajectory(&config, &start, &gradients, piece));
        }
    }
}
