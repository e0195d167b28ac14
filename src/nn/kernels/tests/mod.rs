//! Every kernel against its plain definition, on every instruction set of this processor, at odd sizes.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

mod depthwise;
mod passes;
mod safety;
mod winograd;

fn noise(rng: &mut ChaCha8Rng, len: usize) -> Vec<f32> {
    (0..len).map(|_| rng.random_range(-1.0..1.0)).collect()
}

fn close(found: &[f32], expected: &[f64], what: &str) {
    let scale = expected.iter().fold(1.0f64, |a, b| a.max(b.abs()));
    assert_eq!(found.len(), expected.len());
    for (i, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((f64::from(*a) - b).abs() <= 2e-6 * scale, "{what}: element {i} is {a}, not {b}");
    }
}

fn geometries() -> [Geometry; 10] {
    let geometry = |input, kernel, strides, filters| Geometry::new(input, kernel, strides, filters).unwrap();
    [
        geometry((3, 3, 1), (3, 3), (1, 1), 1),
        geometry((7, 9, 3), (3, 3), (1, 1), 5),
        geometry((8, 11, 5), (2, 3), (2, 1), 33),
        geometry((13, 6, 4), (1, 1), (1, 2), 64),
        geometry((9, 17, 7), (5, 4), (1, 1), 130),
        geometry((1, 1, 2), (1, 1), (3, 3), 17),
        // Pixels that fill tiles of each other height.
        geometry((3, 14, 9), (1, 1), (1, 1), 16),
        geometry((2, 14, 9), (1, 1), (1, 1), 8),
        geometry((7, 7, 5), (1, 1), (1, 1), 192),
        geometry((5, 7, 30), (1, 1), (1, 1), 64),
    ]
}

/// Row, column and filter of each number of an output.
fn places(height: usize, width: usize, filters: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..height * width * filters).map(move |i| (i / filters / width, i / filters % width, i % filters))
}

fn packed(simd: Simd, depth: usize, columns: usize, elements: &[f32]) -> PackedMatrix {
    let mut packed = PackedMatrix::zeros(simd, depth, columns);
    packed.fill(|row, column| elements[row * columns + column]);
    packed
}

fn plain_forward(g: &Geometry, x: &[f32], w: &[f32], bias: &[f32]) -> Vec<f64> {
    let (oh, ow) = g.output();
    let mut y = Vec::new();
    for h in 0..oh {
        for c in 0..ow {
            for f in 0..g.filters() {
                let mut sum = f64::from(bias[f]);
                for kh in 0..g.kernel().0 {
                    for kw in 0..g.kernel().1 {
                        for ch in 0..g.channels() {
                            let at =
                                ((h * g.strides().0 + kh) * g.width() + c * g.strides().1 + kw) * g.channels() + ch;
                            let k = (kh * g.kernel().1 + kw) * g.channels() + ch;
                            sum += f64::from(x[at]) * f64::from(w[k * g.filters() + f]);
                        }
                    }
                }
                y.push(sum);
            }
        }
    }
    y
}

#[test]
fn blocks_of_a_packed_matrix_are_filled_as_the_whole_and_sums_of_matrices_are_read_row_by_row() {
    let mut rng = ChaCha8Rng::seed_from_u64(17);
    for simd in Simd::available() {
        for (depth, columns) in [(1, 1), (7, 3), (65, 33), (130, 16), (27, 70)] {
            let matrices: Vec<Vec<f32>> =
                (0..3).map(|_| (0..depth * columns).map(|_| rng.random_range(-1.0..1.0)).collect()).collect();
            let packed = matrices.iter().map(|elements| {
                let whole = packed(simd, depth, columns, elements);
                let mut by_blocks = PackedMatrix::zeros(simd, depth, columns);
                for block in by_blocks.blocks_mut(64) {
                    let first = block.column;
                    for (row, line) in block.lines() {
                        line.copy_from_slice(&elements[row * columns + first..][..line.len()]);
                    }
                }
                assert_eq!(*by_blocks.data, *whole.data, "{simd:?} {depth}x{columns}");
                whole.data.to_vec()
            });
            let groups: Vec<f32> = packed.flatten().collect();
            for rows in [0..depth, depth / 2..depth, 0..0] {
                let mut sum = vec![f32::NAN; rows.len() * columns];
                sum_rows(simd, &groups, (depth, columns), rows.clone(), &mut sum);
                let expected: Vec<f32> = (rows.start * columns..rows.end * columns)
                    .map(|i| matrices.iter().fold(0.0, |sum, elements| sum + elements[i]))
                    .collect();
                assert_eq!(sum, expected, "{simd:?} {depth}x{columns} {rows:?}");
            }
        }
    }
}

