//! Which photographs a run uses, and how they are split and resized.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, Serializer};

/// From files to pixels of the network's input size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DataConfig {
    /// The share of photographs for validation, greater than 0 and less than 1.
    pub validation_share: f64,
    /// scikit-learn's `random_state` of `train_test_split`.
    pub split_seed: u32,
    /// Whether both sides keep the classes' proportions.
    pub stratify: bool,
    /// Whether a photograph is turned as its EXIF says. Keras does not.
    pub exif_orientation: bool,
    /// How a photograph is brought to the network's input size.
    pub resize: Resize,
    /// Where the photographs are; set when a run starts.
    pub source: Option<DataSource>,
    /// The overlay: the file with the user's relabels and exclusions.
    #[serde(serialize_with = "option_as_text")]
    pub overlay: Option<PathBuf>,
}

impl Default for DataConfig {
    fn default() -> Self {
        Self {
            validation_share: 0.2,
            split_seed: 42,
            stratify: false,
            exif_orientation: true,
            resize: Resize::Nearest,
            source: None,
            overlay: None,
        }
    }
}

/// Where photographs come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DataSource {
    /// A folder, a CSV file, a zip or one photograph; absolute in a run's own configuration.
    Path(#[serde(serialize_with = "as_text")] PathBuf),
    /// The built-in drawings of cats and dogs.
    Drawings {
        /// How many, both classes together.
        count: usize,
        /// The seed that they are drawn with.
        seed: u64,
    },
}

/// How a photograph is brought to the network's input size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resize {
    /// Takes the nearest pixel, as Keras's `load_img` does by default.
    #[default]
    Nearest,
    /// Averages all pixels that fall on one.
    Area,
}

/// Writes a path as text. `RunConfig::problems` names those that could not be read back.
fn as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
fn option_as_text<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_deref().map(Path::to_string_lossy).serialize(serializer)
}
