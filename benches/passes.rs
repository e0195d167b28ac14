//! The passes over activations between the products, on the second block's picture of the notebook's network.

use bigode::nn::kernels::{
    Coefficients, Mask, Normalised, Pitch, Pooled, Simd, Windows, moments, normalise, normalise_sums, pool_extremes,
    unpool,
};
use criterion::{Criterion, Throughput};

use crate::kernels::numbers;
use crate::unit::Arithmetic;

const WIDTH: usize = 61;
const HEIGHT: usize = 60;
const CHANNELS: usize = 64;
const POOL: (usize, usize) = (2, 2);

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let simd = Simd::chosen().expect("an instruction set of this processor");
    let windows = Windows { pool: POOL, width: WIDTH, channels: CHANNELS };
    let row = WIDTH * CHANNELS;
    let pooled_row = windows.columns() * CHANNELS;
    let pooled_len = HEIGHT / POOL.0 * pooled_row;
    let y = numbers(HEIGHT * row);
    let (mut z, gradient, mut out) = (vec![0.0; pooled_len], numbers(pooled_len), vec![0.0; pooled_len]);
    let (a, b, c) = (numbers(CHANNELS), numbers(CHANNELS), numbers(CHANNELS));
    let (mut sum, mut product) = (vec![0.0; CHANNELS], vec![0.0; CHANNELS]);
    let mask = Mask::new(7, 0.25);

    let mut group = criterion.benchmark_group("pass");
    group.throughput(bytes(y.len()));
    group.bench_function("moments", |bencher| {
        bencher.iter(|| y.chunks(row).for_each(|row| moments(simd, row, CHANNELS, &mut sum, &mut product)));
    });
    group.throughput(bytes(y.len() + z.len()));
    group.bench_function("pool", |bencher| {
        bencher.iter(|| pool_extremes(simd, &y, windows, &[true; CHANNELS], &mut z));
    });
    group.throughput(bytes(2 * z.len()));
    group.bench_function("normalise and drop out", |bencher| {
        bencher.iter(|| normalise(simd, &z, &a, &b, mask, 0, &mut out));
    });
    group.bench_function("sums of the normalisation's gradient", |bencher| {
        let normalised = Normalised { mean: &a, inverse_deviation: &b };
        bencher.iter(|| normalise_sums(simd, &z, &gradient, normalised, mask, 0, &mut sum, &mut product));
    });
    group.throughput(bytes(2 * y.len() + 2 * z.len()));
    let mut d = vec![0.0; y.len()];
    group.bench_function("unpool", |bencher| {
        let coefficients = Coefficients { slope: &a, constant: &b, linear: &c, relu: true };
        let pitch = Pitch { picture: 0, row, pixel: CHANNELS };
        bencher.iter(|| {
            for window in 0..HEIGHT / POOL.0 {
                let at = window * pooled_row;
                let (z, gradient) = (&z[at..][..pooled_row], &gradient[at..][..pooled_row]);
                let pooled = Pooled { z, gradient, mask, index: at as u32 };
                let rows = window * POOL.0 * row;
                let y = &y[rows..][..POOL.0 * row];
                unpool(simd, y, windows, Some(pooled), coefficients, &mut d[rows..], pitch, &mut sum);
            }
        });
    });
    group.finish();
}

fn bytes(floats: usize) -> Throughput {
    Throughput::Bytes((floats * size_of::<f32>()) as u64)
}
