//! How the window looks: colours by meaning, sizes of text, spacing.

mod style;
mod tokens;

pub use style::{EMPHASIS, GAP, GROUP, INSIDE, SECTION, TITLE, apply, set_motion};
pub use tokens::Tokens;

#[cfg(test)]
mod tests;
