//! Winograd's filtering against the definition of a convolution and of its gradient, in double precision.

use std::ops::Range;

use super::*;

/// Pictures of whole tiles, and with remainders in both directions; one and several panels of filters.
fn tiled() -> [Geometry; 5] {
    let geometry = |input, filters| Geometry::new(input, (3, 3), (1, 1), filters).unwrap();
    [
        geometry((14, 12, 32), 32),
        geometry((11, 15, 32), 48),
        geometry((16, 13, 48), 64),
        geometry((13, 19, 64), 96),
        geometry((11, 12, 80), 128),
    ]
}

fn transformed(simd: Simd, g: &Geometry, weights: &[f32]) -> PackedMatrix {
    let (channels, filters) = (g.channels(), g.filters());
    let mut packed = PackedMatrix::zeros(simd, POINTS * channels, filters);
    packed.fill(|row, filter| {
        let place = |place: usize| weights[(place * channels + row % channels) * filters + filter];
        kernel_share(row / channels).iter().enumerate().map(|(at, share)| share * place(at)).sum()
    });
    packed
}

/// As [`close`], within what the transformations' rounding may add to it.
fn close_enough(found: &[f32], expected: &[f64], what: &str) {
    let scale = expected.iter().fold(1.0f64, |a, b| a.max(b.abs()));
    assert_eq!(found.len(), expected.len());
    for (i, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((f64::from(*a) - b).abs() <= 2e-5 * scale, "{what}: element {i} is {a}, not {b}");
    }
}

/// Where a weight is: its place in the kernel, its channel and its filter.
fn weight_at(g: &Geometry, at: usize) -> (usize, usize, usize) {
    (at / g.filters() / g.channels(), at / g.filters() % g.channels(), at % g.filters())
}

/// The gradient of the kernels from that of their values at each point.
fn gradient_of_kernels(g: &Geometry, points: &[f32]) -> Vec<f32> {
    let weights = (0..g.depth() * g.filters()).map(|at| weight_at(g, at));
    let of_weight = |(place, channel, filter): (usize, usize, usize)| {
        let point = |point: usize| points[(point * g.channels() + channel) * g.filters() + filter];
        kernel_gradient_share(place).iter().enumerate().map(|(at, share)| share * point(at)).sum()
    };
    weights.map(of_weight).collect()
}

/// The gradient of the weights by its definition.
fn plain_gradient(g: &Geometry, x: &[f32], dy: &[f32], pitch: Pitch, pictures: usize) -> Vec<f64> {
    let (height, width) = g.output();
    let of_weight = |(place, channel, filter): (usize, usize, usize)| {
        let pixels = (0..pictures).flat_map(|p| places(height, width, 1).map(move |(h, c, _)| (p, h, c)));
        let products = pixels.map(|(picture, row, column)| {
            let (h, w) = (row + place / 3, column + place % 3);
            let x = x[picture * g.input_len() + (h * g.width() + w) * g.channels() + channel];
            let dy = dy[picture * pitch.picture + row * pitch.row + column * pitch.pixel + filter];
            f64::from(x) * f64::from(dy)
        });
        products.sum()
    };
    (0..g.depth() * g.filters()).map(|at| of_weight(weight_at(g, at))).collect()
}

