//! Against Keras, keras-preprocessing, scipy and Pillow.

use super::*;
use crate::config::{ColorJitter, FillMode, Form, RandomErasing, RandomResizedCrop, Zoom};
use crate::data::split::Mt19937;
use crate::data::testing::reference;
use proptest::prelude::*;
use serde_json::Value;

const GREY_LEVEL_TOLERANCE: f64 = 1e-3;

/// The notebook's settings.
fn notebook(form: Form) -> AugmentationConfig {
    AugmentationConfig {
        form,
        rotation_range: 15.0,
        shear_range: 0.1,
        zoom_range: Zoom::Amount(0.2),
        horizontal_flip: true,
        width_shift_range: 0.1,
        height_shift_range: 0.1,
        ..AugmentationConfig::default()
    }
}

/// Grey levels in and out, nothing augmented.
fn plain(form: Form) -> AugmentationConfig {
    AugmentationConfig { form, rescale: 1.0, ..AugmentationConfig::default() }
}

/// The rule of the references' pictures.
fn test_picture(height: usize, width: usize) -> Vec<u8> {
    let pixel = |r: usize, c: usize, k: usize| ((31 * r + 17 * c + 53 * k + r * c) % 256) as u8;
    (0..height).flat_map(|r| (0..width).flat_map(move |c| (0..3).map(move |k| pixel(r, c, k)))).collect()
}

fn number(value: &Value, name: &str, otherwise: f64) -> f64 {
    match &value[name] {
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        other => other.as_f64().unwrap_or(otherwise),
    }
}

fn transform(params: &Value) -> Transform {
    Transform {
        theta_degrees: number(params, "theta", 0.0),
        tx: number(params, "tx", 0.0),
        ty: number(params, "ty", 0.0),
        shear_degrees: number(params, "shear", 0.0),
        zx: number(params, "zx", 1.0),
        zy: number(params, "zy", 1.0),
        flip_horizontal: number(params, "flip_horizontal", 0.0) > 0.5,
        flip_vertical: number(params, "flip_vertical", 0.0) > 0.5,
        ..Transform::IDENTITY
    }
}

fn geometry(t: &Transform) -> [f64; 8] {
    let flips = [t.flip_horizontal, t.flip_vertical].map(|flip| f64::from(u8::from(flip)));
    [t.theta_degrees, t.tx, t.ty, t.shear_degrees, t.zx, t.zy, flips[0], flips[1]]
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        other => vec![other.as_f64().unwrap()],
    }
}

fn assert_near(actual: impl Iterator<Item = f64>, expected: &[f64], tolerance: f64, what: &str) {
    let actual: Vec<f64> = actual.collect();
    assert_eq!(actual.len(), expected.len(), "{what}");
    for (i, (a, e)) in actual.iter().zip(expected).enumerate() {
        assert!((a - e).abs() <= tolerance, "{what}: value {i} is {a} instead of {e}");
    }
}

#[test]
fn warps_are_those_of_both_generations() {
    let reference = reference("keras_semantics.json");
    for case in reference["affine"].as_array().unwrap() {
        let (height, width) = (number(case, "h", 0.0) as usize, number(case, "w", 0.0) as usize);
        let pixels = test_picture(height, width);
        for (form, name) in [(Form::Classic, "classic"), (Form::Modern, "modern")] {
            let augmenter = Augmenter::new(&plain(form), height, width);
            let mut out = vec![0.0; pixels.len()];
            augmenter.apply(&transform(&case["params"]), &pixels, &mut out);
            let red = out.iter().step_by(3).copied().map(f64::from);
            assert_near(red, &numbers(&case[name]), GREY_LEVEL_TOLERANCE, &format!("{name} {}", case["params"]));
        }
    }
}

