//! What a click on a photograph costs in the notebook's network: all layers, and from them Grad-CAM.

use std::num::NonZero;

use bigode::config;
use bigode::nn::Network;
use bigode::nn::explain::{Activations, convolutions, grad_cam};
use criterion::Criterion;

use crate::kernels::numbers;
use crate::unit::Arithmetic;

const CLASSES: usize = 2;

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let config = config::preset("notebook").expect("a preset");
    let optimizer = &config.training.optimizer;
    let network = Network::new(&config.network, optimizer, CLASSES, 0, threads).expect("the notebook's network");
    let (height, width) = config.network.input;
    let x = numbers(height * width * 3);
    let (last, _) = convolutions(&network).pop().expect("a convolution");
    let mut group = criterion.benchmark_group(format!("explain, {threads} threads"));
    group.sample_size(10);
    group.bench_function("layers and Grad-CAM", |b| {
        b.iter(|| {
            let activations = Activations::of(&network, &x).expect("one photo");
            grad_cam(&network, &activations, last, 0).expect("a map")
        });
    });
    group.finish();
}
