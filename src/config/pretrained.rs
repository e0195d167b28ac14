//! Networks that were trained before, and which of their layers learn.

use std::fmt;
use std::str::FromStr;

use ron::value::RawValue;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parse::options;

/// The layers of a pretrained network. Its feature maps have a 32nd of the picture's height and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PretrainedName {
    /// EfficientNet-Lite0 (Liu & Tan 2020) with 1,280 feature maps; weights trained on ImageNet come with the program.
    EfficientnetLite0,
    /// The same with PyTorch's padding, as timm's `efficientnet_lite0` has it.
    EfficientnetLite0Pytorch,
    /// `MobileNetV2` (Sandler et al. 2018) with 1,280 feature maps, as Keras Applications has it.
    MobilenetV2,
    /// The same with PyTorch's padding, as torchvision has it.
    MobilenetV2Pytorch,
    /// ResNet-18 (He et al. 2015) with 512 feature maps, as torchvision has it.
    Resnet18,
    /// ResNet-50 (He et al. 2015) with 2,048 feature maps, as torchvision has it.
    Resnet50,
}

impl PretrainedName {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::EfficientnetLite0,
        Self::EfficientnetLite0Pytorch,
        Self::MobilenetV2,
        Self::MobilenetV2Pytorch,
        Self::Resnet18,
        Self::Resnet50,
    ];

    /// Its name in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EfficientnetLite0 => "efficientnet_lite0",
            Self::EfficientnetLite0Pytorch => "efficientnet_lite0_pytorch",
            Self::MobilenetV2 => "mobilenet_v2",
            Self::MobilenetV2Pytorch => "mobilenet_v2_pytorch",
            Self::Resnet18 => "resnet18",
            Self::Resnet50 => "resnet50",
        }
    }

    /// Whether weights of it come with the program.
    #[must_use]
    pub fn comes_with_weights(self) -> bool {
        self == Self::EfficientnetLite0
    }
}

/// The first half of the BLAKE3 of weights that the user has added. In RON: a text of 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WeightsDigest(pub [u8; 16]);

impl fmt::Display for WeightsDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for WeightsDigest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let not = || NotADigest(text.to_owned());
        let digits: Vec<u8> = text.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
        let halves: [u8; 32] = digits.try_into().map_err(|_| not())?;
        let digest = Self(std::array::from_fn(|at| halves[2 * at] << 4 | halves[2 * at + 1]));
        if text.len() == halves.len() { Ok(digest) } else { Err(not()) }
    }
}

/// A text that is no digest of weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("weights are named by 32 hexadecimal digits, as `bigode pretrained list` shows them, not {0:?}")]
pub struct NotADigest(String);

impl Serialize for WeightsDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WeightsDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A pretrained network: its layers and its weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PretrainedNetwork {
    /// Its layers.
    pub name: PretrainedName,
    /// The weights that the user has added; `None` for those that come with the program.
    pub weights: Option<WeightsDigest>,
}

impl fmt::Display for PretrainedNetwork {
    /// `efficientnet_lite0`, or with added weights `resnet18 3a5f09c1`: the first digits are enough to tell them apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.name())?;
        match self.weights {
            None => Ok(()),
            Some(digest) => write!(f, " {:.8}", digest.to_string()),
        }
    }
}

/// Which layers of a pretrained network training changes. In RON: `false`, `true`, or `last(3)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trainable {
    /// None. Batch normalisation uses its moving statistics in training, too.
    #[default]
    None,
    /// The convolutions of so many blocks at its end, and all after them. The other layers, and batch normalisation
    /// everywhere, stay as they are, as Keras recommends for fine-tuning.
    Last(usize),
    /// All, batch normalisation included.
    All,
}

/// The word before the number of blocks.
const LAST: &str = "last";

impl Serialize for Trainable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_bool(false),
            Self::All => serializer.serialize_bool(true),
            Self::Last(blocks) => serializer.serialize_newtype_variant("Trainable", 0, LAST, blocks),
        }
    }
}

impl<'de> Deserialize<'de> for Trainable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Box::<RawValue>::deserialize(deserializer)?;
        let text = written.get_ron().trim();
        let inside = text.strip_prefix(LAST).and_then(|rest| rest.trim().strip_prefix('(')?.strip_suffix(')'));
        let read = match inside {
            Some(blocks) => options().from_str(blocks).ok().map(Self::Last),
            None => options().from_str(text).ok().map(|all: bool| if all { Self::All } else { Self::None }),
        };
        read.ok_or_else(|| D::Error::custom(format!("trainable is false, true, or such as last(3), not {text}")))
    }
}