#[test]
fn numpys_numbers_give_keras_parameters() {
    let reference = reference("keras_semantics.json");
    let augmenter = Augmenter::new(&notebook(Form::Classic), 128, 128);
    let mut random = Mt19937::new(42);
    for expected in reference["params_seed42_128"].as_array().unwrap() {
        let drawn = augmenter.draw_from(|| random.next_f64());
        let (expected, drawn) = (geometry(&transform(expected)), geometry(&drawn));
        assert_near(drawn.into_iter(), &expected, 1e-12, "parameters");
    }
}

#[test]
fn the_whole_pipeline_is_keras() {
    let reference = reference("keras_semantics.json");
    let expected = &reference["pipeline_7x9_to_8x8_seed7"];
    let pixels: Vec<u8> = numbers(&expected["resized_u8"]).into_iter().map(|level| level as u8).collect();
    for (form, name) in [(Form::Classic, "classic"), (Form::Modern, "modern")] {
        let augmenter = Augmenter::new(&notebook(form), 8, 8);
        let mut random = Mt19937::new(7);
        let drawn = augmenter.draw_from(|| random.next_f64());
        let mut out = vec![0.0; pixels.len()];
        augmenter.apply(&drawn, &pixels, &mut out);
        let tolerance = GREY_LEVEL_TOLERANCE / 255.0;
        assert_near(out.into_iter().map(f64::from), &numbers(&expected[name]), tolerance, name);
    }
}

#[test]
fn fill_modes_equal_those_of_scipy() {
    let reference: Value = serde_json::from_str(include_str!("fill_modes.json")).unwrap();
    let pixels = test_picture(5, 7);
    for case in reference["cases"].as_array().unwrap() {
        let fill_mode: FillMode = serde_json::from_value(case["fill_mode"].clone()).unwrap();
        let config = AugmentationConfig { fill_mode, cval: number(case, "cval", 0.0), ..plain(Form::Classic) };
        let mut out = vec![0.0; pixels.len()];
        Augmenter::new(&config, 5, 7).apply(&transform(&case["params"]), &pixels, &mut out);
        let green = out.iter().skip(1).step_by(3).copied().map(f64::from);
        assert_near(green, &numbers(&case["green"]), GREY_LEVEL_TOLERANCE, &format!("{fill_mode:?}"));
    }
}

/// The first three columns of two rows; numbers from keras-preprocessing 1.1.2, Pillow 13.0.0.
#[test]
fn channel_shift_and_brightness_equal_those_of_keras() {
    let pixels = test_picture(2, 3);
    let augmented = |form, change: Transform| {
        let mut out = vec![0.0; pixels.len()];
        Augmenter::new(&plain(form), 2, 3).apply(&change, &pixels, &mut out);
        out
    };
    let shifted = Transform { channel_shift: Some(12.5), ..Transform::IDENTITY };
    let expected = [
        12.5, 65.5, 118.5, 29.5, 82.5, 135.5, 46.5, 99.5, 152.5, 43.5, 96.5, 149.5, 61.5, 114.5, 167.5, 79.5, 132.5,
        173.0,
    ];
    assert_eq!(augmented(Form::Classic, shifted), expected);

    let brighter = |factor| Transform { brightness: Some(factor), ..Transform::IDENTITY };
    let classic = [0, 132, 255, 42, 175, 255, 85, 217, 255, 76, 209, 255, 122, 255, 255, 166, 255, 255];
    assert_eq!(augmented(Form::Classic, brighter(1.7)), classic.map(|level| level as f32));
    let classic = [0, 46, 93, 15, 61, 108, 30, 76, 123, 27, 73, 120, 43, 90, 136, 58, 105, 153];
    assert_eq!(augmented(Form::Classic, brighter(0.6)), classic.map(|level| level as f32));
    let modern = [0, 90, 180, 28, 119, 209, 57, 147, 238, 52, 142, 232, 83, 173, 255, 113, 204, 255];
    assert_eq!(augmented(Form::Modern, brighter(1.7)), modern.map(|level| level as f32));
    let modern = [0, 31, 63, 10, 42, 73, 20, 52, 84, 18, 50, 82, 29, 61, 93, 40, 72, 103];
    assert_eq!(augmented(Form::Modern, brighter(0.6)), modern.map(|level| level as f32));
    for (level, byte) in augmented(Form::Corrected, brighter(0.5)).into_iter().zip(&pixels) {
        assert!((level - f32::from(*byte) / 2.0).abs() < 1e-6);
    }
}

