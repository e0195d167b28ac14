//! Every product of the notebook's network: its convolutions with both gradients, one picture each, and the dense
//! layer's three at batch 15.

use bigode::nn::kernels::{
    AlignedFloats, Clamp, Columns, Geometry, POINTS, PackedMatrix, Pitch, Simd, Start, forward, is_winograd,
    padded_channels, product, weight_gradient, winograd_forward, winograd_scratch, winograd_weight_gradient,
};
use criterion::{Criterion, Throughput};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use crate::unit::Arithmetic;

/// Side and channels of the input, and filters, of the notebook's three convolutions.
const CONVOLUTIONS: [(usize, usize, usize); 3] = [(128, 3, 32), (63, 32, 64), (30, 64, 128)];
const KERNEL: usize = 3;
/// The notebook's batch, and the inputs and units of its dense layer.
const BATCH: usize = 15;
const INPUTS: usize = 25_088;
const UNITS: usize = 512;

pub fn numbers(count: usize) -> Vec<f32> {
    let mut random = ChaCha8Rng::seed_from_u64(0);
    (0..count).map(|_| random.random_range(-1.0..1.0)).collect()
}

pub fn packed(simd: Simd, depth: usize, columns: usize) -> PackedMatrix {
    let weights = numbers(depth * columns);
    let mut packed = PackedMatrix::zeros(simd, depth, columns);
    packed.fill(|row, column| weights[row * columns + column]);
    packed
}

fn geometry(side: usize, channels: usize, filters: usize) -> Geometry {
    Geometry::new((side, side, channels), (KERNEL, KERNEL), (1, 1), filters).expect("a small convolution")
}

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let simd = Simd::chosen().expect("an instruction set of this processor");
    for (i, (side, channels, filters)) in CONVOLUTIONS.into_iter().enumerate() {
        let mut group = criterion.benchmark_group(format!("convolution {}", i + 1));
        let g = geometry(side, channels, filters);
        let (height, width) = g.output();
        group.throughput(Throughput::Elements((2 * height * width * g.depth() * filters) as u64));

        let (x, weights, bias) = (numbers(side * side * channels), packed(simd, g.depth(), filters), numbers(filters));
        let mut y = vec![0.0; height * width * filters];
        group.bench_function("forward", |b| {
            b.iter(|| forward(&g, &x, &weights, Some(&bias), Clamp::Relu, None, 0..height, &mut y));
        });

        let padded = padded_channels(simd, filters);
        let pitch = Pitch { picture: height * width * padded, row: width * padded, pixel: padded };
        let dy = numbers(pitch.picture);
        let mut dw = vec![0.0; PackedMatrix::len_for(simd, g.depth(), filters)];
        group.bench_function("weight gradient", |b| {
            b.iter(|| weight_gradient(simd, &g, &x, &dy, pitch, 1, 0..height, &mut dw));
        });

        // By Winograd's filtering, where the shape allows it; its arithmetic is given as that of direct sums.
        if is_winograd(&g) {
            let weights = packed(simd, POINTS * channels, filters);
            let mut dw = vec![0.0; PackedMatrix::len_for(simd, POINTS * channels, filters)];
            let mut scratch = AlignedFloats::zeros(winograd_scratch(&g));
            group.bench_function("forward, Winograd", |b| {
                b.iter(|| {
                    let (bias, clamp) = (Some(&bias[..]), Clamp::Relu);
                    winograd_forward(&g, &x, &weights, bias, clamp, None, 0..height, &mut y, &mut scratch)
                });
            });
            group.bench_function("weight gradient, Winograd", |b| {
                b.iter(|| winograd_weight_gradient(simd, &g, &x, &dy, pitch, 1, 0..height, &mut dw, &mut scratch));
            });
        }

        // The first layer's input is the photograph, which needs no gradient.
        if i > 0 {
            let flipped = geometry(side + KERNEL - 1, padded, channels);
            let (dy, weights) = (numbers(flipped.input_len()), packed(simd, flipped.depth(), channels));
            let mut dx = vec![0.0; side * side * channels];
            group.throughput(Throughput::Elements((2 * side * side * flipped.depth() * channels) as u64));
            group.bench_function("input gradient", |b| {
                b.iter(|| forward(&flipped, &dy, &weights, None, Clamp::None, None, 0..side, &mut dx));
            });
        }
        group.finish();
    }
    dense(criterion, simd);
}

fn dense(criterion: &mut Criterion<Arithmetic>, simd: Simd) {
    let mut group = criterion.benchmark_group("dense");
    group.sample_size(20).throughput(Throughput::Elements((2 * BATCH * INPUTS * UNITS) as u64));
    let (x, weights, dy) = (numbers(BATCH * INPUTS), numbers(INPUTS * UNITS), numbers(BATCH * UNITS));
    let mut y = vec![0.0; BATCH * UNITS];
    group.bench_function("forward", |b| {
        b.iter(|| {
            for (k, rows) in weights.chunks(16 * UNITS).enumerate() {
                let columns = Columns::of_rows(simd, rows, UNITS).expect("512 units are whole tiles");
                product(&x[k * 16..], (BATCH, INPUTS, 1), columns, &mut y, UNITS, Start::Previous, &[]);
            }
        });
    });
    let by_sample = packed(simd, BATCH, UNITS);
    let mut dw = vec![0.0; 64 * UNITS];
    group.bench_function("weight gradient", |b| {
        b.iter(|| {
            for first in (0..INPUTS).step_by(64) {
                product(&x[first..], (64, 1, INPUTS), (&by_sample).into(), &mut dw, UNITS, Start::Zero, &[]);
            }
        });
    });
    let mut by_unit = PackedMatrix::zeros(simd, UNITS, BATCH);
    by_unit.fill(|unit, sample| dy[sample * UNITS + unit]);
    let mut dx = vec![0.0; INPUTS * BATCH];
    group.bench_function("input gradient", |b| {
        b.iter(|| product(&weights, (INPUTS, UNITS, 1), (&by_unit).into(), &mut dx, BATCH, Start::Zero, &[]));
    });
    group.finish();
}
