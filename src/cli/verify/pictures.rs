//! Sections `pil_nearest`, `params_*`, `affine` and `pipeline_*`: resizing, and `ImageDataGenerator` in both generations.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::report::{Report, Tolerance};
use super::split::seed_of;
use crate::config::{self, AugmentationConfig, Form, Resize};
use crate::data::augment::{Augmenter, Transform};
use crate::data::split::Mt19937;
use crate::data::{Picture, Preprocessing};

/// Warped pixels, in gray levels of 0..255.
const GRAY_LEVEL: f64 = 1e-3;
/// Random parameters come from equal doubles by the same arithmetic.
const PARAMETER: Tolerance = Tolerance::Absolute(1e-9);

/// `pil_nearest`: which source pixel each pixel of a resized line comes from, `499->16`, across and down.
pub(super) fn check_nearest(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    for (sizes, reference) in BTreeMap::<String, Vec<usize>>::deserialize(numbers)? {
        let (from, to) = sizes.split_once("->").with_context(|| format!("{sizes}: expected a name like 9->8"))?;
        let (from, to): (usize, usize) = (from.parse()?, to.parse()?);
        ensure!((1..=65_536).contains(&from) && (1..=65_536).contains(&to), "{sizes}: not a size of a picture");
        // Each pixel carries its own index in its first two channels.
        let rgb: Vec<u8> = (0..from).flat_map(|index| [index as u8, (index >> 8) as u8, 0]).collect();
        let across = preprocessing(1, to).apply(&Picture { height: 1, width: from, rgb: rgb.clone() });
        let down = preprocessing(to, 1).apply(&Picture { height: from, width: 1, rgb });
        report.exact(&format!("{section}: {sizes} across"), &indices(&across), &reference)?;
        report.exact(&format!("{section}: {sizes} down"), &indices(&down), &reference)?;
    }
    Ok(())
}

fn indices(rgb: &[u8]) -> Vec<usize> {
    rgb.as_chunks::<3>().0.iter().map(|pixel| usize::from(pixel[0]) | usize::from(pixel[1]) << 8).collect()
}

fn preprocessing(height: usize, width: usize) -> Preprocessing {
    Preprocessing { height, width, exif_orientation: false, resize: Resize::Nearest }
}

/// Random parameters as `ImageDataGenerator.get_random_transform` names them; what is left out changes nothing.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Parameters {
    theta: f64,
    tx: f64,
    ty: f64,
    shear: f64,
    zx: f64,
    zy: f64,
    flip_horizontal: Flag,
    flip_vertical: Flag,
    channel_shift_intensity: Option<f64>,
    brightness: Option<f64>,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            theta: 0.0,
            tx: 0.0,
            ty: 0.0,
            shear: 0.0,
            zx: 1.0,
            zy: 1.0,
            flip_horizontal: Flag::Bool(false),
            flip_vertical: Flag::Bool(false),
            channel_shift_intensity: None,
            brightness: None,
        }
    }
}

/// Keras's flips are sometimes numbers.
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Flag {
    Bool(bool),
    Number(f64),
}

impl Flag {
    fn is_set(self) -> bool {
        match self {
            Self::Bool(set) => set,
            Self::Number(number) => number != 0.0,
        }
    }
}

impl From<&Parameters> for Transform {
    fn from(parameters: &Parameters) -> Self {
        Self {
            theta_degrees: parameters.theta,
            tx: parameters.tx,
            ty: parameters.ty,
            shear_degrees: parameters.shear,
            zx: parameters.zx,
            zy: parameters.zy,
            flip_horizontal: parameters.flip_horizontal.is_set(),
            flip_vertical: parameters.flip_vertical.is_set(),
            channel_shift: parameters.channel_shift_intensity,
            brightness: parameters.brightness,
            ..Self::IDENTITY
        }
    }
}

/// `params_seed42_128`: the notebook's draws for pictures of 128x128 from numpy's generator.
pub(super) fn check_parameters(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let (_, side) = section.rsplit_once('_').context("no size in the section's name")?;
    let side: usize = side.parse().with_context(|| format!("size {side} in the section's name"))?;
    let augmenter = Augmenter::new(&notebook_settings(Form::Classic)?, side, side);
    let mut random = Mt19937::new(seed_of(section)?);
    for (index, reference) in Vec::<Parameters>::deserialize(numbers)?.iter().enumerate() {
        let drawn = augmenter.draw_from(|| random.next_f64());
        compare_transforms(&format!("{section}: draw {index}"), &drawn, &reference.into(), report)?;
    }
    Ok(())
}