#[test]
fn flips_mirror() {
    let pixels = test_picture(5, 4);
    let augmenter = Augmenter::new(&plain(Form::Corrected), 5, 4);
    let mut out = vec![0.0; pixels.len()];
    let at = |row: usize, column: usize| f32::from(pixels[(row * 4 + column) * 3]);
    augmenter.apply(&Transform { flip_horizontal: true, ..Transform::IDENTITY }, &pixels, &mut out);
    assert_eq!((out[0], out[9]), (at(0, 3), at(0, 0)));
    augmenter.apply(&Transform { flip_vertical: true, ..Transform::IDENTITY }, &pixels, &mut out);
    assert_eq!((out[0], out[9], out[4 * 12]), (at(4, 0), at(4, 3), at(0, 0)));
}

#[test]
fn the_corrected_form_shifts_along_the_named_axis_and_keeps_the_centre() {
    let config = AugmentationConfig { height_shift_range: 0.4, ..plain(Form::Corrected) };
    let augmenter = Augmenter::new(&config, 10, 20);
    let drawn = augmenter.draw_from(|| 0.75);
    let [[_, _, rows], [_, _, columns], _] = augmenter.matrix(&drawn);
    assert!((rows - 2.0).abs() < 1e-12 && columns.abs() < 1e-12, "a height shift of 0.2 x 10 rows: {rows}, {columns}");
    let turned = Transform { theta_degrees: 30.0, zx: 1.3, zy: 0.7, ..Transform::IDENTITY };
    let m = augmenter.matrix(&turned);
    let centre = [4.5, 9.5];
    for axis in 0..2 {
        let moved = m[axis][0] * centre[0] + m[axis][1] * centre[1] + m[axis][2];
        assert!((moved - centre[axis]).abs() < 1e-12, "the centre is kept");
    }
}

#[test]
fn equal_keys_draw_equal_transforms_and_other_keys_others() {
    let augmenter = Augmenter::new(&notebook(Form::Classic), 128, 128);
    let key = SampleKey { seed: 42, epoch: 3, index: 17 };
    assert_eq!(augmenter.draw(key), augmenter.draw(key));
    let others = [SampleKey { seed: 43, ..key }, SampleKey { epoch: 4, ..key }, SampleKey { index: 18, ..key }];
    for other in others {
        assert_ne!(augmenter.draw(key), augmenter.draw(other));
    }
}

#[test]
fn without_augmentation_the_picture_is_only_rescaled() {
    let pixels = test_picture(6, 9);
    let augmenter = Augmenter::new(&AugmentationConfig::default(), 6, 9);
    let drawn = augmenter.draw(SampleKey { seed: 1, epoch: 2, index: 3 });
    assert_eq!(drawn, Transform::IDENTITY);
    let (mut augmented, mut plain) = (vec![0.0; pixels.len()], vec![0.0; pixels.len()]);
    augmenter.apply(&drawn, &pixels, &mut augmented);
    augmenter.standardize(&pixels, &mut plain);
    assert_eq!(augmented, plain);
    assert!((plain[1] - 53.0 / 255.0).abs() < 1e-6);
}