#[test]
fn convolution_equals_its_definition() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for simd in Simd::available() {
        for g in &geometries() {
            let x = noise(&mut rng, g.height() * g.width() * g.channels());
            let w = noise(&mut rng, g.depth() * g.filters());
            let bias = noise(&mut rng, g.filters());
            let packed = packed(simd, g.depth(), g.filters(), &w);
            let (oh, ow) = g.output();
            let mut y = vec![0.0; oh * ow * g.filters()];
            let middle = oh / 2;
            let (first, second) = y.split_at_mut(middle * ow * g.filters());
            forward(g, &x, &packed, Some(&bias), Clamp::None, None, 0..middle, first);
            forward(g, &x, &packed, Some(&bias), Clamp::None, None, middle..oh, second);
            let expected = plain_forward(g, &x, &w, &bias);
            close(&y, &expected, &format!("{simd:?} {g:?}"));
            forward(g, &x, &packed, Some(&bias), Clamp::Relu, None, 0..oh, &mut y);
            let expected: Vec<f64> = expected.iter().map(|v| v.max(0.0)).collect();
            close(&y, &expected, &format!("{simd:?} {g:?} with ReLU"));
            // ReLU6 of sums around 6, added to other numbers.
            let high: Vec<f32> = bias.iter().map(|value| value + 5.5).collect();
            let onto = noise(&mut rng, y.len());
            forward(g, &x, &packed, Some(&high), Clamp::Relu6, Some(&onto), 0..oh, &mut y);
            let clamped = plain_forward(g, &x, &w, &high).into_iter().map(|value| value.clamp(0.0, 6.0));
            let expected: Vec<f64> = clamped.zip(&onto).map(|(value, onto)| value + f64::from(*onto)).collect();
            close(&y, &expected, &format!("{simd:?} {g:?} with ReLU6, added"));
        }
    }
}

#[test]
fn a_convolution_of_several_pictures_is_that_of_each() {
    let mut rng = ChaCha8Rng::seed_from_u64(21);
    for simd in Simd::available() {
        for g in &geometries() {
            let x = noise(&mut rng, 3 * g.input_len());
            let w = noise(&mut rng, g.depth() * g.filters());
            let bias = noise(&mut rng, g.filters());
            let packed = packed(simd, g.depth(), g.filters(), &w);
            let (oh, ow) = g.output();
            let expected: Vec<f64> = x.chunks(g.input_len()).flat_map(|x| plain_forward(g, x, &w, &bias)).collect();
            let mut y = vec![0.0; expected.len()];
            // Bands that begin and end within a picture.
            let (first, second) = y.split_at_mut((oh + oh / 2) * ow * g.filters());
            forward(g, &x, &packed, Some(&bias), Clamp::None, None, 0..oh + oh / 2, first);
            forward(g, &x, &packed, Some(&bias), Clamp::None, None, oh + oh / 2..3 * oh, second);
            close(&y, &expected, &format!("{simd:?} {g:?}"));
        }
    }
}