fn compare_transforms(name: &str, ours: &Transform, reference: &Transform, report: &mut Report) -> anyhow::Result<()> {
    let numbers = |t: &Transform| [t.theta_degrees, t.tx, t.ty, t.shear_degrees, t.zx, t.zy];
    let choices = |t: &Transform| (t.flip_horizontal, t.flip_vertical, t.channel_shift, t.brightness);
    report.close(&format!("{name}, numbers"), &numbers(ours), &numbers(reference), PARAMETER)?;
    report.exact(&format!("{name}, flips and colour"), &choices(ours), &choices(reference))?;
    Ok(())
}

#[derive(Deserialize)]
struct Warped {
    h: usize,
    w: usize,
    ch: usize,
    params: Parameters,
    modern: Value,
    classic: Value,
}

/// `affine`: test pictures under given parameters, through the matrix of each generation.
pub(super) fn check_affine(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    for (index, case) in Vec::<Warped>::deserialize(numbers)?.iter().enumerate() {
        let (height, width) = (case.h, case.w);
        ensure!(matches!(case.ch, 1 | 3), "case {index}: ch is 1 or 3, not {}", case.ch);
        ensure!((1..=4096).contains(&height) && (1..=4096).contains(&width), "case {index}: h or w out of range");
        let pixels = test_picture(height, width).rgb;
        for (form, reference) in [(Form::Classic, &case.classic), (Form::Modern, &case.modern)] {
            let settings = AugmentationConfig { form, rescale: 1.0, ..AugmentationConfig::default() };
            let mut out = vec![0.0; pixels.len()];
            Augmenter::new(&settings, height, width).apply(&Transform::from(&case.params), &pixels, &mut out);
            // The single channel of a gray test picture is the first of three.
            let ours: Vec<f32> = out.chunks_exact(3).flat_map(|pixel| &pixel[..case.ch]).copied().collect();
            let name = format!("{section}: case {index}, {height}x{width}, {form:?}");
            report.close_f32(&name, &ours, &flatten(reference)?, Tolerance::Absolute(GRAY_LEVEL))?;
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Pipeline {
    resized_u8: Value,
    params: Parameters,
    modern: Value,
    classic: Value,
}

/// `pipeline_7x9_to_8x8_seed7`: a test picture from its own size to the network's numbers, as the notebook varies it.
pub(super) fn check_pipeline(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let sizes: Vec<usize> = section.split(['_', 'x']).filter_map(|part| part.parse().ok()).collect();
    let &[from_height, from_width, height, width] = sizes.as_slice() else {
        anyhow::bail!("expected a name like pipeline_7x9_to_8x8_seed7");
    };
    let reference = Pipeline::deserialize(numbers)?;
    let pixels = preprocessing(height, width).apply(&test_picture(from_height, from_width));
    let resized: Vec<f64> = pixels.iter().map(|&pixel| f64::from(pixel)).collect();
    report.exact(&format!("{section}: resized"), &resized, &flatten(&reference.resized_u8)?)?;
    for (form, expected) in [(Form::Classic, &reference.classic), (Form::Modern, &reference.modern)] {
        let augmenter = Augmenter::new(&notebook_settings(form)?, height, width);
        let mut random = Mt19937::new(seed_of(section)?);
        let drawn = augmenter.draw_from(|| random.next_f64());
        compare_transforms(&format!("{section}: draw, {form:?}"), &drawn, &(&reference.params).into(), report)?;
        let mut ours = vec![0.0; pixels.len()];
        augmenter.apply(&drawn, &pixels, &mut ours);
        let tolerance = Tolerance::Absolute(GRAY_LEVEL / 255.0);
        report.close_f32(&format!("{section}: augmented, {form:?}"), &ours, &flatten(expected)?, tolerance)?;
    }
    Ok(())
}

/// The notebook's augmentation in one of its generations.
fn notebook_settings(form: Form) -> anyhow::Result<AugmentationConfig> {
    Ok(AugmentationConfig { form, ..config::preset("notebook")?.augmentation })
}

/// The file's `test_image_rule`: pixel(r, c, ch) = (31 r + 17 c + 53 ch + r c) mod 256.
fn test_picture(height: usize, width: usize) -> Picture {
    let value = |r: usize, c: usize, ch: usize| (31 * r + 17 * c + 53 * ch + r * c) as u8;
    let places = (0..height).flat_map(|r| (0..width).map(move |c| (r, c)));
    let rgb = places.flat_map(|(r, c)| (0..3).map(move |ch| value(r, c, ch))).collect();
    Picture { height, width, rgb }
}

/// Nested lists of numbers in row-major order.
fn flatten(value: &Value) -> anyhow::Result<Vec<f64>> {
    match value {
        Value::Array(items) => {
            let parts = items.iter().map(flatten).collect::<anyhow::Result<Vec<_>>>()?;
            Ok(parts.concat())
        }
        other => other.as_f64().map(|number| vec![number]).with_context(|| format!("{other} is not a number")),
    }
}
