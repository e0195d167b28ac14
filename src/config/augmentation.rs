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
    /// A random part of the photograph is brought to its whole size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub random_resized_crop: Option<RandomResizedCrop>,
    /// Brightness, contrast and saturation change at random.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color_jitter: Option<ColorJitter>,
    /// A random rectangle is covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub random_erasing: Option<RandomErasing>,
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
            random_resized_crop: None,
            color_jitter: None,
            random_erasing: None,
            fill_mode: FillMode::default(),
            cval: 0.0,
            rescale: 1.0 / 255.0,
        }
    }
}

impl AugmentationConfig {
    /// The fields by which photographs vary from epoch to epoch.
    #[must_use]
    pub fn varied(&self) -> Vec<&'static str> {
        let fields = [
            ("rotation_range", self.rotation_range != 0.0),
            ("width_shift_range", self.width_shift_range != 0.0),
            ("height_shift_range", self.height_shift_range != 0.0),
            ("shear_range", self.shear_range != 0.0),
            ("zoom_range", self.zoom_range.range() != (1.0, 1.0)),
            ("horizontal_flip", self.horizontal_flip),
            ("vertical_flip", self.vertical_flip),
            ("brightness_range", self.brightness_range.is_some()),
            ("channel_shift_range", self.channel_shift_range != 0.0),
            ("random_resized_crop", self.random_resized_crop.is_some()),
            ("color_jitter", self.color_jitter.is_some()),
            ("random_erasing", self.random_erasing.is_some()),
        ];
        fields.into_iter().filter(|(_, varies)| *varies).map(|(field, _)| field).collect()
    }
}

/// torchvision's `RandomResizedCrop`, with its defaults.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RandomResizedCrop {
    /// Smallest and largest share of the area.
    pub scale: (f64, f64),
    /// Narrowest and widest form, width by height.
    pub ratio: (f64, f64),
}

impl Default for RandomResizedCrop {
    fn default() -> Self {
        Self { scale: (0.08, 1.0), ratio: (3.0 / 4.0, 4.0 / 3.0) }
    }
}

/// torchvision's `ColorJitter` without hue: each factor is drawn from `1 - amount` to `1 + amount`, at least 0, and they are
/// applied in random order.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColorJitter {
    /// The amount of brightness; 0 leaves it.
    pub brightness: f64,
    /// The amount of contrast; 0 leaves it.
    pub contrast: f64,
    /// The amount of saturation; 0 leaves it.
    pub saturation: f64,
}

/// torchvision's `RandomErasing`, with its defaults.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RandomErasing {
    /// The share of photographs, 0 to 1.
    pub p: f64,
    /// Smallest and largest share of the area.
    pub scale: (f64, f64),
    /// Narrowest and widest form, height by width.
    pub ratio: (f64, f64),
    /// The grey level of the rectangle, 0 to 255.
    pub value: f64,
}

impl Default for RandomErasing {
    fn default() -> Self {
        Self { p: 0.5, scale: (0.02, 0.33), ratio: (0.3, 3.3), value: 0.0 }
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
