//! Depthwise convolution: its result and both gradients against their definition, and refused arguments.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;

/// Odd sizes around blocks of channels; the number of filters plays no part.
fn geometries() -> [Geometry; 5] {
    let geometry = |input, kernel, strides| Geometry::new(input, kernel, strides, 1).unwrap();
    [
        geometry((3, 3, 1), (3, 3), (1, 1)),
        geometry((7, 9, 16), (3, 2), (1, 2)),
        geometry((8, 5, 19), (2, 3), (3, 1)),
        geometry((1, 6, 33), (1, 1), (1, 4)),
        geometry((9, 9, 5), (5, 5), (2, 2)),
    ]
}

/// Calls `visit` with the places of each product: in the padded picture, the weights and the result.
fn each_product(g: &Geometry, mut visit: impl FnMut(usize, usize, usize)) {
    let ((height, width), channels) = (g.output(), g.channels());
    for row in 0..height {
        for column in 0..width {
            for kernel_row in 0..g.kernel().0 {
                for kernel_column in 0..g.kernel().1 {
                    for c in 0..channels {
                        let line = (row * g.strides().0 + kernel_row) * g.width() + column * g.strides().1;
                        visit(
                            (line + kernel_column) * channels + c,
                            (kernel_row * g.kernel().1 + kernel_column) * channels + c,
                            (row * width + column) * channels + c,
                        );
                    }
                }
            }
        }
    }
}

struct Case {
    x: Vec<f32>,
    weights: Vec<f32>,
    bias: Vec<f32>,
    dy: Vec<f32>,
}

fn case(rng: &mut ChaCha8Rng, g: &Geometry) -> Case {
    let (height, width) = g.output();
    Case {
        x: noise(rng, g.height() * g.width() * g.channels()),
        weights: noise(rng, g.kernel().0 * g.kernel().1 * g.channels()),
        bias: noise(rng, g.channels()),
        dy: noise(rng, height * width * g.channels()),
    }
}

#[test]
fn depthwise_convolution_and_its_gradients_equal_their_definition() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    for g in &geometries() {
        let Case { x, weights, bias, dy } = case(&mut rng, g);
        let mut expected: Vec<f64> = (0..dy.len()).map(|at| f64::from(bias[at % g.channels()])).collect();
        // What is there is added to.
        let (mut dx, mut dw) = (vec![1.0_f64; x.len()], vec![1.0_f64; weights.len()]);
        each_product(g, |from, weight, to| {
            let [x, w, d] = [x[from], weights[weight], dy[to]].map(f64::from);
            expected[to] += x * w;
            dx[from] += d * w;
            dw[weight] += d * x;
        });
        for simd in Simd::available() {
            let what = format!("{simd:?} {g:?}");
            let mut y = vec![7.0; dy.len()];
            depthwise_forward(simd, g, &x, &weights, &bias, false, &mut y);
            close(&y, &expected, &what);
            depthwise_forward(simd, g, &x, &weights, &bias, true, &mut y);
            close(&y, &expected.iter().map(|value| value.max(0.0)).collect::<Vec<_>>(), &what);
            let mut found = vec![1.0; x.len()];
            depthwise_input_gradient(simd, g, &weights, &dy, &mut found);
            close(&found, &dx, &what);
            let mut found = vec![1.0; weights.len()];
            depthwise_weight_gradient(simd, g, &x, &dy, &mut found);
            close(&found, &dw, &what);
        }
    }
}

#[test]
fn a_depthwise_convolution_refuses_what_does_not_fit_its_geometry() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let g = geometries()[2];
    let panics = |call: &mut dyn FnMut()| catch_unwind(AssertUnwindSafe(call)).is_err();
    let Case { x, weights, bias, dy } = case(&mut rng, &g);
    for simd in Simd::available() {
        let mut y = dy.clone();
        let mut forward = |x: &[f32], w: &[f32], b: &[f32], len: usize| {
            panics(&mut || depthwise_forward(simd, &g, x, w, b, false, &mut y[..len]))
        };
        assert!(!forward(&x, &weights, &bias, dy.len()));
        assert!(forward(&x[1..], &weights, &bias, dy.len()));
        assert!(forward(&x, &weights[1..], &bias, dy.len()));
        assert!(forward(&x, &weights, &bias[1..], dy.len()));
        assert!(forward(&x, &weights, &bias, dy.len() - 1));
        let mut dx = x.clone();
        assert!(panics(&mut || depthwise_input_gradient(simd, &g, &weights, &dy[1..], &mut dx)));
        assert!(panics(&mut || depthwise_input_gradient(simd, &g, &weights, &dy, &mut dx[1..])));
        let mut dw = weights.clone();
        assert!(panics(&mut || depthwise_weight_gradient(simd, &g, &x, &dy, &mut dw[1..])));
        assert!(panics(&mut || depthwise_weight_gradient(simd, &g, &x[1..], &dy, &mut dw)));
    }
}