proptest! {
    /// Any transform of any small picture stays within the picture's own grey levels, whatever the fill mode.
    #[test]
    fn bilinear_values_stay_in_range(
        (height, width) in (1_usize..6, 1_usize..6),
        (theta_degrees, shear_degrees) in (-400.0..400.0, -89.0..89.0),
        (tx, ty) in (-1e4..1e4, -1e4..1e4),
        (zx, zy) in (-3.0..3.0, prop_oneof![0.0..3.0, 1e-9..1e20]),
        mode in 0_usize..4,
    ) {
        let fill_mode = [FillMode::Nearest, FillMode::Constant, FillMode::Reflect, FillMode::Wrap][mode];
        let pixels = test_picture(height, width);
        let config = AugmentationConfig { fill_mode, cval: 100.0, ..plain(Form::Classic) };
        let change = Transform { theta_degrees, tx, ty, shear_degrees, zx, zy, ..Transform::IDENTITY };
        let mut out = vec![f32::NAN; pixels.len()];
        Augmenter::new(&config, height, width).apply(&change, &pixels, &mut out);
        prop_assert!(out.iter().all(|level| (-1e-3..=255.001).contains(level)));
    }
}

/// Doubles from numbers that are not random, so that each has its known place in the draws.
fn sequence(numbers: &[f64]) -> impl FnMut() -> f64 + use<'_> {
    let mut numbers = numbers.iter().copied().cycle();
    move || numbers.next().unwrap()
}

fn with(change: impl FnOnce(&mut AugmentationConfig)) -> AugmentationConfig {
    let mut config = plain(Form::Corrected);
    change(&mut config);
    config
}

proptest! {
    #[test]
    fn crops_have_the_area_and_form_that_torchvision_allows(
        (height, width) in (8..90_usize, 8..90_usize),
        scale in (0.05..0.6_f64, 0.6..1.0_f64),
        seed in any::<u64>(),
    ) {
        let crop = RandomResizedCrop { scale, ratio: (0.75, 4.0 / 3.0) };
        let augmenter = Augmenter::new(&with(|config| config.random_resized_crop = Some(crop)), height, width);
        let found = augmenter.draw(SampleKey { seed, epoch: 1, index: 2 }).crop.unwrap();
        prop_assert!(found.top + found.height <= height && found.left + found.width <= width, "{found:?}");
        prop_assert!(found.height >= 1 && found.width >= 1);
        // Sides are rounded to whole pixels, and the fall-back fills the picture as far as its form allows.
        let (low, high) = ((found.width as f64 - 0.5) / (found.height as f64 + 0.5), (found.width as f64 + 0.5) / (found.height as f64 - 0.5));
        prop_assert!(low <= 4.0 / 3.0 && high >= 0.75, "{found:?}");
        let least = (found.width as f64 + 0.5) * (found.height as f64 + 0.5) / (height * width) as f64;
        prop_assert!(least >= scale.0.min(0.75 * height.min(width) as f64 / height.max(width) as f64), "{found:?}");
    }

    #[test]
    fn erased_rectangles_lie_inside_and_cover_the_share_that_torchvision_allows(
        (height, width) in (16..90_usize, 16..90_usize),
        seed in any::<u64>(),
    ) {
        let erasing = RandomErasing { p: 1.0, scale: (0.02, 0.33), ratio: (0.3, 3.3), value: 9.0 };
        let augmenter = Augmenter::new(&with(|config| config.random_erasing = Some(erasing)), height, width);
        let transform = augmenter.draw(SampleKey { seed, epoch: 1, index: 2 });
        let mut out = vec![0.0; augmenter.sample_len()];
        augmenter.apply(&transform, &vec![200; augmenter.sample_len()], &mut out);
        let covered = out.iter().filter(|value| **value < 10.0).count();
        let expected = transform.erased.map_or(0, |it| it.height * it.width * 3);
        prop_assert_eq!(covered, expected);
        if let Some(it) = transform.erased {
            let share = |more: f64| (it.height as f64 + more) * (it.width as f64 + more) / (height * width) as f64;
            prop_assert!(share(0.5) >= 0.02 && share(-0.5) <= 0.33, "{it:?}");
        }
    }
}

