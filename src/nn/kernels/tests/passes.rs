//! The passes over activations against their plain definitions in double precision, at random sizes, on every
//! instruction set of this processor.

use proptest::prelude::*;
use rand::Rng as _;

use super::*;

/// A random picture of convolution outputs and the windows that pool it.
#[derive(Debug, Clone)]
struct Case {
    windows: Windows,
    /// Rows of windows, and rows of pixels below the last one.
    rows: (usize, usize),
    seed: u64,
}

impl Case {
    fn row(&self) -> usize {
        self.windows.width * self.windows.channels
    }

    fn pixels(&self) -> usize {
        (self.rows.0 * self.windows.pool.0 + self.rows.1) * self.windows.width
    }

    fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.seed)
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = ((1..4_usize, 1..4_usize), 0..5_usize, 0..3_usize, 1..4_usize, 0..3_usize);
    (sizes, 1..40_usize, any::<u64>()).prop_map(|((pool, columns, right, rows, below), channels, seed)| {
        let width = (columns * pool.1 + right.min(pool.1 - 1)).max(1);
        Case { windows: Windows { pool, width, channels }, rows: (rows, below.min(pool.0 - 1)), seed }
    })
}

/// Multiples of a quarter from -1 to 1, so that many are equal.
fn coarse(rng: &mut ChaCha8Rng, len: usize) -> Vec<f32> {
    (0..len).map(|_| 0.25 * f32::from(rng.random_range(-4..=4_i8))).collect()
}

fn flags(rng: &mut ChaCha8Rng, len: usize) -> Vec<bool> {
    (0..len).map(|_| rng.random()).collect()
}

/// Offsets of a window's pixels in `y`, row by row.
fn pixels_of(windows: Windows, row: usize, column: usize) -> Vec<usize> {
    let Windows { pool, width, channels } = windows;
    let pixel = |place: usize| (row * pool.0 + place / pool.1) * width + column * pool.1 + place % pool.1;
    (0..pool.0 * pool.1).map(|place| pixel(place) * channels).collect()
}

