//! One sample's random parameters and the matrix that they make.

use crate::config::{AugmentationConfig, Form};

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
    };

    /// Draws a sample's parameters, in Keras's order, from `uniform`, a source of doubles in [0, 1).
    ///
    /// A range of zero draws no number; the two flips always draw one each, whether or not they are on. With numpy's
    /// generator as the source these are Keras's own parameters.
    pub fn draw(config: &AugmentationConfig, height: usize, width: usize, mut uniform: impl FnMut() -> f64) -> Self {
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
        Self { theta_degrees, tx, ty, shear_degrees, zx, zy, flip_horizontal, flip_vertical, channel_shift, brightness }
    }

    /// The affine map from a row and column of the output to those of the input, homogeneous: rotation, shift, shear
    /// and zoom (R T S Z) about the form's centre.
    ///
    /// `classic` turns about a point one pixel off the centre. `modern` exchanges rows and columns afterwards, so that
    /// shifts and zooms act on the other axis. `corrected` is `classic` about the exact centre.
    #[must_use]
    pub fn matrix(&self, form: Form, height: usize, width: usize) -> [[f64; 3]; 3] {
        let (sin, cos) = self.theta_degrees.to_radians().sin_cos();
        let (shear_sin, shear_cos) = self.shear_degrees.to_radians().sin_cos();
        let rotation = [[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]];
        let shear = [[1.0, -shear_sin, 0.0], [0.0, shear_cos, 0.0], [0.0, 0.0, 1.0]];
        let zoom = [[self.zx, 0.0, 0.0], [0.0, self.zy, 0.0], [0.0, 0.0, 1.0]];
        let about_origin = product(product(product(rotation, translation(self.tx, self.ty)), shear), zoom);

        let off_centre = if form == Form::Classic { 0.5 } else { -0.5 };
        let (x, y) = (height as f64 / 2.0 + off_centre, width as f64 / 2.0 + off_centre);
        let m = product(product(translation(x, y), about_origin), translation(-x, -y));
        match form {
            Form::Classic | Form::Corrected => m,
            Form::Modern => [[m[1][1], m[1][0], m[1][2]], [m[0][1], m[0][0], m[0][2]], m[2]],
        }
    }

    /// Whether the pixels stay where they are (flips apart).
    #[must_use]
    pub fn keeps_place(&self) -> bool {
        let place = (self.theta_degrees, self.tx, self.ty, self.shear_degrees, self.zx, self.zy);
        place == (0.0, 0.0, 0.0, 0.0, 1.0, 1.0)
    }
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
