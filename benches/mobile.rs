//! The convolutions of EfficientNet-Lite0 that the notebook's network has none of: 1x1, with and without a sum, and depthwise.
//! One picture of 224 px.

use bigode::nn::kernels::{AlignedFloats, Clamp, Geometry, Simd, Surroundings, depthwise_clamped, forward};
use criterion::{Criterion, Throughput};

use crate::kernels::{numbers, packed};
use crate::unit::Arithmetic;

/// Side, channels and filters of 1x1 convolutions, and whether something is added to the result.
const POINTWISE: [(usize, usize, usize, bool); 6] = [
    (112, 16, 96, false),
    (56, 144, 24, true),
    (28, 40, 240, false),
    (14, 672, 112, true),
    (14, 112, 672, false),
    (7, 1152, 192, true),
];
/// Side, channels, kernel and stride of depthwise convolutions.
const DEPTHWISE: [(usize, usize, usize, usize); 6] =
    [(112, 32, 3, 1), (56, 144, 3, 1), (56, 144, 5, 2), (28, 240, 5, 1), (14, 672, 5, 1), (14, 672, 5, 2)];

pub fn bench(criterion: &mut Criterion<Arithmetic>) {
    let simd = Simd::chosen().expect("an instruction set of this processor");
    let mut group = criterion.benchmark_group("1x1 convolution");
    for (side, channels, filters, is_sum) in POINTWISE {
        let g = Geometry::new((side, side, channels), (1, 1), (1, 1), filters).expect("a small convolution");
        let (x, weights, bias) = (aligned(g.input_len()), packed(simd, channels, filters), numbers(filters));
        let (mut y, onto) = (aligned(side * side * filters), aligned(side * side * filters));
        let onto = is_sum.then_some(&onto[..]);
        group.throughput(Throughput::Elements((2 * g.input_len() * filters) as u64));
        group.bench_function(format!("{side} px, {channels} to {filters}{}", if is_sum { ", sum" } else { "" }), |b| {
            b.iter(|| forward(&g, &x, &weights, Some(&bias), Clamp::Relu6, onto, 0..side, &mut y));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("depthwise convolution");
    for (side, channels, kernel, stride) in DEPTHWISE {
        let padding = kernel / 2;
        let padded = side + 2 * padding;
        let g = Geometry::new((padded, padded, channels), (kernel, kernel), (stride, stride), channels);
        let g = g.expect("a small convolution");
        let (height, width) = g.output();
        let inside = Surroundings { above: padding, left: padding, height: side, width: side };
        let (x, weights, bias) =
            (aligned(side * side * channels), numbers(kernel * kernel * channels), numbers(channels));
        let mut y = aligned(height * width * channels);
        group.throughput(Throughput::Elements((2 * y.len() * kernel * kernel) as u64));
        group.bench_function(format!("{side} px, {channels} channels, {kernel}x{kernel}, stride {stride}"), |b| {
            b.iter(|| depthwise_clamped(simd, &g, inside, &x, &weights, &bias, Clamp::Relu6, 0..height, &mut y));
        });
    }
    group.finish();
}

fn aligned(count: usize) -> AlignedFloats {
    let mut floats = AlignedFloats::zeros(count);
    floats.copy_from_slice(&numbers(count));
    floats
}
