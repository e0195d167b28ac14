//! Colours by meaning, read from `assets/theme/*.ron`.

use eframe::egui::{Color32, Theme};
use serde::{Deserialize, Deserializer, de::Error as _};

/// The colours of one theme, each named by its meaning.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Behind everything.
    #[serde(deserialize_with = "colour")]
    pub background: Color32,
    /// Pages and panels.
    #[serde(deserialize_with = "colour")]
    pub surface: Color32,
    /// Fields, buttons and selected rows.
    #[serde(deserialize_with = "colour")]
    pub raised: Color32,
    /// What the pointer is over.
    #[serde(deserialize_with = "colour")]
    pub hovered: Color32,
    /// Lines of one pixel.
    #[serde(deserialize_with = "colour")]
    pub line: Color32,
    /// Text.
    #[serde(deserialize_with = "colour")]
    pub text: Color32,
    /// Text that can wait.
    #[serde(deserialize_with = "colour")]
    pub text_weak: Color32,
    /// What can be done next.
    #[serde(deserialize_with = "colour")]
    pub accent: Color32,
    /// Text on the accent.
    #[serde(deserialize_with = "colour")]
    pub on_accent: Color32,
    /// The accent as a quiet background.
    #[serde(deserialize_with = "colour")]
    pub accent_faint: Color32,
    /// The training set, everywhere.
    #[serde(deserialize_with = "colour")]
    pub train: Color32,
    /// The validation set, everywhere.
    #[serde(deserialize_with = "colour")]
    pub validation: Color32,
    /// The test set, everywhere.
    #[serde(deserialize_with = "colour")]
    pub test: Color32,
    /// The best epoch, a step that is ready.
    #[serde(deserialize_with = "colour")]
    pub best: Color32,
    /// A warning (always with a sign and a word).
    #[serde(deserialize_with = "colour")]
    pub warning: Color32,
    /// A failure (always with a sign and a word).
    #[serde(deserialize_with = "colour")]
    pub failure: Color32,
    /// Kinds of layer and runs, in order; distinguishable without red against green.
    #[serde(deserialize_with = "colours")]
    pub series: Vec<Color32>,
    /// Classes, in order: none is like a set's colour or the best epoch's.
    #[serde(deserialize_with = "colours")]
    pub classes: Vec<Color32>,
}

impl Tokens {
    /// The colours of a theme.
    ///
    /// # Panics
    /// Never in a built program: the embedded files are read by this module's tests.
    #[must_use]
    pub fn of(theme: Theme) -> Self {
        let text = match theme {
            Theme::Dark => include_str!("../../../assets/theme/dark.ron"),
            Theme::Light => include_str!("../../../assets/theme/light.ron"),
        };
        ron::from_str(text).expect("the embedded themes are checked by a test")
    }

    /// The colour of the `index`-th class; they repeat after six.
    #[must_use]
    pub fn class(&self, index: usize) -> Color32 {
        self.classes.get(index % self.classes.len().max(1)).copied().unwrap_or(self.text)
    }

    /// The colour of the `index`-th kind; they repeat after eight.
    #[must_use]
    pub fn series(&self, index: usize) -> Color32 {
        self.series.get(index % self.series.len().max(1)).copied().unwrap_or(self.text)
    }
}

fn colour<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

fn colours<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Color32>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| parse(text).map_err(D::Error::custom)).collect()
}

#[expect(clippy::disallowed_methods, reason = "the themes' colours are read here")]
fn parse(text: &str) -> Result<Color32, String> {
    Color32::from_hex(text).map_err(|_| format!("{text:?} is not a colour: write #rrggbb"))
}
