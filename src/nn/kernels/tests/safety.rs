//! Arguments that do not fit each other: every kernel refuses them instead of reading or writing outside its slices.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;

fn panics(call: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(call)).is_err()
}

#[test]
fn instruction_sets_are_found_by_name() {
    for simd in Simd::available() {
        assert_eq!(Simd::named(simd.name()), Ok(simd));
    }
    assert_eq!(Simd::named(""), Ok(Simd::available()[0]));
    for name in ["avx3", "AVX2", "portable ", "none"] {
        let error = Simd::named(name).unwrap_err();
        let sentence = error.to_string();
        assert!(sentence.contains("BIGODE_SIMD") && sentence.contains(&format!("\"{name}\"")), "{sentence}");
        assert!(Simd::available().iter().all(|simd| sentence.contains(simd.name())), "{sentence}");
    }
}

#[test]
fn a_geometry_has_no_lengths_of_0_and_no_kernel_larger_than_its_input() {
    let one = (1, 1);
    assert!(Geometry::new((1, 1, 1), one, one, 1).is_some());
    for (input, kernel, strides, filters) in [
        ((0, 1, 1), one, one, 1),
        ((1, 0, 1), one, one, 1),
        ((1, 1, 0), one, one, 1),
        ((1, 1, 1), (0, 1), one, 1),
        ((1, 1, 1), (1, 0), one, 1),
        ((1, 1, 1), one, (0, 1), 1),
        ((1, 1, 1), one, (1, 0), 1),
        ((1, 1, 1), one, one, 0),
        ((4, 4, 1), (5, 1), one, 1),
        ((4, 4, 1), (1, 5), one, 1),
    ] {
        assert_eq!(Geometry::new(input, kernel, strides, filters), None);
    }
}

#[test]
fn a_geometry_whose_lengths_overflow_is_refused() {
    const HALF: usize = 1 << (usize::BITS / 2);
    let one = (1, 1);
    // Each of these products wraps around to 0 or to a small number.
    for (input, kernel, strides, filters) in [
        ((HALF, HALF, 1), one, one, 1),
        ((HALF, HALF, 3), (HALF, HALF), one, 1),
        ((HALF / 2, HALF / 2, 4), one, one, 1),
        ((1, 1, HALF), one, one, HALF),
        ((HALF, HALF / 64, 1), one, one, 64),
        ((1, 1, 1), one, one, usize::MAX),
        ((usize::MAX, 1, 1), one, (usize::MAX, 1), 1),
    ] {
        assert_eq!(Geometry::new(input, kernel, strides, filters), None, "{input:?} {kernel:?} {filters}");
    }
}

#[test]
fn a_convolution_refuses_what_does_not_fit_its_geometry() {
    let g = Geometry::new((6, 7, 3), (3, 2), (1, 1), 20).unwrap();
    let (height, width) = g.output();
    for simd in Simd::available() {
        let (x, bias) = (vec![0.0; g.input_len()], vec![0.0; 20]);
        let weights = PackedMatrix::zeros(simd, g.depth(), 20);
        let [shallow, narrow] =
            [(g.depth() - 1, 20), (g.depth(), 19)].map(|(depth, columns)| PackedMatrix::zeros(simd, depth, columns));
        let mut y = vec![0.0; height * width * 20];
        forward(&g, &x, &weights, Some(&bias), Clamp::None, None, 0..height, &mut y);
        assert!(panics(|| forward(&g, &x[1..], &weights, None, Clamp::None, None, 0..height, &mut y)));
        assert!(panics(|| forward(&g, &x, &weights, None, Clamp::None, None, 0..height, &mut y[1..])));
        assert!(panics(|| forward(&g, &x, &weights, None, Clamp::None, None, 1..height + 1, &mut y)));
        let almost_two = [&x[..], &x[1..]].concat();
        let mut room = vec![0.0; 2 * y.len()];
        assert!(panics(|| forward(&g, &almost_two, &weights, None, Clamp::None, None, 0..2 * height, &mut room)));
        assert!(panics(|| forward(&g, &x, &weights, Some(&bias[1..]), Clamp::None, None, 0..height, &mut y)));
        assert!(panics(|| forward(&g, &x, &shallow, None, Clamp::None, None, 0..height, &mut y)));
        assert!(panics(|| forward(&g, &x, &narrow, None, Clamp::None, None, 0..height, &mut y)));
    }
}

