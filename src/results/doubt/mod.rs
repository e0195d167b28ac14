//! Honest doubt: probabilities that mean what they say, and pictures unlike all that the network was shown.

mod familiarity;
mod temperature;

pub use familiarity::Familiarity;
pub use temperature::Temperature;
