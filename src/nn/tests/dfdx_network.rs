//! The same small network in dfdx, trained step for step beside ours: an implementation that shares no code with it but
//! the loss.

use dfdx::losses::cross_entropy_with_logits_loss;
use dfdx::nn::builders::{DeviceBuildExt as _, Linear, ModuleMut as _, ReLU, ZeroGrads as _};
use dfdx::optim::{Momentum, Optimizer as _, Sgd, SgdConfig};
use dfdx::shapes::Const;
use dfdx::tensor::{AsArray as _, Cpu, TensorFromVec as _, Trace as _};
use dfdx::tensor_ops::Backward as _;

use super::{network, owned, pictures};
use crate::config::OptimizerConfig;
use crate::nn::{DropoutKey, Network};

const INPUT: (usize, usize) = (2, 3);
const INPUTS: usize = 2 * 3 * 3;
const HIDDEN: usize = 7;
const CLASSES: usize = 4;
const COUNT: usize = 6;
const LABELS: [u32; COUNT] = [0, 1, 2, 3, 1, 0];
const RATE: f32 = 0.1;
const STEPS: u64 = 20;

type Mlp = (Linear<INPUTS, HIDDEN>, ReLU, Linear<HIDDEN, CLASSES>);

/// dfdx keeps a dense layer's weights as `[out, in]`, Keras as `[in, out]`.
fn transposed(matrix: &[f32], columns: usize) -> Vec<f32> {
    let rows = matrix.len() / columns;
    (0..matrix.len()).map(|at| matrix[at % rows * columns + at / rows]).collect()
}

#[test]
fn training_equals_that_of_the_same_network_in_dfdx() {
    let x = pictures(COUNT, INPUT);
    let layers =
        format!("[Flatten(), Dense(units: {HIDDEN}, activation: relu), Dense(units: classes, activation: softmax)]");
    let device = Cpu::default();
    let mut targets = vec![0.0; COUNT * CLASSES];
    LABELS.iter().enumerate().for_each(|(row, label)| targets[row * CLASSES + *label as usize] = 1.0);
    let inputs = device.tensor_from_vec(x.clone(), (Const::<COUNT>, Const::<INPUTS>));
    let targets = device.tensor_from_vec(targets, (Const::<COUNT>, Const::<CLASSES>));

    let classic = Some(Momentum::Classic(0.9));
    for (momentum, nesterov, dfdx) in
        [(0.0, false, None), (0.9, false, classic), (0.9, true, Some(Momentum::Nesterov(0.9)))]
    {
        let optimizer = OptimizerConfig::sgd(RATE, momentum, nesterov);
        let mut net = Network::new(&network(INPUT, &layers), &optimizer, CLASSES, 3, 2).unwrap();
        let mut model = device.build_module::<Mlp, f32>();
        let tensors = owned(&net);
        model.0.weight.copy_from(&transposed(&tensors[0].2, HIDDEN));
        model.0.bias.copy_from(&tensors[1].2);
        model.2.weight.copy_from(&transposed(&tensors[2].2, CLASSES));
        model.2.bias.copy_from(&tensors[3].2);
        let mut sgd = Sgd::new(&model, SgdConfig { lr: f64::from(RATE), momentum: dfdx, weight_decay: None });
        let mut gradients = model.alloc_grads();

        for step in 0..STEPS {
            let logits = model.forward_mut(inputs.trace(gradients));
            let loss = cross_entropy_with_logits_loss(logits, targets.clone());
            let expected = loss.array();
            gradients = loss.backward();
            sgd.update(&mut model, &gradients).unwrap();
            model.zero_grads(&mut gradients);

            let found = net.train_batch(&x, &LABELS, RATE, DropoutKey { seed: 0, step }).unwrap().loss;
            assert!((found - expected).abs() < 1e-5, "{optimizer:?}, step {step}: a loss of {found}, not {expected}");
            let weights = [
                transposed(&model.0.weight.as_vec(), INPUTS),
                model.0.bias.as_vec(),
                transposed(&model.2.weight.as_vec(), HIDDEN),
                model.2.bias.as_vec(),
            ];
            for ((name, _, found), expected) in owned(&net).iter().zip(&weights) {
                for (found, expected) in found.iter().zip(expected) {
                    assert!((found - expected).abs() < 1e-5, "{optimizer:?}, step {step}, {name}: {found} {expected}");
                }
            }
        }
        assert!(net.train_batch(&x, &LABELS, RATE, DropoutKey { seed: 0, step: STEPS }).unwrap().loss < 1.2);
    }
}
