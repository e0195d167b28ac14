//! How far a classification is.

/// Predictions that are counted before the time that is left is said.
const COUNTED: usize = 8;

/// The cards of one classification that are done.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Progress {
    /// How many are done.
    pub done: usize,
    /// When the first one and the newest one were done, in the window's seconds.
    span_s: Option<(f64, f64)>,
}

impl Progress {
    /// Counts a card that is done at `now_s`.
    pub fn count(&mut self, now_s: f64) {
        self.done += 1;
        self.span_s = Some((self.span_s.map_or(now_s, |(first, _)| first), now_s));
    }

    /// How long the cards that are still `due` will take, in seconds; `None` while too few are done to tell.
    #[must_use]
    pub fn seconds_left(&self, due: usize) -> Option<f64> {
        let (first, newest) = self.span_s.filter(|_| self.done >= COUNTED)?;
        Some((newest - first) / (self.done - 1) as f64 * due as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_cards_after_the_first() {
        let mut progress = Progress::default();
        for number in 0..7 {
            progress.count(10.0 + 0.5 * f64::from(number));
            assert_eq!(progress.seconds_left(100), None);
        }
        progress.count(13.5);
        assert_eq!(progress.done, 8);
        assert_eq!(progress.seconds_left(100), Some(50.0));
        assert_eq!(progress.seconds_left(0), Some(0.0));
    }
}