#[test]
fn a_crop_is_drawn_as_torchvision_draws_it() {
    // Of 40 x 60 pixels: area 2400 * 0.25, form 1, then the middle of what is left.
    let crop = RandomResizedCrop { scale: (0.0625, 0.4375), ratio: (0.5, 2.0) };
    let augmenter = Augmenter::new(&with(|config| config.random_resized_crop = Some(crop)), 40, 60);
    // Two numbers for the flips come first.
    let drawn = augmenter.draw_from(sequence(&[0.9, 0.9, 0.5, 0.5, 0.5, 0.25]));
    assert_eq!(drawn.crop, Some(Rectangle { top: 8, left: 9, height: 24, width: 24 }));
    // No form fits a narrow picture: the middle, as high as the widest form allows.
    let narrow = RandomResizedCrop { scale: (0.9, 1.0), ratio: (0.9, 1.1) };
    let augmenter = Augmenter::new(&with(|config| config.random_resized_crop = Some(narrow)), 100, 20);
    let drawn = augmenter.draw_from(sequence(&[0.5]));
    assert_eq!(drawn.crop, Some(Rectangle { top: 39, left: 0, height: 22, width: 20 }));
}

#[test]
fn a_crop_is_brought_to_the_whole_size_by_the_centres_of_pixels() {
    let (height, width) = (8, 12);
    // A level that rises by 10 a row and 5 a column is still such a plane after any crop.
    let level = |row: f64, column: f64| 10.0 * row + 5.0 * column;
    let pixels: Vec<u8> =
        (0..height).flat_map(|r| (0..width).flat_map(move |c| [level(r as f64, c as f64) as u8; 3])).collect();
    let augmenter = Augmenter::new(&plain(Form::Corrected), height, width);
    let crop = Rectangle { top: 2, left: 3, height: 4, width: 6 };
    let mut out = vec![0.0; pixels.len()];
    augmenter.apply(&Transform { crop: Some(crop), ..Transform::IDENTITY }, &pixels, &mut out);
    for (at, pixel) in out.as_chunks::<3>().0.iter().enumerate() {
        let (row, column) = ((at / width) as f64, (at % width) as f64);
        let expected = level(2.0 + 0.5 * (row + 0.5) - 0.5, 3.0 + 0.5 * (column + 0.5) - 0.5);
        assert!(
            pixel.iter().all(|value| (f64::from(*value) - expected).abs() < 1e-3),
            "{row} {column}: {pixel:?} {expected}"
        );
    }
}

#[test]
fn colours_change_by_torchvisions_definitions() {
    let augmenter = Augmenter::new(&plain(Form::Corrected), 1, 2);
    let pixels = [100, 50, 200, 10, 20, 30];
    let jittered = |order, factors| {
        let mut out = vec![0.0; 6];
        let jitter = Some(Jitter { order, factors });
        augmenter.apply(&Transform { jitter, ..Transform::IDENTITY }, &pixels, &mut out);
        out
    };
    let grey = |pixel: [f64; 3]| 0.2989 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
    let (first, second) = ([100.0, 50.0, 200.0], [10.0, 20.0, 30.0]);
    let mean = f64::midpoint(grey(first), grey(second));
    let near = |found: Vec<f32>, expected: [f64; 6]| {
        let close = found.iter().zip(expected).all(|(found, expected)| (f64::from(*found) - expected).abs() < 1e-3);
        assert!(close, "{found:?} instead of {expected:?}");
    };
    near(jittered([0, 1, 2], [1.5, 1.0, 1.0]), [150.0, 75.0, 255.0, 15.0, 30.0, 45.0]);
    let blended = |pixel: [f64; 3], other: f64, factor: f64| {
        pixel.map(|value| (factor * value + (1.0 - factor) * other).clamp(0.0, 255.0))
    };
    let pair = |first: [f64; 3], second: [f64; 3]| [first[0], first[1], first[2], second[0], second[1], second[2]];
    near(jittered([2, 0, 1], [1.0, 0.5, 1.0]), pair(blended(first, mean, 0.5), blended(second, mean, 0.5)));
    let saturated = pair(blended(first, grey(first), 1.4), blended(second, grey(second), 1.4));
    near(jittered([1, 2, 0], [1.0, 1.0, 1.4]), saturated);
    // Black first, so that nothing is left to blend.
    near(jittered([0, 1, 2], [0.0, 0.5, 0.5]), [0.0; 6]);
}

