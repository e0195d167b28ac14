//! One sample's random parameters and the matrix that they make.

use super::rectangles::{self, Rectangle};
use crate::config::{AugmentationConfig, ColorJitter, Form};

/// What `ImageDataGenerator.get_random_transform` returns: how one sample is augmented.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transform {
    /// Rotation.
    pub theta_degrees: f64,
    /// Shift along the first axis of the form, in pixels (`height_shift_range`).
    pub tx: f64,
    /// Shift along the second axis of the form, in pixels (`width_shift_range`).
    pub ty: f64,
    /// Shear.
    pub shear_degrees: f64,
    /// Factor of the first axis; above 1 the content shrinks.
    pub zx: f64,
    /// Factor of the second axis; above 1 the content shrinks.
    pub zy: f64,
    /// Whether the sample is mirrored left to right.
    pub flip_horizontal: bool,
    /// Whether the sample is mirrored top to bottom.
    pub flip_vertical: bool,
    /// Added to all channels, in grey levels of 0..255.
    pub channel_shift: Option<f64>,
    /// Factor of brightness.
    pub brightness: Option<f64>,
    /// The part that is brought to the whole size, before everything else.
    pub crop: Option<Rectangle>,
    /// How its colours change.
    pub jitter: Option<Jitter>,
    /// The part that is covered, at the end.
    pub erased: Option<Rectangle>,
}

/// Factors of torchvision's `ColorJitter`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jitter {
    /// The order in which they are applied: 0 is brightness, 1 contrast, 2 saturation.
    pub order: [u8; 3],
    /// Of brightness, contrast and saturation; 1 changes nothing.
    pub factors: [f64; 3],
}

impl Jitter {
    fn draw(config: ColorJitter, uniform: &mut dyn FnMut() -> f64) -> Self {
        let mut order = [0, 1, 2];
        for last in (1..order.len()).rev() {
            order.swap(last, ((uniform() * (last + 1) as f64) as usize).min(last));
        }
        let ColorJitter { brightness, contrast, saturation } = config;
        let factors = [brightness, contrast, saturation].map(|amount| {
            let (low, high) = ((1.0 - amount).max(0.0), 1.0 + amount);
            if amount == 0.0 { 1.0 } else { low + (high - low) * uniform() }
        });
        Self { order, factors }
    }
}

impl Transform {
    /// The transform that leaves a picture as it is.
    pub const IDENTITY: Self = Self {
        theta_degrees: 0.0,
        tx: 0.0,
        ty: 0.0,
        shear_degrees: 0.0,
        zx: 1.0,
        zy: 1.0,
        flip_horizontal: false,
        flip_vertical: false,
        channel_shift: None,
        brightness: None,
        crop: None,
        jitter: None,
        erased: None,
    };

    /// Draws a sample's parameters, in Keras's order, from `uniform`, a source of doubles in [0, 1).
    ///
    /// A range of zero draws no number; the two flips always draw one each, whether or not they are on. With numpy's
    /// generator as the source these are Keras's own parameters. torchvision's are drawn after them.
    ///
    /// `pictures` are height and width of the pictures, `input` of what is made of them.
    pub fn draw(
        config: &AugmentationConfig,
        pictures: (usize, usize),
        input: (usize, usize),
        mut uniform: impl FnMut() -> f64,
    ) -> Self {
        let (height, width) = input;
        let mut between = |low: f64, high: f64| low + (high - low) * uniform();
        let theta_degrees = within(config.rotation_range, &mut between);
        let tx = shift(config.height_shift_range, height, &mut between);
        let ty = shift(config.width_shift_range, width, &mut between);
        let shear_degrees = within(config.shear_range, &mut between);
        let (zx, zy) = match config.zoom_range.range() {
            (1.0, 1.0) => (1.0, 1.0),
            (low, high) => (between(low, high), between(low, high)),
        };
        let flip_horizontal = between(0.0, 1.0) < 0.5 && config.horizontal_flip;
        let flip_vertical = between(0.0, 1.0) < 0.5 && config.vertical_flip;
        let channel_shift =
            (config.channel_shift_range != 0.0).then(|| within(config.channel_shift_range, &mut between));
        let brightness = config.brightness_range.map(|(low, high)| between(low, high));
        Self {
            theta_degrees,
            tx,
            ty,
            shear_degrees,
            zx,
            zy,
            flip_horizontal,
            flip_vertical,
            channel_shift,
            brightness,
            crop: config.random_resized_crop.map(|crop| rectangles::crop(crop, pictures.0, pictures.1, &mut uniform)),
            jitter: config.color_jitter.map(|jitter| Jitter::draw(jitter, &mut uniform)),
            erased: config.random_erasing.and_then(|erasing| rectangles::erased(erasing, height, width, &mut uniform)),
        }
    }