#[test]
fn a_weight_gradient_refuses_what_does_not_fit_its_geometry() {
    let g = Geometry::new((6, 7, 3), (3, 2), (1, 1), 20).unwrap();
    let (height, width) = g.output();
    for simd in Simd::available() {
        let pixel = padded_channels(simd, 20);
        let pitch = Pitch { picture: height * width * pixel, row: width * pixel, pixel };
        let (x, dy) = (vec![0.0; g.input_len()], vec![0.0; pitch.picture]);
        let mut gradient = vec![0.0; PackedMatrix::len_for(simd, g.depth(), 20)];
        weight_gradient(simd, &g, &x, &dy, pitch, 1, 0..height, &mut gradient);
        assert!(panics(|| weight_gradient(simd, &g, &x[1..], &dy, pitch, 1, 0..height, &mut gradient)));
        assert!(panics(|| weight_gradient(simd, &g, &x, &dy[1..], pitch, 1, 0..height, &mut gradient)));
        assert!(panics(|| weight_gradient(
            simd,
            &g,
            &x,
            &dy,
            Pitch { row: pitch.row + 1, ..pitch },
            1,
            0..height,
            &mut gradient
        )));
        assert!(panics(|| weight_gradient(
            simd,
            &g,
            &x,
            &dy,
            Pitch { row: usize::MAX / 2, ..pitch },
            1,
            0..height,
            &mut gradient
        )));
        assert!(panics(|| weight_gradient(simd, &g, &x, &dy, pitch, 1, 1..height + 1, &mut gradient)));
        assert!(panics(|| weight_gradient(simd, &g, &x, &dy, pitch, 1, 0..height, &mut gradient[1..])));
        assert!(panics(|| weight_gradient(
            simd,
            &g,
            &x,
            &dy,
            Pitch { pixel: pixel + 1, ..pitch },
            1,
            0..height,
            &mut gradient
        )));
        assert!(panics(|| weight_gradient(simd, &g, &x, &dy, pitch, 2, 0..height, &mut gradient)));
        let two = [x.clone(), x.clone()].concat();
        assert!(panics(|| weight_gradient(simd, &g, &two, &dy, pitch, 2, 0..height, &mut gradient)));
        assert!(panics(|| weight_gradient(simd, &g, &x, &dy, pitch, 0, 0..height, &mut gradient)));
        for other in Simd::available() {
            // 20 columns are 24 or 32 floats wide, depending on the instruction set.
            let mut gradient = vec![0.0; PackedMatrix::len_for(other, g.depth(), 20)];
            let fits = gradient.len() == PackedMatrix::len_for(simd, g.depth(), 20);
            assert_eq!(panics(|| weight_gradient(simd, &g, &x, &dy, pitch, 1, 0..height, &mut gradient)), !fits);
        }
    }
}

#[test]
fn a_product_refuses_slices_that_are_too_short() {
    let (rows, depth, columns) = (7, 5, 64);
    for simd in Simd::available() {
        let (a, b) = (vec![0.0; rows * depth], vec![0.0; depth * columns]);
        let matrix = packed(simd, depth, columns, &b);
        let mut c = vec![0.0; rows * columns];
        for b in [(&matrix).into(), Columns::of_rows(simd, &b, columns).unwrap()] {
            product(&a, (rows, depth, 1), b, &mut c, columns, Start::Previous, &[]);
            assert!(panics(|| product(&a[1..], (rows, depth, 1), b, &mut c, columns, Start::Previous, &[])));
            assert!(panics(|| product(&a, (rows + 1, depth, 1), b, &mut c, columns, Start::Previous, &[])));
            assert!(panics(|| product(&a, (rows, usize::MAX / 2, 1), b, &mut c, columns, Start::Previous, &[])));
            assert!(panics(|| product(&a, (rows, depth, usize::MAX / 2), b, &mut c, columns, Start::Previous, &[])));
            assert!(panics(|| product(&a, (rows, depth, 1), b, &mut c[1..], columns, Start::Previous, &[])));
            assert!(panics(|| product(&a, (rows, depth, 1), b, &mut c, columns - 1, Start::Previous, &[])));
            assert!(panics(|| product(&a, (rows, depth, 1), b, &mut c, usize::MAX / 2, Start::Previous, &[])));
        }
        assert!(Columns::of_rows(simd, &b[1..], columns).is_none(), "a part of a row");
        assert!(Columns::of_rows(simd, &b, 0).is_none(), "no columns");
    }
}

