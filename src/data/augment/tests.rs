//! Against Keras, keras-preprocessing, scipy and Pillow.

use super::*;
use crate::config::{FillMode, Form, Zoom};
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
        channel_shift: None,
        brightness: None,
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
