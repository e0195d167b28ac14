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
