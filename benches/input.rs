//! From a file to a sample, on the built-in drawings: decoding and resizing, which happens once, and augmentation, which
//! happens in every epoch.

use bigode::config;
use bigode::data::augment::{Augmenter, SampleKey};
use bigode::data::{Preprocessing, decode, drawings};
use criterion::Criterion;

use crate::unit::Arithmetic;

const SEED: u64 = 0;

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let config = config::preset("notebook").expect("a preset");
    let preprocessing = Preprocessing::of(&config);
    let drawing = drawings::draw(0, SEED, 0);
    let png = drawings::png(drawings::photos(1).name(0), SEED, false).expect("a drawing's name");
    let pixels = preprocessing.apply(&drawing);
    let (height, width) = config.network.input;
    let augmenter = Augmenter::new(&config.augmentation, height, width);
    let mut sample = vec![0.0; augmenter.sample_len()];

    let mut group = criterion.benchmark_group("input");
    group.bench_function("decode a drawing", |b| b.iter(|| decode::decode(&png, true).expect("a whole PNG")));
    group.bench_function("resize", |b| b.iter(|| preprocessing.apply(&drawing)));
    let mut index = 0;
    group.bench_function("augment", |b| {
        b.iter(|| {
            index += 1;
            let transform = augmenter.draw(SampleKey { seed: SEED, epoch: 0, index });
            augmenter.apply(&transform, &pixels, &mut sample);
        });
    });
    group.finish();
}
