//! Sizes as Keras takes them: `3` for `(3, 3)`.

use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged, expecting = "this is a whole number such as 3 or a pair such as (3, 3)")]
enum OneOrTwo {
    One(usize),
    Two(usize, usize),
}

impl From<OneOrTwo> for (usize, usize) {
    fn from(written: OneOrTwo) -> Self {
        match written {
            OneOrTwo::One(both) => (both, both),
            OneOrTwo::Two(height, width) => (height, width),
        }
    }
}

/// A number, or a pair.
pub fn one_or_two<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(usize, usize), D::Error> {
    OneOrTwo::deserialize(deserializer).map(Into::into)
}

/// A number, a pair, or nothing.
pub fn one_or_two_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<(usize, usize)>, D::Error> {
    Ok(Option::<OneOrTwo>::deserialize(deserializer)?.map(Into::into))
}

/// Above and below, then left and right.
type EachSide = ((usize, usize), (usize, usize));

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "this is a whole number such as 1, a pair such as (1, 2), or two pairs such as ((0, 1), (0, 1))"
)]
enum Sides {
    One(usize),
    Two(usize, usize),
    Four((usize, usize), (usize, usize)),
}

/// Padding as Keras takes it: of all sides, of height and width, or of each side.
pub fn sides<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EachSide, D::Error> {
    Ok(match Sides::deserialize(deserializer)? {
        Sides::One(all) => ((all, all), (all, all)),
        Sides::Two(height, width) => ((height, height), (width, width)),
        Sides::Four(rows, columns) => (rows, columns),
    })
}