/// A picture, its padding above, below, left and right, the kernel and the strides.
type Padded = ((usize, usize, usize), [usize; 4], (usize, usize), (usize, usize));

#[test]
fn a_depthwise_convolution_of_a_picture_without_its_padding_equals_that_of_the_padded_one() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let cases: [Padded; 11] = [
        ((7, 9, 32), [1, 1, 1, 1], (3, 3), (1, 1)),
        ((8, 12, 17), [0, 1, 0, 1], (3, 3), (2, 2)),
        ((11, 5, 48), [2, 2, 2, 2], (5, 5), (1, 1)),
        ((6, 6, 16), [1, 2, 1, 2], (5, 5), (2, 2)),
        ((1, 1, 5), [4, 4, 4, 4], (3, 3), (1, 1)),
        ((6, 14, 35), [2, 2, 2, 2], (5, 5), (1, 1)),
        ((5, 21, 16), [1, 1, 1, 1], (3, 3), (1, 1)),
        ((3, 24, 64), [1, 1, 1, 1], (3, 3), (1, 1)),
        ((9, 27, 33), [2, 2, 2, 2], (5, 5), (2, 2)),
        ((4, 33, 16), [0, 0, 5, 7], (3, 5), (2, 1)),
        ((2, 19, 33), [0, 0, 0, 0], (2, 3), (1, 3)),
    ];
    for ((height, width, channels), [above, below, left, right], kernel, strides) in cases {
        let padded = (height + above + below, width + left + right, channels);
        let g = Geometry::new(padded, kernel, strides, 1).unwrap();
        let (rows, columns) = g.output();
        let x = noise(&mut rng, height * width * channels);
        let weights = noise(&mut rng, kernel.0 * kernel.1 * channels);
        let bias: Vec<f32> = noise(&mut rng, channels).iter().map(|value| 4.0 * value + 3.0).collect();
        let mut around = vec![0.0; g.height() * g.width() * channels];
        for row in 0..height {
            let to = ((above + row) * g.width() + left) * channels;
            around[to..][..width * channels].copy_from_slice(&x[row * width * channels..][..width * channels]);
        }
        for simd in Simd::available() {
            let mut expected = vec![0.0; rows * columns * channels];
            depthwise_forward(simd, &g, &around, &weights, &bias, false, &mut expected);
            let inside = Surroundings { above, left, height, width };
            for (clamp, most) in [(Clamp::None, f32::INFINITY), (Clamp::Relu, f32::INFINITY), (Clamp::Relu6, 6.0)] {
                let least = if clamp == Clamp::None { f32::NEG_INFINITY } else { 0.0 };
                let expected: Vec<f64> = expected.iter().map(|value| f64::from(value.clamp(least, most))).collect();
                let mut y = vec![7.0; expected.len()];
                let (first, second) = y.split_at_mut(rows / 2 * columns * channels);
                for (range, y) in [(0..rows / 2, first), (rows / 2..rows, second)] {
                    depthwise_clamped(simd, &g, inside, &x, &weights, &bias, clamp, range, y);
                }
                close(&y, &expected, &format!("{simd:?} {clamp:?} {g:?} {inside:?}"));
            }
        }
    }
}

#[test]
fn a_depthwise_convolution_without_padding_refuses_what_does_not_fit() {
    let g = Geometry::new((6, 7, 19), (3, 2), (1, 1), 1).unwrap();
    let ((rows, columns), channels) = (g.output(), g.channels());
    let inside = Surroundings { above: 1, left: 0, height: 4, width: 7 };
    let (x, weights, bias) = (vec![0.0; 4 * 7 * channels], vec![0.0; 6 * channels], vec![0.0; channels]);
    let y = vec![0.0; rows * columns * channels];
    let refused = |inside: Surroundings, x: &[f32], w: &[f32], b: &[f32], rows: std::ops::Range<usize>, len: usize| {
        let mut y = y.clone();
        let mut call =
            || depthwise_clamped(Simd::Portable, &g, inside, x, w, b, Clamp::None, rows.clone(), &mut y[..len]);
        catch_unwind(AssertUnwindSafe(&mut call)).is_err()
    };
    assert!(!refused(inside, &x, &weights, &bias, 0..rows, y.len()));
    assert!(refused(inside, &x[1..], &weights, &bias, 0..rows, y.len()));
    assert!(refused(inside, &x, &weights[1..], &bias, 0..rows, y.len()));
    assert!(refused(inside, &x, &weights, &bias[1..], 0..rows, y.len()));
    assert!(refused(inside, &x, &weights, &bias, 1..rows + 1, y.len()));
    assert!(refused(inside, &x, &weights, &bias, 0..rows, y.len() - 1));
    assert!(refused(Surroundings { above: 3, ..inside }, &x, &weights, &bias, 0..rows, y.len()));
    assert!(refused(Surroundings { above: usize::MAX, ..inside }, &x, &weights, &bias, 0..rows, y.len()));
}
