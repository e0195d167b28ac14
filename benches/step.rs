//! The notebook's network as a whole on all processors: steps of training and predictions.

use std::num::NonZero;

use bigode::config;
use bigode::nn::{DropoutKey, Network};
use criterion::Criterion;

use crate::kernels::numbers;
use crate::unit::Arithmetic;

const CLASSES: usize = 2;
const PICTURE: usize = 128 * 128 * 3;

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let config = config::preset("notebook").expect("a preset");
    let optimizer = &config.training.optimizer;
    let mut network = Network::new(&config.network, optimizer, CLASSES, 0, threads).expect("the notebook's network");
    let mut group = criterion.benchmark_group(format!("notebook, {threads} threads"));
    group.sample_size(10);
    for batch in [15, 32, 64] {
        let x = numbers(batch * PICTURE);
        let labels: Vec<u32> = (0..batch).map(|i| (i % CLASSES) as u32).collect();
        let mut step = 0;
        group.bench_function(format!("training step, batch {batch}"), |b| {
            b.iter(|| {
                step += 1;
                network.train_batch(&x, &labels, 0.01, DropoutKey { seed: 0, step }).expect("a whole batch")
            });
        });
    }
    for batch in [1, 64] {
        let x = numbers(batch * PICTURE);
        group.bench_function(format!("prediction, batch {batch}"), |b| {
            b.iter(|| network.probabilities(&x).expect("a whole batch"));
        });
    }
    group.finish();
}
