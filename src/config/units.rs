//! The number of a `Dense` layer's units, as a number or the word `classes`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// How many units a `Dense` layer has: a number, or as many as there are classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// As many as the photographs have classes.
    Classes,
    /// This many.
    Count(usize),
}

impl Units {
    /// The number, once the number of classes is known.
    #[must_use]
    pub fn count(self, classes: usize) -> usize {
        match self {
            Self::Classes => classes,
            Self::Count(count) => count,
        }
    }
}

impl Serialize for Units {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Classes => serializer.serialize_unit_variant("Units", 0, "classes"),
            Self::Count(count) => count.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Units {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "units is a whole number, or the word classes")]
        enum Written {
            Count(usize),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Count(count) => Ok(Self::Count(count)),
            Written::Word(word) if word == "classes" => Ok(Self::Classes),
            Written::Word(word) => {
                Err(D::Error::custom(format!("units is a whole number, or the word classes, not {word}")))
            }
        }
    }
}
