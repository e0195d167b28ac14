//! What can be wrong with a single value, as data; `Display` and `Localized` make sentences of it.

use std::path::PathBuf;

use thiserror::Error;

use super::{PretrainedName, UnknownMetric};
use crate::memory::size;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// A number outside the allowed range.
    #[error("it must be {allowed}, and it is {found}")]
    Number {
        /// What is allowed.
        allowed: Allowed,
        /// The value.
        found: String,
    },
    /// A preset's name that cannot be part of a folder's.
    #[error("it is part of a folder's name: only letters, digits, - and _ are allowed, and it is {0:?}")]
    FolderName(String),
    /// A path that is not Unicode, as RON is, so that it could not be read back.
    #[error("the path {} has characters that are not Unicode; rename the folder", .0.display())]
    NotUnicode(PathBuf),
    /// A network without layers.
    #[error("there must be at least one layer")]
    NoLayers,
    /// An unknown metric.
    #[error(transparent)]
    Metric(#[from] UnknownMetric),
    /// A separator of a CSV that is not one character.
    #[error("it must be a single character such as \",\" or \";\", and it is {0:?}")]
    Separator(String),
    /// A size with which training needs more memory than there is.
    #[error(
        "with it training needs about {} of memory, and there are {} in all; choose less",
        size(*needed_bytes), size(*total_bytes)
    )]
    Memory {
        /// What training needs.
        needed_bytes: u64,
        /// The machine's memory, or what this program may have of it.
        total_bytes: u64,
    },
    /// Boundaries of a piecewise constant schedule that do not fit its values.
    #[error("there must be one value more than boundaries, which rise, and there are {values} for {boundaries}")]
    Boundaries {
        /// How many boundaries.
        boundaries: usize,
        /// How many values.
        values: usize,
    },
    /// A callback that changes a learning rate that follows a schedule.
    #[error("the learning rate follows a schedule, which this callback cannot change; leave out one of the two")]
    ScheduledRate,
    /// Pixels that are rescaled before a pretrained network, which does so itself.
    #[error("the pretrained network takes pixels from 0 to 255 and rescales them itself; write 1")]
    PretrainedRescale,
    /// A pretrained network whose weights do not come with the program, without weights.
    #[error(
        "the weights of {} do not come with the program; add a file with `bigode pretrained add` and write its 32 digits here",
        .0.name()
    )]
    NoPretrainedWeights(PretrainedName),
    /// Photos that vary from epoch to epoch, before a network that sees each photo once.
    #[error(
        "the pretrained network sees each photo once, as it is and mirrored, so that only horizontal_flip can vary it; \
         leave this out"
    )]
    FrozenAugmentation,
    /// Training pictures larger than the network's input.
    #[error("training pictures can be no larger than the network's input of {}x{}, and these are {}x{}", input.0, input.1, found.0, found.1)]
    LargerThanInput {
        /// Height and width of the network's input, in pixels.
        input: (usize, usize),
        /// Height and width of the training pictures, in pixels.
        found: (usize, usize),
    },
    /// Training pictures of several sizes for a network whose weights fit only one.
    #[error(
        "Flatten ties the weights to one size of pictures; put GlobalAveragePooling2D in its place, or leave this out"
    )]
    OneSizeOnly,
    /// A file outside the run's folder.
    #[error("it must be a file's name below the run's folder, and it is {0:?}")]
    FileName(String),
}

/// Which numbers are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Any finite number.
    Finite,
    /// Greater than 0.
    Positive,
    /// 0 or greater.
    NotNegative,
    /// From 0 to less than 1.
    Share,
    /// Greater than 0 and less than 1.
    InnerShare,
    /// A count of at least so many.
    AtLeast(usize),
    /// A height and width of at least 1.
    BothWays,
    /// Two numbers greater than 0 that do not fall.
    RisingPositive,
    /// Two numbers from 0 on that do not fall.
    RisingNotNegative,
    /// From 0 to 1, both included.
    WholeShare,
    /// A count from 1 to this.
    UpTo(usize),
}

impl std::fmt::Display for Allowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Finite => f.write_str("a finite number"),
            Self::Positive => f.write_str("a finite number greater than 0"),
            Self::NotNegative => f.write_str("a finite number, 0 or greater"),
            Self::Share => f.write_str("0 or greater and less than 1"),
            Self::InnerShare => f.write_str("greater than 0 and less than 1"),
            Self::AtLeast(least) => write!(f, "at least {least}"),
            Self::BothWays => f.write_str("at least 1 both ways"),
            Self::RisingPositive => f.write_str("two finite numbers greater than 0, the smaller first"),
            Self::RisingNotNegative => f.write_str("two finite numbers, 0 or greater, the smaller first"),
            Self::WholeShare => f.write_str("from 0 to 1"),
            Self::UpTo(most) => write!(f, "from 1 to {most}"),
        }
    }
}
