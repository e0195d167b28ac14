//! Every optimiser within a network, against its formula in double precision, with a resumption on the way.

use super::{COUNT, LABELS, network, owned, pictures};
use crate::config::{Algorithm, OptimizerConfig};
use crate::nn::{DropoutKey, Network, OwnedTensor};

const INPUT: (usize, usize) = (2, 2);
const RATE: f32 = 0.01;
const STEPS: u64 = 6;
/// Steps before the network is replaced by another with its state.
const RESUMED_AFTER: u64 = 3;

/// One weight with its two slots.
#[derive(Clone)]
struct Weight {
    value: f64,
    first: f64,
    second: f64,
}

impl Weight {
    /// Step number `t`, from 1, by the formulas of Keras 3's documentation.
    fn step(&mut self, config: &OptimizerConfig, t: i32, g: f64) {
        let rate = f64::from(RATE);
        match config.algorithm {
            Algorithm::SGD { momentum, nesterov } => {
                let momentum = f64::from(momentum);
                self.first = momentum * self.first - rate * g;
                self.value += if nesterov { momentum * self.first - rate * g } else { self.first };
            }
            Algorithm::RMSprop { rho, momentum, epsilon } => {
                let [rho, momentum, epsilon] = [rho, momentum, epsilon].map(f64::from);
                self.first = rho * self.first + (1.0 - rho) * g * g;
                self.second = momentum * self.second + rate * g / (self.first + epsilon).sqrt();
                self.value -= self.second;
            }
            Algorithm::Adam { beta_1, beta_2, epsilon } => {
                let [beta_1, beta_2, epsilon] = [beta_1, beta_2, epsilon].map(f64::from);
                self.first = beta_1 * self.first + (1.0 - beta_1) * g;
                self.second = beta_2 * self.second + (1.0 - beta_2) * g * g;
                let corrected = rate * (1.0 - beta_2.powi(t)).sqrt() / (1.0 - beta_1.powi(t));
                self.value -= corrected * self.first / (self.second.sqrt() + epsilon);
            }
        }
    }
}

fn optimizers() -> Vec<OptimizerConfig> {
    let learning_rate = RATE;
    let sgd = |momentum, nesterov| OptimizerConfig::sgd(learning_rate, momentum, nesterov);
    let rmsprop = |momentum| OptimizerConfig::rmsprop(learning_rate, 0.9, momentum, 1e-7);
    let adam = OptimizerConfig::adam(learning_rate, 0.9, 0.999, 1e-7);
    vec![sgd(0.0, false), sgd(0.9, false), sgd(0.9, true), rmsprop(0.0), rmsprop(0.3), adam]
}

fn new(optimizer: &OptimizerConfig, seed: u64) -> Network {
    let layers = "[Flatten(), Dense(units: 4, activation: relu), Dense(units: classes, activation: softmax)]";
    Network::new(&network(INPUT, layers), optimizer, 3, seed, 2).unwrap()
}

/// Another network with the tensors and the optimiser's state of `net`.
fn resumed(net: &Network, optimizer: &OptimizerConfig) -> Network {
    let state: Vec<OwnedTensor> =
        net.optimizer_tensors().into_iter().map(|v| (v.name, v.shape, v.data.to_vec())).collect();
    let mut other = new(optimizer, 99);
    other.load_tensors(&owned(net)).unwrap();
    other.load_optimizer(&state, net.iterations()).unwrap();
    other
}

#[test]
fn training_equals_the_optimisers_formulas_also_after_a_resumption() {
    let x = pictures(COUNT, INPUT);
    for optimizer in optimizers() {
        let mut net = new(&optimizer, 5);
        let weight = |value: &f32| Weight { value: f64::from(*value), first: 0.0, second: 0.0 };
        let mut expected: Vec<Vec<Weight>> =
            owned(&net).iter().map(|(_, _, data)| data.iter().map(weight).collect()).collect();
        for step in 0..STEPS {
            if step == RESUMED_AFTER {
                net = resumed(&net, &optimizer);
            }
            let gradients = net.gradients(&x, &LABELS, None).unwrap().gradients;
            for (weights, gradient) in expected.iter_mut().zip(&gradients) {
                for (weight, g) in weights.iter_mut().zip(gradient) {
                    weight.step(&optimizer, step as i32 + 1, f64::from(*g));
                }
            }
            net.train_batch(&x, &LABELS, RATE, DropoutKey { seed: 0, step }).unwrap();
            assert_eq!(net.iterations(), step + 1);
            for ((name, _, found), expected) in owned(&net).iter().zip(&expected) {
                for (found, Weight { value, .. }) in found.iter().zip(expected) {
                    let difference = (f64::from(*found) - value).abs();
                    assert!(difference < 1e-5, "{optimizer:?}, step {step}, {name}: {found} instead of {value}");
                }
            }
        }
    }
}
