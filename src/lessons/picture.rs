//! Photos at a size, their channels, and maps as pictures.

use super::bench::Map;
use super::pixels::Channel;
use crate::config::Resize;
use crate::data::{Picture, Preprocessing, drawings};

/// The class of [`drawing`].
pub const DRAWING_LABEL: u32 = 0;

/// The built-in drawing that stands for a photo where there is none.
#[must_use]
pub fn drawing() -> Picture {
    drawings::draw(DRAWING_LABEL, 42, 4)
}

/// A picture brought to a square of this side, as photos are for a network.
#[must_use]
pub fn sized(picture: &Picture, side: usize) -> Picture {
    let preprocessing = Preprocessing { height: side, width: side, exif_orientation: true, resize: Resize::Area };
    Picture { height: side, width: side, rgb: preprocessing.apply(picture) }
}

/// One channel of a picture in its colour, or the picture.
#[must_use]
pub fn tinted(picture: &Picture, channel: Channel) -> Picture {
    let mut tinted = picture.clone();
    if channel != Channel::All {
        for (place, byte) in tinted.rgb.iter_mut().enumerate() {
            if place % 3 != channel.place() {
                *byte = 0;
            }
        }
    }
    tinted
}

impl Map {
    /// The largest distance from 0.
    #[must_use]
    pub fn largest(&self) -> f32 {
        self.values.iter().fold(0.0, |largest, value| largest.max(value.abs()))
    }

    /// Gray where it is 0, white at `limit`, black at its opposite.
    #[must_use]
    pub fn picture(&self, limit: f32) -> Picture {
        let gray = |value: &f32| (127.5 + value / limit.max(f32::MIN_POSITIVE) * 127.5).clamp(0.0, 255.0) as u8;
        let rgb = self.values.iter().flat_map(|value| [gray(value); 3]).collect();
        Picture { height: self.height, width: self.width, rgb }
    }
}
