//! The part of an x axis that plots show together.

/// From one place of an axis to another: epochs, or minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisRange {
    /// Where it begins.
    pub first: f64,
    /// Where it ends.
    pub last: f64,
}

impl AxisRange {
    /// The same `factor` times as close, around a place, within all there is, but not less of it than `least`; none where
    /// that is all of it.
    #[must_use]
    pub fn zoomed(self, factor: f64, around: f64, all: Self, least: f64) -> Option<Self> {
        let width = ((self.last - self.first) / factor).max(least);
        let share = (around - self.first) / (self.last - self.first);
        let first = around - share * width;
        Self { first, last: first + width }.within(all)
    }

    /// The same, moved by so much, within all there is.
    #[must_use]
    pub fn moved(self, by: f64, all: Self) -> Option<Self> {
        let by = by.clamp((all.first - self.first).min(0.0), (all.last - self.last).max(0.0));
        Self { first: self.first + by, last: self.last + by }.within(all)
    }

    fn within(self, all: Self) -> Option<Self> {
        let width = self.last - self.first;
        if width >= all.last - all.first {
            return None;
        }
        let first = self.first.clamp(all.first, all.last - width);
        Some(Self { first, last: first + width })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: AxisRange = AxisRange { first: 1.0, last: 101.0 };

    #[test]
    fn zooming_keeps_the_place_under_the_pointer_and_ends_at_the_whole_axis() {
        let near = ALL.zoomed(2.0, 26.0, ALL, 1.0).expect("half of it");
        assert_eq!(near, AxisRange { first: 13.5, last: 63.5 });
        assert_eq!(near.zoomed(0.5, 26.0, ALL, 1.0), None, "all of it again");
        let end = ALL.zoomed(1e9, 101.0, ALL, 1.0).expect("one epoch");
        assert_eq!(end, AxisRange { first: 100.0, last: 101.0 });
    }

    #[test]
    fn moving_stays_within_the_axis() {
        let near = AxisRange { first: 10.0, last: 20.0 };
        assert_eq!(near.moved(5.0, ALL), Some(AxisRange { first: 15.0, last: 25.0 }));
        assert_eq!(near.moved(-50.0, ALL), Some(AxisRange { first: 1.0, last: 11.0 }));
        assert_eq!(near.moved(500.0, ALL), Some(AxisRange { first: 91.0, last: 101.0 }));
        assert_eq!(ALL.moved(3.0, ALL), None);
    }
}
