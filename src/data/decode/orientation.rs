//! How a camera was held.

use super::Picture;
use crate::memory::{OutOfMemory, with_capacity};

/// EXIF's Orientation, 1 to 8: where the stored picture's first row and first column belong.
/// Source: EXIF 2.32 (CIPA DC-008), tag 0x0112.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[repr(u8)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Upright = 1,
    /// 2: mirrored left to right.
    Mirrored = 2,
    /// 3: turned by half.
    HalfTurn = 3,
    /// 4: mirrored top to bottom.
    Flipped = 4,
    /// 5: rows and columns exchanged.
    Transposed = 5,
    /// 6: to be turned clockwise by a quarter.
    QuarterTurn = 6,
    /// 7: rows and columns exchanged, then turned by half.
    Transversed = 7,
    /// 8: to be turned counter-clockwise by a quarter.
    ThreeQuarterTurn = 8,
}

impl Orientation {
    /// Reads the tag's value; what is no orientation is taken as upright.
    #[must_use]
    pub fn from_exif(value: u32) -> Self {
        match value {
            2 => Self::Mirrored,
            3 => Self::HalfTurn,
            4 => Self::Flipped,
            5 => Self::Transposed,
            6 => Self::QuarterTurn,
            7 => Self::Transversed,
            8 => Self::ThreeQuarterTurn,
            _ => Self::Upright,
        }
    }

    /// Whether height and width change places.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        self as u8 >= 5
    }

    /// Turns a stored picture upright.
    ///
    /// # Errors
    /// If there is no memory for the turned one beside it.
    pub fn apply(self, picture: Picture) -> Result<Picture, OutOfMemory> {
        if self == Self::Upright {
            return Ok(picture);
        }
        let Picture { height: from_height, width: from_width, rgb: from } = picture;
        let (height, width) = if self.swaps_sides() { (from_width, from_height) } else { (from_height, from_width) };
        let mut rgb = with_capacity(from.len())?;
        for row in 0..height {
            for column in 0..width {
                let (from_row, from_column) = match self {
                    Self::Upright => (row, column),
                    Self::Mirrored => (row, from_width - 1 - column),
                    Self::HalfTurn => (from_height - 1 - row, from_width - 1 - column),
                    Self::Flipped => (from_height - 1 - row, column),
                    Self::Transposed => (column, row),
                    Self::QuarterTurn => (from_height - 1 - column, row),
                    Self::Transversed => (from_height - 1 - column, from_width - 1 - row),
                    Self::ThreeQuarterTurn => (column, from_width - 1 - row),
                };
                let at = 3 * (from_row * from_width + from_column);
                rgb.extend_from_slice(&from[at..at + 3]);
            }
        }
        Ok(Picture { height, width, rgb })
    }
}