#[test]
fn weight_gradient_equals_its_definition() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for simd in Simd::available() {
        for g in &geometries() {
            let (oh, ow) = g.output();
            let pictures = 3;
            let x = noise(&mut rng, pictures * g.input_len());
            let pixel = padded_channels(simd, g.filters());
            let row = ow * pixel + 3;
            let pitch = Pitch { picture: oh * row + 5, row, pixel };
            let mut dy = vec![0.0; pictures * pitch.picture];
            let mut expected = vec![0.0f64; g.depth() * g.filters()];
            for (x, dy) in x.chunks(g.input_len()).zip(dy.chunks_mut(pitch.picture)) {
                for (h, c, f) in places(oh, ow, g.filters()) {
                    let value: f32 = rng.random_range(-1.0..1.0);
                    dy[h * pitch.row + c * pixel + f] = value;
                    for k in 0..g.depth() {
                        let (kh, rest) = (k / (g.kernel().1 * g.channels()), k % (g.kernel().1 * g.channels()));
                        let at = ((h * g.strides().0 + kh) * g.width() + c * g.strides().1) * g.channels() + rest;
                        expected[k * g.filters() + f] += f64::from(x[at]) * f64::from(value);
                    }
                }
            }
            let mut gradient = vec![0.0; PackedMatrix::len_for(simd, g.depth(), g.filters())];
            let middle = oh / 2;
            // The first picture in two bands, the others at once.
            weight_gradient(simd, g, &x, &dy, pitch, 1, 0..middle, &mut gradient);
            weight_gradient(simd, g, &x, &dy[middle * pitch.row..], pitch, 1, middle..oh, &mut gradient);
            let (x, dy) = (&x[g.input_len()..], &dy[pitch.picture..]);
            weight_gradient(simd, g, x, dy, pitch, pictures - 1, 0..oh, &mut gradient);
            let mut found = vec![0.0; g.depth() * g.filters()];
            sum_rows(simd, &gradient, (g.depth(), g.filters()), 0..g.depth(), &mut found);
            close(&found, &expected, &format!("{simd:?} {g:?}"));
        }
    }
}

#[test]
fn product_equals_its_definition() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for simd in Simd::available() {
        for (rows, depth, columns) in [
            (1, 1, 1),
            (15, 37, 10),
            (7, 64, 64),
            (13, 5, 100),
            (6, 3, 48),
            (1, 9, 256),
            (3, 0, 5),
            (2, 0, 64),
            (15, 16, 256),
            (29, 70, 192),
        ] {
            let a = noise(&mut rng, rows * depth);
            let b = noise(&mut rng, depth * columns);
            let packed = packed(simd, depth, columns, &b);
            let transposed: Vec<f32> = (0..depth * rows).map(|i| a[(i % rows) * depth + i / rows]).collect();
            for start in [Start::Zero, Start::Previous] {
                let before = noise(&mut rng, rows * columns);
                let mut expected = Vec::new();
                for i in 0..rows {
                    for j in 0..columns {
                        let sum: f64 =
                            (0..depth).map(|k| f64::from(a[i * depth + k]) * f64::from(b[k * columns + j])).sum();
                        let before = f64::from(before[i * columns + j]);
                        expected.push(if start == Start::Zero { sum } else { before + sum });
                    }
                }
                let check = |a: &[f32], (row, step): (usize, usize), b: Columns, what: &str| {
                    for soon in [&[][..], &before, &noise(&mut ChaCha8Rng::seed_from_u64(4), 5000)] {
                        let mut c = before.clone();
                        product(a, (rows, row, step), b, &mut c, columns, start, soon);
                        close(&c, &expected, &format!("{simd:?} {rows}x{depth}x{columns}, {start:?}, {what}"));
                    }
                };
                check(&a, (depth, 1), (&packed).into(), "packed");
                check(&transposed, (1, rows), (&packed).into(), "transposed");
                if let Some(whole) = Columns::of_rows(simd, &b, columns) {
                    check(&a, (depth, 1), whole, "row-major");
                }
            }
        }
    }
}