struct Case {
    g: Geometry,
    x: Vec<f32>,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Case {
    fn new(rng: &mut ChaCha8Rng, g: Geometry, pictures: usize) -> Self {
        let x = noise(rng, pictures * g.input_len());
        Self { g, x, weights: noise(rng, g.depth() * g.filters()), bias: noise(rng, g.filters()) }
    }

    /// The rows by Winograd's filtering, and whether all sums are finite.
    fn rows(&self, simd: Simd, clamp: Clamp, onto: Option<&[f32]>, rows: Range<usize>) -> (Vec<f32>, bool) {
        let Self { g, x, weights, bias } = self;
        let mut y = vec![f32::NAN; rows.len() * g.output().1 * g.filters()];
        let mut scratch = vec![f32::NAN; winograd_scratch(g)];
        let weights = transformed(simd, g, weights);
        let is_finite = winograd_forward(g, x, &weights, Some(bias), clamp, onto, rows, &mut y, &mut scratch);
        (y, is_finite)
    }

    fn expected(&self) -> Vec<f64> {
        let Self { g, x, weights, bias } = self;
        x.chunks_exact(g.input_len()).flat_map(|x| plain_forward(g, x, weights, bias)).collect()
    }
}

#[test]
fn outputs_of_one_and_of_several_pictures_equal_the_definition() {
    let mut rng = ChaCha8Rng::seed_from_u64(21);
    for simd in Simd::available() {
        for g in tiled() {
            for pictures in [1, 3] {
                let case = Case::new(&mut rng, g, pictures);
                let what = format!("{simd:?} {g:?}");
                let rows = 0..pictures * g.output().0;
                let expected = case.expected();
                let (y, is_finite) = case.rows(simd, Clamp::None, None, rows.clone());
                assert!(is_finite, "{what}");
                close_enough(&y, &expected, &what);
                let onto = noise(&mut rng, y.len());
                let sums: Vec<f64> =
                    expected.iter().zip(&onto).map(|(value, onto)| value.max(0.0) + f64::from(*onto)).collect();
                close_enough(&case.rows(simd, Clamp::Relu, Some(&onto), rows).0, &sums, &what);
            }
        }
    }
}

#[test]
fn an_output_is_the_same_in_whichever_band_of_rows_it_is_computed() {
    let mut rng = ChaCha8Rng::seed_from_u64(22);
    for simd in Simd::available() {
        let case = Case::new(&mut rng, tiled()[3], 2);
        let (height, row) = (case.g.output().0, case.g.output().1 * case.g.filters());
        let (whole, _) = case.rows(simd, Clamp::None, None, 0..2 * height);
        for rows in [0..1, 2..3, 3..6, height - 1..height + 2, height + 5..2 * height] {
            let (band, _) = case.rows(simd, Clamp::None, None, rows.clone());
            assert_eq!(band, whole[rows.start * row..rows.end * row], "{simd:?}, rows {rows:?}");
        }
    }
}

#[test]
fn infinities_and_nan_are_told_and_denormals_are_not() {
    let mut rng = ChaCha8Rng::seed_from_u64(23);
    for simd in Simd::available() {
        for value in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN, f32::MAX] {
            let mut case = Case::new(&mut rng, tiled()[1], 1);
            let middle = case.x.len() / 2;
            case.x[middle] = value;
            assert!(!case.rows(simd, Clamp::Relu, None, 0..case.g.output().0).1, "{simd:?}: {value} in the picture");
            let mut case = Case::new(&mut rng, tiled()[1], 1);
            case.weights[700] = value;
            assert!(!case.rows(simd, Clamp::Relu, None, 0..case.g.output().0).1, "{simd:?}: {value} in the weights");
        }
        let mut case = Case::new(&mut rng, tiled()[1], 1);
        case.x.iter_mut().for_each(|value| *value *= f32::MIN_POSITIVE / 8.0);
        let (y, is_finite) = case.rows(simd, Clamp::None, None, 0..case.g.output().0);
        assert!(is_finite);
        close_enough(&y, &case.expected(), "denormals");
    }
}

#[test]
fn the_gradient_of_the_weights_equals_its_definition_in_one_piece_and_in_bands() {
    let mut rng = ChaCha8Rng::seed_from_u64(24);
    for simd in Simd::available() {
        for g in tiled() {
            let ((height, width), pixel) = (g.output(), padded_channels(simd, g.filters()));
            // Each row of the gradient ends with a pixel that does not belong to it.
            let pitch = Pitch { picture: height * (width + 1) * pixel, row: (width + 1) * pixel, pixel };
            let pictures = 2;
            let (x, dy) = (noise(&mut rng, pictures * g.input_len()), noise(&mut rng, pictures * pitch.picture));
            let len = PackedMatrix::len_for(simd, POINTS * g.channels(), g.filters());
            let mut scratch = vec![f32::NAN; winograd_gradient_scratch(&g)];
            let mut gradient = vec![0.0; len];
            for rows in [0..3, 3..height] {
                let dy = &dy[rows.start * pitch.row..];
                winograd_weight_gradient(simd, &g, &x, dy, pitch, pictures, rows, &mut gradient, &mut scratch);
            }
            let mut points = vec![0.0; POINTS * g.channels() * g.filters()];
            sum_rows(simd, &gradient, (POINTS * g.channels(), g.filters()), 0..POINTS * g.channels(), &mut points);
            let found = gradient_of_kernels(&g, &points);
            let expected = plain_gradient(&g, &x, &dy, pitch, pictures);
            close_enough(&found, &expected, &format!("{simd:?} {g:?}"));
        }
    }
}

/// Pictures of one and of few tiles, with remainders in both directions; one and several panels of filters.
fn small() -> [Geometry; 4] {
    let geometry = |input, filters| Geometry::new(input, (3, 3), (1, 1), filters).unwrap();
    [geometry((6, 6, 32), 48), geometry((4, 5, 48), 32), geometry((10, 7, 64), 96), geometry((5, 12, 80), 128)]
}

