//! How training photographs are augmented: the parameters of Keras's `ImageDataGenerator`.

use serde::{Deserialize, Serialize};

/// `ImageDataGenerator`'s parameters. By default pixels are only scaled to 0..1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AugmentationConfig {
    /// The version of the geometry.
    pub form: Form,
    /// Largest turn to either side, in degrees.
    pub rotation_range: f64,
    /// Largest shift, as a share of the width below 1, in pixels from 1 on.
    pub width_shift_range: f64,
    /// Largest shift, as a share of the height below 1, in pixels from 1 on.
    pub height_shift_range: f64,
    /// Largest shear to either side, in degrees, as in Keras.
    pub shear_range: f64,
    /// How far height and width, each on its own, shrink or grow.
    pub zoom_range: Zoom,
    /// Whether half of the photographs are mirrored left to right.
    pub horizontal_flip: bool,
    /// Whether half of the photographs are mirrored top to bottom.
    pub vertical_flip: bool,
    /// Smallest and largest factor of brightness.
    pub brightness_range: Option<(f64, f64)>,
    /// Largest shift of all channels together, in grey levels of 0..255.
    pub channel_shift_range: f64,
    /// How the picture continues beyond its edge.
    pub fill_mode: FillMode,
    /// The grey level beyond the edge where `fill_mode` is `constant`.
    pub cval: f64,
    /// The factor by which every pixel of every photograph, also in validation, is multiplied at the end.
    pub rescale: f64,
}

impl Default for AugmentationConfig {
    fn default() -> Self {
        Self {
            form: Form::default(),
            rotation_range: 0.0,
            width_shift_range: 0.0,
            height_shift_range: 0.0,
            shear_range: 0.0,
            zoom_range: Zoom::default(),
            horizontal_flip: false,
            vertical_flip: false,
            brightness_range: None,
            channel_shift_range: 0.0,
            fill_mode: FillMode::default(),
            cval: 0.0,
            rescale: 1.0 / 255.0,
        }
    }
}

/// The versions of Keras's geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// keras-preprocessing up to 1.1.2, which the notebook ran: the centre is one pixel off.
    #[default]
    Classic,
    /// Keras since 2022: width and height shifts are exchanged.
    Modern,
    /// What the names say, about the exact centre.
    Corrected,
}

/// How the picture continues beyond its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillMode {
    /// The pixels of the edge are repeated: `a a | a b c d | d d`.
    #[default]
    Nearest,
    /// The grey level `cval`.
    Constant,
    /// The picture is mirrored: `b a | a b c d | d c`.
    Reflect,
    /// The picture is repeated: `c d | a b c d | a b`.
    Wrap,
}

/// Keras's `zoom_range`: one number or two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "zoom_range is a number such as 0.2 or a pair such as (0.8, 1.2)")]
pub enum Zoom {
    /// `0.2` is the range from 0.8 to 1.2.
    Amount(f64),
    /// `(0.8, 1.2)`, smallest and largest factor.
    Range(f64, f64),
}

impl Zoom {
    /// The smallest and the largest factor.
    #[must_use]
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Amount(amount) => (1.0 - amount, 1.0 + amount),
            Self::Range(low, high) => (low, high),
        }
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self::Amount(0.0)
    }
}
