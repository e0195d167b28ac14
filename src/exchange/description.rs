//! What a network's file says besides the network: its classes and the exact preprocessing, as JSON.

use serde::{Deserialize, Serialize};

use crate::config::Resize;
use crate::data::Preprocessing;
use crate::run::ModelCard;

/// The key under which files hold the description.
pub(super) const KEY: &str = "bigode";

/// What using a network needs besides the network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// The classes' names in the order of the outputs.
    pub classes: Vec<String>,
    /// From a photo's file to the network's input.
    pub preprocessing: Pixels,
    /// The name of the run's folder.
    #[serde(default)]
    pub run: String,
    /// The epoch after which the weights were written, from 1; none for weights from elsewhere.
    #[serde(default)]
    pub epoch: Option<usize>,
}

/// How a photo becomes the network's input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pixels {
    /// Rows, in pixels.
    pub height: usize,
    /// Columns, in pixels.
    pub width: usize,
    /// `nearest` is Pillow's and Keras's `load_img`; `area` is the mean of the pixels that fall on one.
    pub interpolation: Resize,
    /// What each byte is multiplied by.
    pub scale: f64,
    /// The order of the channels; always `RGB`.
    pub color_order: String,
    /// Whether the photo is first turned as its EXIF says.
    pub exif_orientation: bool,
    /// Whether a prediction is the mean over the photo and its mirror image, which is for the network's user to compute.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mirror_averaging: bool,
}

impl Pixels {
    /// The usual preprocessing of a file that says no more than a factor.
    #[must_use]
    pub fn plain(height: usize, width: usize, scale: f64) -> Self {
        let (interpolation, color_order) = (Resize::Nearest, "RGB".to_owned());
        Self { height, width, interpolation, scale, color_order, exif_orientation: false, mirror_averaging: false }
    }
}

impl Description {
    /// The description of a run's weights.
    #[must_use]
    pub fn of(card: &ModelCard, run: &str, epoch: Option<usize>) -> Self {
        let Preprocessing { height, width, exif_orientation, resize } = card.preprocessing;
        let (interpolation, scale) = (resize, card.rescale);
        let (color_order, mirror_averaging) = ("RGB".to_owned(), card.prediction.mirror_averaging);
        let preprocessing =
            Pixels { height, width, interpolation, scale, color_order, exif_orientation, mirror_averaging };
        Self { classes: card.classes.clone(), preprocessing, run: run.to_owned(), epoch }
    }

    /// As one line of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote; none where it is something else.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
