//! The prediction page: photographs that a trained network classifies.

mod arrangement;
mod card;
mod export;
mod kept;
mod progress;

use std::collections::{HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

pub use arrangement::{Filter, Order, Summary};
pub use card::{Card, CardState, is_uncertain, probabilities};
pub use kept::KeptPhotographs;
pub use progress::Progress;

use super::number::next_number;
use super::thumbnails::Thumbnails;
use crate::engine::{ClassifyItem, ModelView, Photograph, Verdict};
use crate::shared_error::SharedError;

/// The network that predicts.
pub type Model = Arc<ModelView>;

/// Photographs that are classified again in one job.
const PART: usize = 200;

/// The prediction page.
#[derive(Default)]
pub struct PredictionState {
    /// The network that predicts, once there is one.
    pub model: Option<Model>,
    /// The cards, oldest first.
    pub cards: Vec<Card>,
    /// The number of the request for the network, and the epoch of its weights.
    pub requested: Option<(u64, usize)>,
    /// Why the network that was requested last cannot be used.
    pub problem: Option<SharedError>,
    /// In which order they are shown.
    pub order: Order,
    /// Whether calibrated probabilities are shown, where they are known.
    pub calibrated: bool,
    /// Which cards are shown.
    pub filter: Filter,
    /// Places of the cards to show, in order.
    pub shown: Vec<usize>,
    /// Whether the first cards are to be scrolled to.
    pub to_top: bool,
    /// How many cards there are of each kind.
    pub summary: Summary,
    /// How far the classification is, while there is one.
    pub progress: Option<Progress>,
    /// Whether cards have changed since they were put in order.
    pub unarranged: bool,
    /// The cards' pictures, by number.
    pub thumbnails: Thumbnails,
    /// The same as the network sees them.
    pub seen: Thumbnails,
    /// The card that is shown large.
    pub open: Option<u64>,
    /// The card that the Tab key leads to.
    pub stop: Option<u64>,
    /// Paths that were opened and not cleared, oldest first.
    pub opened: Vec<PathBuf>,
    /// Paths that wait for a network.
    pub waiting_paths: Vec<PathBuf>,
    /// Cards that wait until the engine's queue has room for them, oldest first.
    pub unsent: VecDeque<Vec<ClassifyItem>>,
}

impl PredictionState {
    /// The cards that have a prediction.
    fn verdicts(&self) -> impl Iterator<Item = (&Card, &Verdict)> {
        self.cards.iter().filter_map(|card| match &card.state {
            CardState::Done(verdict) => Some((card, verdict)),
            _ => None,
        })
    }

    /// Cards that still wait.
    #[cfg(test)]
    pub fn waiting(&self) -> usize {
        self.cards.iter().filter(|card| matches!(card.state, CardState::Waiting)).count()
    }

    /// Adds a card.
    pub fn add(&mut self, name: String, state: CardState, photograph: Option<Photograph>) -> u64 {
        let id = next_number();
        if matches!(state, CardState::Waiting) {
            self.progress.get_or_insert_default();
        }
        self.cards.push(Card { id, name, state, photograph });
        self.unarranged = true;
        id
    }

    /// Whether there is nothing to classify.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty() && self.waiting_paths.is_empty()
    }

    /// Takes another subject's photographs, without their predictions.
    pub fn take_photographs(&mut self, other: &Self) {
        self.opened.clone_from(&other.opened);
        self.waiting_paths.clone_from(&other.waiting_paths);
        for card in &other.cards {
            let state = match (&card.state, &card.photograph) {
                (CardState::Failed(reason), None) => CardState::Failed(reason.clone()),
                _ => CardState::Waiting,
            };
            self.add(card.name.clone(), state, card.photograph.clone());
        }
        (self.order, self.calibrated) = (other.order, other.calibrated);
    }

    /// Whether a prediction is of the network as it is now.
    fn is_current(&self, verdict: &Verdict) -> bool {
        self.model.as_ref() == Some(&verdict.model)
    }

    /// Cards whose prediction is of earlier weights.
    #[must_use]
    pub fn outdated(&self) -> usize {
        self.verdicts().filter(|(_, verdict)| !self.is_current(verdict)).count()
    }

    /// Takes a card's prediction at `now_s`, in the window's seconds. A card that was classified again for its pictures
    /// keeps the prediction before, unless that is of earlier weights or the calibrated probabilities are new.
    pub fn finish(&mut self, id: u64, state: CardState, now_s: f64) {
        let model = self.model.clone();
        let Some(card) = self.card_mut(id) else { return };
        let was_due = card.is_due(model.as_ref());
        if let CardState::Done(before) = &card.state {
            let is_calibrated = matches!(&state, CardState::Done(now) if now.calibrated.is_some());
            let is_current = model.as_ref() == Some(&before.model);
            if is_current && (before.calibrated.is_some() || !is_calibrated) {
                return;
            }
        }
        card.state = state;
        self.unarranged = true;
        if let Some(progress) = self.progress.as_mut().filter(|_| was_due) {
            progress.count(now_s);
        }
    }

    /// Lets the cards that have no prediction of the network as it is now be classified, the oldest first.
    pub fn classify_outdated(&mut self) {
        let due = self.cards.iter().filter(|card| card.is_due(self.model.as_ref()));
        let items: Vec<ClassifyItem> =
            due.filter_map(|card| Some(ClassifyItem { card: card.id, photograph: card.photograph.clone()? })).collect();
        self.progress = (!items.is_empty()).then(Progress::default);
        self.unarranged = true;
        self.unsent = items.chunks(PART).map(<[ClassifyItem]>::to_vec).collect();
    }

    /// Classifies these cards again, before all others.
    pub fn classify_again(&mut self, ids: impl IntoIterator<Item = u64>) {
        let items: Vec<ClassifyItem> = ids
            .into_iter()
            .filter_map(|id| {
                let place = self.cards.binary_search_by_key(&id, |card| card.id).ok()?;
                Some(ClassifyItem { card: id, photograph: self.cards[place].photograph.clone()? })
            })
            .collect();
        if !items.is_empty() {
            self.unsent.push_front(items);
        }
    }

    /// Classifies the cards again that were classified before the network's calibration was known.
    pub fn classify_uncalibrated(&mut self) {
        let uncalibrated = self.verdicts().filter(|(_, verdict)| verdict.calibrated.is_none());
        let ids: Vec<u64> = uncalibrated.map(|(card, _)| card.id).collect();
        for part in ids.chunks(PART) {
            self.classify_again(part.iter().copied());
        }
    }

    /// Uses another network from now on; all cards are to be classified by it.
    pub fn use_model(&mut self, model: Model) {
        let is_of_class = matches!(self.filter, Filter::Class(_));
        if is_of_class && self.model.as_ref().is_some_and(|before| before.classes != model.classes) {
            self.filter = Filter::All;
        }
        self.model = Some(model);
        self.problem = None;
        self.classify_outdated();
    }

    /// Ends the waiting of the cards that the engine has: their predictions may have been lost.
    pub fn fail_waiting(&mut self, reason: &SharedError) {
        let unsent: HashSet<u64> = self.unsent.iter().flatten().map(|item| item.card).collect();
        for card in &mut self.cards {
            if matches!(card.state, CardState::Waiting) && !unsent.contains(&card.id) {
                card.state = CardState::Failed(reason.clone());
            }
        }
        self.unarranged = true;
    }

    /// Removes the cards that still wait.
    pub fn drop_waiting(&mut self) {
        self.unsent.clear();
        self.progress = None;
        self.cards.retain(|card| !matches!(card.state, CardState::Waiting));
        self.forget_without_cards();
        self.arrange();
    }

    /// Removes all cards.
    pub fn clear(&mut self) {
        self.cards.clear();
        self.opened.clear();
        self.unsent.clear();
        self.progress = None;
        self.thumbnails = Thumbnails::default();
        self.seen = Thumbnails::default();
        self.open = None;
        self.arrange();
    }

    /// Whether there is a card with this number.
    #[must_use]
    pub fn has(&self, id: u64) -> bool {
        self.cards.binary_search_by_key(&id, |card| card.id).is_ok()
    }

    /// The card with this number.
    fn card_mut(&mut self, id: u64) -> Option<&mut Card> {
        let place = self.cards.binary_search_by_key(&id, |card| card.id).ok()?;
        self.cards.get_mut(place)
    }
}