/// The values that max pooling keeps, or min pooling where `largest` is false for the channel.
fn pooled_values(y: &[f32], windows: Windows, rows: usize, largest: &[bool]) -> Vec<f32> {
    let mut z = Vec::new();
    for window in 0..rows * windows.columns() {
        let pixels = pixels_of(windows, window / windows.columns(), window % windows.columns());
        for (channel, largest) in largest.iter().enumerate() {
            let values = pixels.iter().map(|at| y[at + channel]);
            z.push(if *largest { values.fold(f32::MIN, f32::max) } else { values.fold(f32::MAX, f32::min) });
        }
    }
    z
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn moments_equal_their_definition(case in cases()) {
        let channels = case.windows.channels;
        let y = noise(&mut case.rng(), case.pixels() * channels);
        let channel = |c: usize| y.iter().skip(c).step_by(channels).map(|value| f64::from(*value));
        let count = case.pixels() as f64;
        let means: Vec<f64> = (0..channels).map(|c| channel(c).sum::<f64>() / count).collect();
        let squares: Vec<f64> = (0..channels).map(|c| channel(c).map(|v| (v - means[c]).powi(2)).sum()).collect();
        for simd in Simd::available() {
            let (mut mean, mut square) = (vec![f32::NAN; channels], vec![f32::NAN; channels]);
            moments(simd, &y, channels, &mut mean, &mut square);
            close(&mean, &means, "means");
            close(&square, &squares, "squares");
        }
    }

    #[test]
    fn pooling_keeps_the_largest_or_smallest_value_of_each_window(case in cases()) {
        let Case { windows, rows, .. } = case;
        let mut rng = case.rng();
        let mut y = coarse(&mut rng, case.pixels() * windows.channels);
        let largest = flags(&mut rng, windows.channels);
        let expected = pooled_values(&y, windows, rows.0, &largest);
        for simd in Simd::available() {
            let mut z = vec![f32::NAN; expected.len()];
            pool_extremes(simd, &y, windows, &largest, &mut z);
            prop_assert_eq!(&z, &expected);
        }
        let at = rng.random_range(0..y.len());
        y[at] = f32::NAN;
        let is_pooled = |window| {
            let pixels = pixels_of(windows, window / windows.columns(), window % windows.columns());
            pixels.contains(&(at - at % windows.channels))
        };
        let hit = (0..rows.0 * windows.columns()).find(|window| is_pooled(*window));
        for simd in Simd::available() {
            let mut z = vec![0.0; expected.len()];
            pool_extremes(simd, &y, windows, &largest, &mut z);
            for (place, value) in z.iter().enumerate() {
                let nan = hit == Some(place / windows.channels) && place % windows.channels == at % windows.channels;
                prop_assert_eq!(value.is_nan(), nan);
            }
        }
    }

    #[test]
    fn normalisation_equals_its_definition(case in cases(), index in any::<u32>(), rate in 0.0..0.9_f32) {
        let channels = case.windows.channels;
        let mut rng = case.rng();
        let z = noise(&mut rng, case.pixels() * channels);
        let (scale, shift) = (noise(&mut rng, channels), noise(&mut rng, channels));
        let mask = Mask::new(rng.random(), rate);
        let factor = |at: usize| f64::from(mask.factor(index.wrapping_add(at as u32)));
        let value = |at: usize| f64::from(z[at]) * f64::from(scale[at % channels]) + f64::from(shift[at % channels]);
        let expected: Vec<f64> = (0..z.len()).map(|at| value(at) * factor(at)).collect();
        for simd in Simd::available() {
            let mut out = vec![f32::NAN; z.len()];
            normalise(simd, &z, &scale, &shift, mask, index, &mut out);
            close(&out, &expected, "normalised");
        }
    }

    #[test]
    fn sums_of_the_normalisations_gradient_equal_their_definition(
        case in cases(),
        index in any::<u32>(),
        rate in 0.0..0.9_f32,
    ) {
        let channels = case.windows.channels;
        let mut rng = case.rng();
        let (z, gradient) = (noise(&mut rng, case.pixels() * channels), noise(&mut rng, case.pixels() * channels));
        let (mean, inverse) = (noise(&mut rng, channels), noise(&mut rng, channels));
        let (sum, product) = (noise(&mut rng, channels), noise(&mut rng, channels));
        let mask = Mask::new(rng.random(), rate);
        let (mut sums, mut products) = (wide(&sum), wide(&product));
        for at in 0..z.len() {
            let c = at % channels;
            let g = f64::from(gradient[at]) * f64::from(mask.factor(index.wrapping_add(at as u32)));
            sums[c] += g;
            products[c] += g * (f64::from(z[at]) - f64::from(mean[c])) * f64::from(inverse[c]);
        }
        for simd in Simd::available() {
            let (mut sum, mut product) = (sum.clone(), product.clone());
            let normalised = Normalised { mean: &mean, inverse_deviation: &inverse };
            normalise_sums(simd, &z, &gradient, normalised, mask, index, &mut sum, &mut product);
            close(&sum, &sums, "sums");
            close(&product, &products, "products");
        }
    }

    #[test]
    fn unpooling_equals_its_definition(
        case in cases(),
        index in any::<u32>(),
        rate in 0.0..0.9_f32,
        relu in any::<bool>(),
        padding in (0..5_usize, 0..5_usize),
    ) {
        let Case { windows, rows: (_, below), .. } = case;
        let Windows { pool, width, channels } = windows;
        let mut rng = case.rng();
        let [slope, constant, linear] = [(); 3].map(|()| noise(&mut rng, channels));
        let coefficients = Coefficients { slope: &slope, constant: &constant, linear: &linear, relu };
        let mask = Mask::new(rng.random(), rate);
        let largest = flags(&mut rng, channels);
        let pitch = Pitch { picture: 0, row: width * (channels + padding.0) + padding.1, pixel: channels + padding.0 };
        // One row of windows, or the rows below the last one.
        for (rows, is_pooled) in [(pool.0, true), (below, false)] {
            let y = coarse(&mut rng, rows * case.row());
            let z = if is_pooled { pooled_values(&y, windows, 1, &largest) } else { Vec::new() };
            let gradient = noise(&mut rng, z.len());
            // The gradient of each output of the convolution before the normalisation's coefficients.
            let mut routed = vec![0.0; y.len()];
            for (place, g) in gradient.iter().enumerate() {
                let pixels = pixels_of(windows, 0, place / channels);
                let winner = pixels.iter().map(|at| at + place % channels).find(|at| y[*at] == z[place]);
                let factor = mask.factor(index.wrapping_add(place as u32));
                routed[winner.expect("the value of one of the pixels")] = f64::from(*g) * f64::from(factor);
            }
            let start = noise(&mut rng, channels);
            let mut sums = wide(&start);
            let mut expected = vec![f64::NAN; rows * pitch.row];
            for (at, value) in y.iter().enumerate() {
                let (pixel, c) = (at / channels, at % channels);
                let [slope, constant, linear] = [slope[c], constant[c], linear[c]].map(f64::from);
                let g = slope * routed[at] + constant + linear * f64::from(*value);
                let g = if relu && *value <= 0.0 { 0.0 } else { g };
                expected[pixel / width * pitch.row + pixel % width * pitch.pixel + c] = g;
                sums[c] += g;
            }
            for simd in Simd::available() {
                let mut d = vec![f32::NAN; expected.len()];
                let mut sum = start.clone();
                let pooled = is_pooled.then_some(Pooled { z: &z, gradient: &gradient, mask, index });
                unpool(simd, &y, windows, pooled, coefficients, &mut d, pitch, &mut sum);
                close(&sum, &sums, "sums");
                for (found, expected) in d.iter().zip(&expected) {
                    let both_untouched = found.is_nan() && expected.is_nan();
                    prop_assert!(both_untouched || (f64::from(*found) - expected).abs() < 1e-5, "{found} {expected}");
                }
            }
        }
    }
}

#[test]
fn a_mask_drops_its_share_and_scales_the_rest() {
    const COUNT: u32 = 100_000;
    for (rate, scale) in [(0.0, 1.0), (0.25, 4.0 / 3.0), (0.5, 2.0), (0.9, 10.0)] {
        let mask = Mask::new(12345, rate);
        let dropped = (0..COUNT).filter(|index| mask.factor(*index) == 0.0).count();
        let share = f64::from(rate);
        let deviation = (share * (1.0 - share) / f64::from(COUNT)).sqrt();
        assert!((dropped as f64 / f64::from(COUNT) - share).abs() <= 5.0 * deviation, "{dropped} at a rate of {rate}");
        let kept = (0..COUNT).map(|index| mask.factor(index)).filter(|factor| *factor != 0.0);
        kept.for_each(|factor| assert!((f64::from(factor) - scale).abs() < 1e-5, "{factor} at a rate of {rate}"));
    }
    assert!((0..COUNT).all(|index| (Mask::none().factor(index) - 1.0).abs() < f32::EPSILON));
}
