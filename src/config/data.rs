//! Which photographs a run uses, and how they are split and resized.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, Serializer};

/// From files to pixels of the network's input size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DataConfig {
    /// The share of photographs for validation, greater than 0 and less than 1.
    pub validation_share: f64,
    /// The share of photographs held back as a test set, from 0 to less than 1: the network is neither trained nor chosen
    /// by them. It is split off first; the other shares are of the rest.
    #[serde(skip_serializing_if = "is_nothing")]
    pub test_share: f64,
    /// Labelled photographs elsewhere that are the test set, such as the folder's own part for testing.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "option_as_text")]
    pub test_source: Option<PathBuf>,
    /// scikit-learn's `random_state` of `train_test_split`.
    pub split_seed: u32,
    /// Whether both sides keep the classes' proportions.
    pub stratify: bool,
    /// Whether a photograph is turned as its EXIF says. Keras does not.
    pub exif_orientation: bool,
    /// How a photograph is brought to the network's input size.
    pub resize: Resize,
    /// Whether photographs without a class are left out; otherwise none may be without one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub leave_out_unlabelled: bool,
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
            test_share: 0.0,
            test_source: None,
            split_seed: 42,
            stratify: false,
            exif_orientation: true,
            resize: Resize::Nearest,
            leave_out_unlabelled: false,
            source: None,
            overlay: None,
        }
    }
}

impl DataConfig {
    /// Whether there is a test set.
    #[must_use]
    pub fn holds_back(&self) -> bool {
        self.test_share > 0.0 || self.test_source.is_some()
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
        /// Whether each is there twice, under two names.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        twice: bool,
    },
}

impl DataSource {
    /// So many built-in drawings.
    #[must_use]
    pub const fn drawings(count: usize, seed: u64) -> Self {
        Self::Drawings { count, seed, twice: false }
    }
}

/// How a photograph is brought to the network's input size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resize {
    /// Takes the nearest pixel, as Keras's `load_img` does by default.
    #[default]
    Nearest,
    /// Averages all pixels that fall on one; where there are too few of them, enlarges linearly.
    Area,
}

/// Files without a test set stay as they were before there were any.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference to the field")]
fn is_nothing(share: &f64) -> bool {
    share.to_bits() == 0.0_f64.to_bits()
}

/// Writes a path as text. `RunConfig::problems` names those that could not be read back.
fn as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
fn option_as_text<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_deref().map(Path::to_string_lossy).serialize(serializer)
}