    /// The affine map from a row and column of the input, of this height and width, to those of the picture, homogeneous:
    /// rotation, shift, shear and zoom (R T S Z) about the form's centre, then into the picture where it is larger.
    ///
    /// `classic` turns about a point one pixel off the centre. `modern` exchanges rows and columns afterwards, so that
    /// shifts and zooms act on the other axis. `corrected` is `classic` about the exact centre. Where the picture is cropped,
    /// the result lies in the crop, so that pixels are sampled once.
    #[must_use]
    pub fn matrix(&self, form: Form, pictures: (usize, usize), (height, width): (usize, usize)) -> [[f64; 3]; 3] {
        let (sin, cos) = self.theta_degrees.to_radians().sin_cos();
        let (shear_sin, shear_cos) = self.shear_degrees.to_radians().sin_cos();
        let rotation = [[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]];
        let shear = [[1.0, -shear_sin, 0.0], [0.0, shear_cos, 0.0], [0.0, 0.0, 1.0]];
        let zoom = [[self.zx, 0.0, 0.0], [0.0, self.zy, 0.0], [0.0, 0.0, 1.0]];
        let about_origin = product(product(product(rotation, translation(self.tx, self.ty)), shear), zoom);

        let off_centre = if form == Form::Classic { 0.5 } else { -0.5 };
        let (x, y) = (height as f64 / 2.0 + off_centre, width as f64 / 2.0 + off_centre);
        let m = product(product(translation(x, y), about_origin), translation(-x, -y));
        let m = match form {
            Form::Classic | Form::Corrected => m,
            Form::Modern => [[m[1][1], m[1][0], m[1][2]], [m[0][1], m[0][0], m[0][2]], m[2]],
        };
        let resizes = pictures != (height, width);
        let whole = resizes.then_some(Rectangle { top: 0, left: 0, height: pictures.0, width: pictures.1 });
        self.crop.or(whole).map_or(m, |part| product(into(part, height, width), m))
    }

    /// Whether the pixels stay where they are (flips apart).
    #[must_use]
    pub fn keeps_place(&self) -> bool {
        let place = (self.theta_degrees, self.tx, self.ty, self.shear_degrees, self.zx, self.zy);
        place == (0.0, 0.0, 0.0, 0.0, 1.0, 1.0) && self.crop.is_none()
    }
}

/// From an input of this size to the part of a picture that was brought to that size, by the centres of pixels.
fn into(crop: Rectangle, height: usize, width: usize) -> [[f64; 3]; 3] {
    let along = |start: usize, part: usize, whole: usize| {
        let scale = part as f64 / whole as f64;
        (scale, start as f64 + (scale - 1.0) / 2.0)
    };
    let (down, top) = along(crop.top, crop.height, height);
    let (right, left) = along(crop.left, crop.width, width);
    [[down, 0.0, top], [0.0, right, left], [0.0, 0.0, 1.0]]
}

/// A number in ±`range`, or 0 without a draw where the range is zero.
fn within(range: f64, between: &mut impl FnMut(f64, f64) -> f64) -> f64 {
    if range == 0.0 { 0.0 } else { between(-range, range) }
}

/// A shift in pixels; a range below 1 is a share of the side.
fn shift(range: f64, side: usize, between: &mut impl FnMut(f64, f64) -> f64) -> f64 {
    let pixels_in_one = if range < 1.0 { side as f64 } else { 1.0 };
    within(range, between) * pixels_in_one
}

fn translation(x: f64, y: f64) -> [[f64; 3]; 3] {
    [[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]]
}

fn product(a: [[f64; 3]; 3], b: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| std::array::from_fn(|column| (0..3).map(|k| a[row][k] * b[k][column]).sum()))
}