#[test]
fn what_is_drawn_for_earlier_configurations_stays() {
    let config = notebook(Form::Corrected);
    let mut more = config.clone();
    more.random_resized_crop = Some(RandomResizedCrop::default());
    more.color_jitter = Some(ColorJitter { brightness: 0.3, contrast: 0.3, saturation: 0.3 });
    more.random_erasing = Some(RandomErasing::default());
    let key = SampleKey { seed: 4, epoch: 2, index: 9 };
    let [plain, more] = [config, more].map(|config| Augmenter::new(&config, 20, 30).draw(key));
    assert_eq!(Transform { crop: None, jitter: None, erased: None, ..more }, plain);
    let jitter = more.jitter.unwrap();
    let mut order = jitter.order;
    order.sort_unstable();
    assert_eq!(order, [0, 1, 2]);
    assert!(jitter.factors.iter().all(|factor| (0.7..1.3).contains(factor)), "{jitter:?}");
}

#[test]
fn pictures_are_brought_to_an_input_of_another_size_by_the_centres_of_pixels() {
    let (height, width) = (12, 20);
    // A level that rises by 6 a row and 3 a column is still such a plane after any crop.
    let level = |row: f64, column: f64| 6.0 * row + 3.0 * column;
    let pixels: Vec<u8> =
        (0..height).flat_map(|r| (0..width).flat_map(move |c| [level(r as f64, c as f64) as u8; 3])).collect();
    let augmenter = Augmenter::new(&plain(Form::Corrected), height, width).resizing_to((6, 8));
    assert_eq!((augmenter.picture_len(), augmenter.sample_len()), (12 * 20 * 3, 6 * 8 * 3));
    let crop = Rectangle { top: 3, left: 5, height: 8, width: 12 };
    for (crop, part) in [(None, (0.0, 0.0, 12.0, 20.0)), (Some(crop), (3.0, 5.0, 8.0, 12.0))] {
        let mut out = vec![0.0; augmenter.sample_len()];
        augmenter.apply(&Transform { crop, ..Transform::IDENTITY }, &pixels, &mut out);
        let (top, left, part_height, part_width) = part;
        for (place, value) in out.iter().step_by(3).enumerate() {
            let (row, column) = ((place / 8) as f64, (place % 8) as f64);
            let from = |at: f64, part: f64, side: f64, start: f64| (at + 0.5) * part / side - 0.5 + start;
            let expected = level(from(row, part_height, 6.0, top), from(column, part_width, 8.0, left));
            assert!((f64::from(*value) - expected).abs() < 1e-3, "{value} instead of {expected} at {row}, {column}");
        }
    }
}

#[test]
fn crops_are_drawn_in_the_picture_and_erased_parts_in_the_input() {
    let crop = RandomResizedCrop { scale: (1.0, 1.0), ratio: (1.0, 1.0) };
    let erasing = RandomErasing { p: 1.0, scale: (0.25, 0.25), ratio: (1.0, 1.0), value: 9.0 };
    let config = with(|config| {
        config.random_resized_crop = Some(crop);
        config.random_erasing = Some(erasing);
    });
    let augmenter = Augmenter::new(&config, 40, 40).resizing_to((16, 16));
    let drawn = augmenter.draw(SampleKey { seed: 3, epoch: 1, index: 2 });
    assert_eq!(drawn.crop, Some(Rectangle { top: 0, left: 0, height: 40, width: 40 }));
    assert_eq!(drawn.erased.map(|it| (it.height, it.width)), Some((8, 8)));
}