#[test]
fn a_packed_matrix_larger_than_memory_is_refused() {
    for simd in Simd::available() {
        assert!(panics(|| drop(PackedMatrix::zeros(simd, usize::MAX / 8, 64))));
        assert!(panics(|| drop(PackedMatrix::zeros(simd, 1, usize::MAX))));
        let data = vec![0.0; 2 * PackedMatrix::len_for(simd, 3, 5)];
        sum_rows(simd, &data, (3, 5), 0..3, &mut [0.0; 15]);
        assert!(panics(|| sum_rows(simd, &data[1..], (3, 5), 0..3, &mut [0.0; 15])));
        assert!(panics(|| sum_rows(simd, &data, (3, 5), 0..3, &mut [0.0; 14])));
        assert!(panics(|| sum_rows(simd, &data, (3, 5), 1..4, &mut [0.0; 15])));
    }
}

#[test]
fn a_pass_refuses_lengths_that_do_not_fit_each_other() {
    let windows = Windows { pool: (2, 2), width: 5, channels: 3 };
    let (y, mut z, mut three, mut two) = (vec![0.0; 4 * 5 * 3], vec![0.0; 2 * 2 * 3], [0.0; 3], [0.0; 2]);
    let normalised = Normalised { mean: &[0.0; 3], inverse_deviation: &[1.0; 3] };
    let ones = [1.0; 3];
    let coefficients = Coefficients { slope: &ones, constant: &ones, linear: &ones, relu: false };
    let pitch = Pitch { picture: 0, row: 15, pixel: 3 };
    let mask = Mask::none();
    for simd in Simd::available() {
        assert!(panics(|| moments(simd, &[], 3, &mut three.clone(), &mut three)));
        assert!(panics(|| moments(simd, &y[1..], 3, &mut three.clone(), &mut three)));
        assert!(panics(|| moments(simd, &y, 3, &mut two, &mut three)));
        assert!(panics(|| pool_extremes(simd, &y, windows, &[true; 2], &mut z)));
        assert!(panics(|| pool_extremes(simd, &y, windows, &[true; 3], &mut z[1..])));
        assert!(panics(|| pool_extremes(simd, &y[3..], windows, &[true; 3], &mut z)));
        assert!(panics(|| pool_extremes(simd, &y, Windows { pool: (0, 1), ..windows }, &[true; 3], &mut z)));
        assert!(panics(|| normalise(simd, &y, &ones, &ones[1..], mask, 0, &mut y.clone())));
        assert!(panics(|| normalise(simd, &y, &ones, &ones, mask, 0, &mut y.clone()[3..])));
        assert!(panics(|| normalise_sums(simd, &y, &y[3..], normalised, mask, 0, &mut three.clone(), &mut three)));
        assert!(panics(|| normalise_sums(simd, &y, &y, normalised, mask, 0, &mut two, &mut three)));
        let two_rows = &y[..2 * 5 * 3];
        let gradient = vec![0.0; 2 * 3];
        let pooled = |gradient| Some(Pooled { z: &z[..2 * 3], gradient, mask, index: 0 });
        let mut d = vec![0.0; 2 * 5 * 3];
        unpool(simd, two_rows, windows, pooled(&gradient), coefficients, &mut d, pitch, &mut three);
        let short = Coefficients { slope: &ones[1..], ..coefficients };
        assert!(panics(|| unpool(simd, two_rows, windows, pooled(&gradient), short, &mut d, pitch, &mut three)));
        assert!(panics(|| unpool(
            simd,
            two_rows,
            windows,
            pooled(&gradient[1..]),
            coefficients,
            &mut d,
            pitch,
            &mut three
        )));
        assert!(panics(|| unpool(simd, &y, windows, pooled(&gradient), coefficients, &mut d, pitch, &mut three)));
        assert!(panics(|| unpool(simd, two_rows, windows, None, coefficients, &mut d[1..], pitch, &mut three)));
        assert!(panics(|| unpool(simd, two_rows, windows, None, coefficients, &mut d, pitch, &mut two)));
    }
}