/// The transformed tiles of all pictures, in pieces of `together` pictures; `transform` writes those of a piece.
fn in_pieces(
    (tiles, channels): (usize, usize),
    pictures: usize,
    together: usize,
    transform: impl Fn(Range<usize>, &mut [f32]),
) -> Vec<f32> {
    let mut all = vec![f32::NAN; POINTS * tiles * pictures * channels];
    for (piece, to) in all.chunks_mut(POINTS * tiles * together * channels).enumerate() {
        transform(piece * together..pictures.min((piece + 1) * together), to);
    }
    all
}

#[test]
fn a_batch_of_small_pictures_has_the_outputs_and_gradients_of_the_definition() {
    let mut rng = ChaCha8Rng::seed_from_u64(25);
    for simd in Simd::available() {
        for g in small() {
            let ((height, width), filters, tiles) = (g.output(), g.filters(), tiles_of(&g));
            for (pictures, together) in [(1, 1), (7, 3), (4, 2)] {
                let what = format!("{simd:?} {g:?}, {pictures} pictures");
                let case = Case::new(&mut rng, g, pictures);
                let values = in_pieces((tiles, g.channels()), pictures, together, |pictures, to| {
                    let x = &case.x[pictures.start * g.input_len()..pictures.end * g.input_len()];
                    winograd_inputs(simd, &g, x, to);
                });
                let x = Tiles::new(&values, g.channels(), tiles * pictures, tiles * together);

                let weights = transformed(simd, &g, &case.weights);
                let mut sums = vec![f32::NAN; POINTS * tiles * pictures * filters];
                for (point, to) in sums.chunks_mut(tiles * pictures * filters).enumerate() {
                    winograd_product(&weights, point, x, to);
                }
                let mut y = vec![f32::NAN; pictures * height * width * filters];
                for (picture, y) in y.chunks_mut(height * width * filters).enumerate() {
                    let bias = Some(&case.bias[..]);
                    assert!(winograd_outputs(simd, &g, &sums, picture * tiles, bias, Clamp::None, y), "{what}");
                }
                close_enough(&y, &case.expected(), &what);

                // Each row of the gradient ends with a pixel that does not belong to it.
                let row = (width + 1) * filters;
                let pitch = Pitch { picture: height * row, row, pixel: filters };
                let dy = noise(&mut rng, pictures * pitch.picture);
                let gradients = in_pieces((tiles, filters), pictures, together, |pictures, to| {
                    winograd_output_gradients(
                        simd,
                        &g,
                        &dy[pictures.start * pitch.picture..],
                        pitch,
                        pictures.len(),
                        to,
                    );
                });
                let gradients = Tiles::new(&gradients, filters, tiles * pictures, tiles * together);
                let mut points = vec![f32::NAN; POINTS * g.channels() * filters];
                for (point, to) in points.chunks_mut(g.channels() * filters).enumerate() {
                    winograd_gradient_product(simd, point, x, gradients, to);
                }
                let expected = plain_gradient(&g, &case.x, &dy, pitch, pictures);
                close_enough(&gradient_of_kernels(&g, &points), &expected, &what);
            }
        }
    }
}

#[test]
fn sums_of_a_batch_that_are_not_finite_are_told() {
    for simd in Simd::available() {
        for value in [f32::INFINITY, f32::NAN] {
            let g = small()[0];
            let mut sums = vec![0.0; POINTS * 2 * g.filters()];
            sums[(5 * 2 + 1) * g.filters() + 3] = value;
            let mut y = vec![0.0; g.output().0 * g.output().1 * g.filters()];
            let mut is_finite = |first| winograd_outputs(simd, &g, &sums, first, None, Clamp::Relu, &mut y);
            assert_eq!([0, 1].map(&mut is_finite), [true, false], "{simd:?}: {value}");
        }
    }
}

#[test]
fn a_combination_is_the_weighted_sum_at_any_length() {
    let mut rng = ChaCha8Rng::seed_from_u64(26);
    for simd in Simd::available() {
        for len in [0, 1, 15, 16, 37] {
            let parts: Vec<(f32, Vec<f32>)> =
                [0.5, -2.0, 0.125].into_iter().map(|weight| (weight, noise(&mut rng, len))).collect();
            let mut found = vec![f32::NAN; len];
            let slices: Vec<(f32, &[f32])> = parts.iter().map(|(weight, part)| (*weight, &part[..])).collect();
            combination(simd, &slices, &mut found);
            let at = |i: usize| parts.iter().map(|(weight, part)| f64::from(*weight) * f64::from(part[i])).sum();
            close_enough(&found, &(0..len).map(at).collect::<Vec<f64>>(), &format!("{simd:?} {len}"));
        }
    }
}
