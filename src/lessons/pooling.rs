//! Pooling: a map is made smaller, and forgets a little where things are.

use super::bench::{self, Map};
use super::formula::between;
use super::kernels::Kernel;
use super::picture::{drawing, sized};
use super::{Formula, Question};
use crate::config::{Activation, LayerConfig, Padding};
use crate::data::Picture;
use crate::nn::NetworkError;
use crate::text::Language;
use crate::text::lessons::PoolingText as Text;

/// Pixels by which the photo can be moved.
pub const SHIFTS: std::ops::RangeInclusive<usize> = 0..=4;
/// Pixels beside the photo that a moved one shows.
const MARGIN: usize = 4;
/// Numbers that differ by less than this share of the largest are taken for equal.
const EQUAL: f32 = 0.01;

/// How a map is made smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// The largest of four.
    #[default]
    Max,
    /// The mean of four.
    Average,
    /// Every second number: a step of two without pooling.
    Step,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 3] = [Self::Max, Self::Average, Self::Step];

    /// What it makes of a window's four numbers.
    #[must_use]
    pub fn of(self, window: [f32; 4]) -> f32 {
        match self {
            Self::Max => window.into_iter().fold(f32::NEG_INFINITY, f32::max),
            Self::Average => window.into_iter().sum::<f32>() / 4.0,
            Self::Step => window[0],
        }
    }

    fn layers(self) -> Vec<LayerConfig> {
        let pool_size = (2, 2);
        match self {
            Self::Max => vec![
                bench::convolution(Activation::Relu),
                LayerConfig::MaxPooling2D { pool_size, strides: None, padding: Padding::Valid },
            ],
            Self::Average => vec![
                bench::convolution(Activation::Relu),
                LayerConfig::AveragePooling2D { pool_size, strides: None, padding: Padding::Valid },
            ],
            Self::Step => vec![
                bench::convolution(Activation::Relu),
                // A window of one takes every second number as it is.
                LayerConfig::MaxPooling2D { pool_size: (1, 1), strides: Some((2, 2)), padding: Padding::Valid },
            ],
        }
    }
}

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooling {
    /// How the map is made smaller.
    pub mode: Mode,
    /// Pixels by which the photo is moved to the left.
    pub shift: usize,
    /// A window of one's own, row by row.
    pub window: [f32; 4],
}

/// Numbers of a window that can be chosen.
pub const NUMBERS: std::ops::RangeInclusive<f32> = 0.0..=9.0;

impl Default for Pooling {
    fn default() -> Self {
        Self { mode: Mode::Max, shift: 1, window: [1.0, 3.0, 2.0, 0.0] }
    }
}

/// A photo and the moved one, before pooling and after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// The photo, moved.
    pub picture: Picture,
    /// The map of the photo before pooling.
    pub map: Map,
    /// The pooled map of the photo in its place.
    pub still: Map,
    /// The pooled map of the moved photo.
    pub moved: Map,
    /// The share of pooled numbers that stay the same, 0 to 1.
    pub same: f64,
    /// The share of the map's numbers that would stay the same without pooling, 0 to 1.
    pub same_before: f64,
}

impl Pooling {
    /// Height and width of the photo that is asked for, in pixels: it is cut after it was moved.
    pub const PHOTO: usize = 64 + MARGIN;

    /// Moves a photo and compares.
    ///
    /// # Errors
    /// As [`bench::network`].
    pub fn run(&self, whole: &Picture) -> Result<Pooled, NetworkError> {
        let (still, picture) = (cut(whole, 0), cut(whole, self.shift));
        let filter = Kernel::VerticalEdges.filter();
        let layers = self.mode.layers();
        let mut before = bench::maps(&still, &layers, &filter)?.into_iter();
        let mut after = bench::maps(&picture, &layers, &filter)?.into_iter();
        let (map, still) = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
        let (moved_map, moved) = (after.next().unwrap_or_default(), after.next().unwrap_or_default());
        let (same, same_before) = (equal(&still, &moved), equal(&map, &moved_map));
        Ok(Pooled { picture, map, still, moved, same, same_before })
    }
}

impl Pooled {
    /// The window of four whose numbers differ most, row by row, and what is left of it.
    #[must_use]
    pub fn window(&self) -> ([f32; 4], f32) {
        let window = |place: usize| {
            let (row, column) = (place / self.still.width.max(1) * 2, place % self.still.width.max(1) * 2);
            let at = |down: usize, right: usize| {
                self.map.values.get((row + down) * self.map.width + column + right).copied().unwrap_or(0.0)
            };
            [at(0, 0), at(0, 1), at(1, 0), at(1, 1)]
        };
        let spread = |place: &usize| {
            let four = window(*place);
            four.iter().copied().fold(f32::MIN, f32::max) - four.iter().copied().fold(f32::MAX, f32::min)
        };
        let most = (0..self.still.values.len()).max_by(|a, b| spread(a).total_cmp(&spread(b))).unwrap_or(0);
        (window(most), self.still.values.get(most).copied().unwrap_or(0.0))
    }