#[test]
fn winograds_filtering_refuses_what_does_not_fit_its_geometry() {
    let geometry = |input, kernel, strides, filters| Geometry::new(input, kernel, strides, filters).unwrap();
    for other in [
        geometry((12, 12, 32), (3, 2), (1, 1), 32),
        geometry((12, 12, 32), (3, 3), (2, 1), 32),
        geometry((12, 12, 16), (3, 3), (1, 1), 32),
        geometry((12, 12, 40), (3, 3), (1, 1), 32),
        geometry((12, 12, 32), (3, 3), (1, 1), 33),
        geometry((10, 10, 32), (3, 3), (1, 1), 32),
        geometry((12, 6, 32), (3, 3), (1, 1), 32),
    ] {
        assert!(!is_winograd(&other), "{other:?}");
    }
    let g = geometry((12, 11, 32), (3, 3), (1, 1), 48);
    let ((height, width), no_bias) = (g.output(), None::<&[f32]>);
    for simd in Simd::available() {
        let (x, bias) = (vec![0.0; g.input_len()], vec![0.0; 48]);
        let weights = PackedMatrix::zeros(simd, POINTS * 32, 48);
        let direct = PackedMatrix::zeros(simd, g.depth(), 48);
        let mut y = vec![0.0; height * width * 48];
        let mut scratch = vec![0.0; winograd_scratch(&g)];
        let mut refuses = |x: &[f32], weights, bias, rows, room: usize, work: usize| {
            let (y, scratch) = (&mut y[..room], &mut scratch[..work]);
            panics(|| assert!(winograd_forward(&g, x, weights, bias, Clamp::None, None, rows, y, scratch)))
        };
        let (room, work) = (height * width * 48, winograd_scratch(&g));
        assert!(!refuses(&x, &weights, Some(&bias), 0..height, room, work));
        assert!(refuses(&x[1..], &weights, no_bias, 0..height, room, work));
        assert!(refuses(&x, &direct, no_bias, 0..height, room, work));
        assert!(refuses(&x, &weights, Some(&bias[1..]), 0..height, room, work));
        assert!(refuses(&x, &weights, no_bias, 1..height + 1, room, work));
        assert!(refuses(&x, &weights, no_bias, 0..height, room - 1, work));
        assert!(refuses(&x, &weights, no_bias, 0..height, room, work - 1));

        let pitch = Pitch { picture: height * width * 48, row: width * 48, pixel: 48 };
        let dy = vec![0.0; pitch.picture];
        let mut gradient = vec![0.0; PackedMatrix::len_for(simd, POINTS * 32, 48)];
        let mut scratch = vec![0.0; winograd_gradient_scratch(&g)];
        let mut refuses = |x: &[f32], dy: &[f32], pitch, pictures, rows, len: usize, work: usize| {
            let (gradient, scratch) = (&mut gradient[..len], &mut scratch[..work]);
            panics(|| winograd_weight_gradient(simd, &g, x, dy, pitch, pictures, rows, gradient, scratch))
        };
        let (len, work) = (PackedMatrix::len_for(simd, POINTS * 32, 48), winograd_gradient_scratch(&g));
        assert!(!refuses(&x, &dy, pitch, 1, 0..height, len, work));
        assert!(refuses(&x[1..], &dy, pitch, 1, 0..height, len, work));
        assert!(refuses(&x, &dy[1..], pitch, 1, 0..height, len, work));
        assert!(refuses(&x, &dy, Pitch { pixel: 47, ..pitch }, 1, 0..height, len, work));
        assert!(refuses(&x, &dy, pitch, 2, 0..height, len, work));
        assert!(refuses(&x, &dy, pitch, 1, 0..height + 1, len, work));
        assert!(refuses(&x, &dy, pitch, 1, 0..height, len - 1, work));
        assert!(refuses(&x, &dy, pitch, 1, 0..height, len, work - 1));
    }
}
