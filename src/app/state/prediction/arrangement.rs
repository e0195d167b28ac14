//! Which cards are shown, in which order, and how many there are of each kind.

use std::cmp::{Ordering, Reverse};

use super::card::lead;
use super::{Card, CardState, PredictionState, is_uncertain};

/// In which order cards are shown. Equal ones are shown with the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// Predictions that are in doubt first, then those that lead the next class least.
    MostDoubtful,
    /// Photographs without a prediction first.
    FailedFirst,
    /// The largest confidence first.
    MostConfident,
    /// By name.
    Name,
}

/// Which cards are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those of this class.
    Class(u32),
    /// Those whose prediction is in doubt.
    Uncertain,
    /// Those without a prediction.
    Failed,
}

/// How many cards there are of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Of each class of the network.
    pub classes: Vec<usize>,
    /// Predictions that are in doubt; each is of a class, too.
    pub uncertain: usize,
    /// Photographs without a prediction.
    pub failed: usize,
    /// Cards that are still to be classified by the network as it is now.
    pub due: usize,
}

impl Filter {
    fn has(self, card: &Card, calibrated: bool) -> bool {
        match self {
            Self::All => true,
            Self::Class(class) => card.label() == Some(class),
            Self::Uncertain => card.verdict().is_some_and(|verdict| is_uncertain(verdict, calibrated)),
            Self::Failed => matches!(card.state, CardState::Failed(_)),
        }
    }
}

impl PredictionState {
    /// Counts the cards, and finds which of them to show and in which order.
    pub fn arrange(&mut self) {
        self.unarranged = false;
        self.count();
        let (cards, calibrated) = (&self.cards, self.calibrated);
        let mut shown: Vec<usize> =
            (0..cards.len()).rev().filter(|place| self.filter.has(&cards[*place], calibrated)).collect();
        match self.order {
            Order::Newest => {}
            Order::MostDoubtful => {
                let doubt = |card: &Card| {
                    card.verdict().map_or((2, 0.0), |verdict| {
                        (u8::from(!is_uncertain(verdict, calibrated)), lead(verdict, calibrated))
                    })
                };
                sort_by(&mut shown, cards, doubt, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            }
            Order::FailedFirst => shown.sort_by_key(|place| !matches!(cards[*place].state, CardState::Failed(_))),
            // Cards without a prediction are last.
            Order::MostConfident => {
                let confidence = |card: &Card| card.confidence(calibrated).unwrap_or(f32::NEG_INFINITY);
                sort_by(&mut shown, cards, confidence, |a, b| b.total_cmp(a));
            }
            Order::Name => shown.sort_by_key(|place| (&cards[*place].name, Reverse(*place))),
        }
        self.shown = shown;
    }

    fn count(&mut self) {
        let model = self.model.as_ref();
        let mut summary =
            Summary { classes: vec![0; model.map_or(0, |model| model.classes.len())], ..Summary::default() };
        for card in &self.cards {
            summary.due += usize::from(card.is_due(model));
            summary.failed += usize::from(Filter::Failed.has(card, self.calibrated));
            summary.uncertain += usize::from(Filter::Uncertain.has(card, self.calibrated));
            if let Some(count) = card.label().and_then(|label| summary.classes.get_mut(label as usize)) {
                *count += 1;
            }
        }
        if summary.due == 0 {
            self.progress = None;
        }
        self.summary = summary;
    }
}

/// Sorts places of cards by a key that is computed once for each, equal ones left as they are.
fn sort_by<K>(places: &mut [usize], cards: &[Card], key: impl Fn(&Card) -> K, compare: impl Fn(&K, &K) -> Ordering) {
    let mut keyed: Vec<(usize, K)> = places.iter().map(|place| (*place, key(&cards[*place]))).collect();
    keyed.sort_by(|(_, a), (_, b)| compare(a, b));
    for (place, (sorted, _)) in places.iter_mut().zip(keyed) {
        *place = sorted;
    }
}