    /// The arithmetic of that window.
    #[must_use]
    pub fn formula(&self, mode: Mode, language: Language) -> Formula {
        let number = |value: f32| Formula::Number(language.decimal(f64::from(value), 2).replace('-', "−"));
        let (four, left) = self.window();
        let list = |sign: &'static str| {
            let mut parts = Vec::new();
            for value in four {
                if !parts.is_empty() {
                    parts.push(Formula::Sign(sign));
                }
                parts.push(number(value));
            }
            parts
        };
        let mut row = match mode {
            Mode::Max => {
                [vec![Formula::Sign("max"), Formula::Sign("(")], list(between(language)), vec![Formula::Sign(")")]]
                    .concat()
            }
            Mode::Average => vec![Formula::fraction(Formula::Row(list("+")), Formula::Number("4".to_owned()))],
            Mode::Step => vec![number(four[0])],
        };
        row.extend([Formula::Sign("="), number(left)]);
        Formula::Row(row)
    }
}

/// The part of a photo that is seen when it is moved to the left.
fn cut(whole: &Picture, shift: usize) -> Picture {
    let (height, width) = (whole.height, whole.width.saturating_sub(MARGIN).max(1));
    let shift = shift.min(whole.width - width);
    let line = |row: usize| &whole.rgb[(row * whole.width + shift) * 3..][..width * 3];
    Picture { height, width, rgb: (0..height).flat_map(|row| line(row).iter().copied()).collect() }
}

fn equal(one: &Map, other: &Map) -> f64 {
    let limit = EQUAL * one.range().1.max(f32::MIN_POSITIVE);
    let same = one.values.iter().zip(&other.values).filter(|(a, b)| (**a - **b).abs() <= limit).count();
    same as f64 / one.values.len().max(1) as f64
}

/// What moving the photo by one pixel leaves of the pooled numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    All,
    Some,
    None,
}

/// The lesson's question, answered on a built-in drawing.
#[must_use]
pub fn question(language: Language) -> Question {
    let pooled = Pooling::default().run(&sized(&drawing(), Pooling::PHOTO)).ok();
    let same = pooled.as_ref().map_or(0.0, |pooled| pooled.same);
    let stay = match same {
        share if share > 0.99 => Stay::All,
        share if share < 0.01 => Stay::None,
        _ => Stay::Some,
    };
    let (same_text, other) = (language.percent(same, 0), language.percent(1.0 - same, 0));
    let fill = |text: Text| language.fill(text, &[("same", &same_text), ("other", &other)]);
    let answers = vec![
        (Stay::All, fill(Text::All), fill(Text::AllReply)),
        (Stay::Some, fill(Text::Some), fill(Text::SomeReply)),
        (Stay::None, fill(Text::None), fill(Text::NoneReply)),
    ];
    Question::new(fill(Text::Ask), &stay, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_gives_what_the_layers_give() {
        let bytes = [51, 153, 102, 0];
        let picture = Picture { height: 2, width: 2, rgb: bytes.iter().flat_map(|byte| [*byte; 3]).collect() };
        for mode in Mode::ALL {
            let pooling = mode.layers().split_off(1);
            let maps = bench::maps(&picture, &pooling, &Kernel::Identity.filter()).expect("a small network");
            let window = bytes.map(|byte| f32::from(byte) / 255.0);
            assert!((maps[0].values[0] - mode.of(window)).abs() < 1e-6, "{mode:?}: {:?}", maps[0]);
        }
        let of = |mode: Mode| mode.of([1.0, 3.0, 2.0, 0.0]).to_bits();
        assert_eq!(Mode::ALL.map(of), [3.0, 1.5, 1.0].map(f32::to_bits));
    }
    use crate::data::drawings;

    fn another() -> Picture {
        sized(&drawings::draw(1, 7, 3), Pooling::PHOTO)
    }

    #[test]
    fn an_unmoved_photo_stays_the_same_in_every_mode() {
        for mode in Mode::ALL {
            let pooled = Pooling { mode, shift: 0, ..Pooling::default() }.run(&another()).expect("a small network");
            assert!((pooled.same - 1.0).abs() < 1e-12 && (pooled.same_before - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn four_numbers_become_their_largest_their_mean_or_the_first() {
        for mode in Mode::ALL {
            let (four, left) =
                Pooling { mode, shift: 1, ..Pooling::default() }.run(&another()).expect("a small network").window();
            let expected = match mode {
                Mode::Max => four.into_iter().fold(f32::MIN, f32::max),
                Mode::Average => four.iter().sum::<f32>() / 4.0,
                Mode::Step => four[0],
            };
            assert!((left - expected).abs() < 1e-5, "{mode:?}: {four:?} became {left}");
        }
    }
}
