//! A photo as numbers.

use super::{Formula, Question};
use crate::config::{AugmentationConfig, NetworkConfig};
use crate::data::Picture;
use crate::text::Language;
use crate::text::lessons::PixelsText as Text;

/// Sizes that can be chosen.
pub const SIDES: std::ops::RangeInclusive<usize> = 16..=128;
/// Heights and widths of a camera's photo.
pub const CAMERA: std::ops::RangeInclusive<usize> = 128..=10_000;
/// Rows and columns under the magnifier where there is room.
pub const MAGNIFIED: usize = 12;
/// The same where there is less room.
pub const MAGNIFIED_LESS: usize = 8;

/// A channel, or all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Channel {
    /// As a photo.
    #[default]
    All,
    /// Red alone.
    Red,
    /// Green alone.
    Green,
    /// Blue alone.
    Blue,
}

impl Channel {
    /// All choices.
    pub const ALL: [Self; 4] = [Self::All, Self::Red, Self::Green, Self::Blue];

    /// Its place in a pixel; red's where all three are shown.
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::All | Self::Red => 0,
            Self::Green => 1,
            Self::Blue => 2,
        }
    }
}

/// What is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Height and width that the photo is brought to.
    pub side: usize,
    /// The magnifier's first row, from 0.
    pub row: usize,
    /// The magnifier's first column, from 0.
    pub column: usize,
    /// How many rows and columns the magnifier has.
    pub magnified: usize,
    /// Which numbers are shown.
    pub channel: Channel,
    /// Height and width of a photo as the camera stores it.
    pub camera: (usize, usize),
}

impl Default for Pixels {
    fn default() -> Self {
        Self { side: 64, row: 28, column: 28, magnified: MAGNIFIED, channel: Channel::All, camera: (3000, 4000) }
    }
}

impl Pixels {
    /// The magnifier's first row and column inside a picture.
    #[must_use]
    pub fn corner(&self, picture: &Picture) -> (usize, usize) {
        let inside = |at: usize, length: usize| at.min(length.saturating_sub(self.magnified));
        (inside(self.row, picture.height), inside(self.column, picture.width))
    }

    /// The numbers under the magnifier, of the chosen channel.
    #[must_use]
    pub fn under(&self, picture: &Picture) -> Vec<f32> {
        let (top, left) = self.corner(picture);
        let rows = top..(top + self.magnified).min(picture.height);
        let columns = left..(left + self.magnified).min(picture.width);
        let channel = self.channel.place();
        let at = |row: usize, column: usize| f32::from(picture.rgb[(row * picture.width + column) * 3 + channel]);
        rows.flat_map(|row| columns.clone().map(move |column| at(row, column))).collect()
    }

    /// How many numbers the camera's photo is, and which share of them is left at the chosen size.
    #[must_use]
    pub fn left(&self) -> (usize, f64) {
        let all = self.camera.0 * self.camera.1 * 3;
        (all, (self.side * self.side * 3) as f64 / all.max(1) as f64)
    }

    /// How many numbers the picture is.
    #[must_use]
    pub fn formula(&self, language: Language) -> Formula {
        let side = |symbol, colour, text: Text| {
            Formula::term(symbol, colour, language.text(text), Some(self.side.to_string()))
        };
        let number = |n: usize| Formula::Number(language.integer(n));
        Formula::row([
            side("h", 0, Text::Height),
            Formula::Sign("·"),
            side("w", 1, Text::Width),
            Formula::Sign("·"),
            Formula::term("c", 2, language.text(Text::Channels), Some("3".to_owned())),
            Formula::Sign("="),
            number(self.side),
            Formula::Sign("·"),
            number(self.side),
            Formula::Sign("·"),
            number(3),
            Formula::Sign("="),
            number(self.side * self.side * 3),
        ])
    }

    /// What a network takes in place of a byte.
    #[must_use]
    pub fn rescaled(byte: f32) -> f64 {
        f64::from(byte) * AugmentationConfig::default().rescale
    }
}

/// Height and width of the photo in the question.
const ASKED: (usize, usize) = (900, 1200);

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let (height, width) = NetworkConfig::default().input;
    let (numbers, pixels, all) = (height * width * 3, height * width, ASKED.0 * ASKED.1 * 3);
    let share = language.percent(numbers as f64 / all as f64, 1);
    let [numbers_text, pixels_text, all_text] = [numbers, pixels, all].map(|n| language.integer(n));
    let fill = |text: Text| {
        let values: [(&str, &dyn std::fmt::Display); 6] = [
            ("numbers", &numbers_text),
            ("pixels", &pixels_text),
            ("all", &all_text),
            ("share", &share),
            ("height", &height),
            ("width", &width),
        ];
        language.fill(text, &values)
    };
    let n = |n: &str| language.fill(Text::Numbers, &[("n", &n)]);
    let answers = vec![
        (all, n(&all_text), fill(Text::AllReply)),
        (pixels, n(&pixels_text), fill(Text::PixelsReply)),
        (numbers, n(&numbers_text), fill(Text::NumbersReply)),
    ];
    let asked: [(&str, &dyn std::fmt::Display); 2] =
        [("width", &language.integer(ASKED.1)), ("height", &language.integer(ASKED.0))];
    Question::new(language.fill(Text::Ask, &asked), &numbers, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_magnifier_stays_inside_the_picture_and_shows_its_bytes() {
        let rgb = (0..16 * 16 * 3).map(|at| (at % 251) as u8).collect();
        let picture = Picture { height: 16, width: 16, rgb };
        for magnified in [MAGNIFIED, MAGNIFIED_LESS] {
            let pixels =
                Pixels { side: 16, row: 60, column: 3, magnified, channel: Channel::Green, ..Pixels::default() };
            let top = 16 - magnified;
            assert_eq!(pixels.corner(&picture), (top, 3));
            let shown = pixels.under(&picture);
            assert_eq!(shown.len(), magnified * magnified);
            assert!((shown[0] - f32::from(picture.rgb[(top * 16 + 3) * 3 + 1])).abs() < 1e-6);
        }
    }
}
