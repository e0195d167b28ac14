//! Photographs put before the trained network.

use std::collections::{HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use super::thumbnails::Thumbnails;
use crate::engine::{ClassifyItem, ModelView, Photograph, Verdict};
use crate::predict::{PredictionRow, PredictionTable};
use crate::shared_error::SharedError;

/// The network that predicts.
pub type Model = Arc<ModelView>;

/// What became of a photograph.
pub enum CardState {
    /// It waits.
    Waiting,
    /// It was classified.
    Done(Verdict),
    /// It could not be.
    Failed(SharedError),
}

/// A photograph and what the network says about it.
pub struct Card {
    /// Its number.
    pub id: u64,
    /// Its path or name.
    pub name: String,
    /// What became of it.
    pub state: CardState,
    /// The photograph itself, if it can be read.
    pub photograph: Option<Photograph>,
}

impl Card {
    /// The largest probability.
    #[must_use]
    pub fn confidence(&self, calibrated: bool) -> Option<f32> {
        match &self.state {
            CardState::Done(verdict) => probabilities(verdict, calibrated).get(verdict.label as usize).copied(),
            _ => None,
        }
    }

    /// The most probable class.
    #[must_use]
    pub fn label(&self) -> Option<u32> {
        match &self.state {
            CardState::Done(verdict) => Some(verdict.label),
            _ => None,
        }
    }
}

/// The probabilities that are shown: calibrated if that is wished and known.
#[must_use]
pub fn probabilities(verdict: &Verdict, calibrated: bool) -> &[f32] {
    verdict.calibrated.as_deref().filter(|_| calibrated).unwrap_or(&verdict.probabilities)
}

/// Photographs that are asked at once.
const PART: usize = 200;

/// In which order cards are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The most certain first.
    Certain,
    /// The most doubtful first.
    Flagged,
    /// By name.
    Name,
}

/// The prediction page.
#[derive(Default)]
pub struct PredictionState {
    /// The network that predicts, once there is one.
    pub model: Option<Model>,
    /// The cards, oldest first.
    pub cards: Vec<Card>,
    /// The last card's number.
    pub last_card: u64,
    /// In which order they are shown.
    pub order: Order,
    /// Whether calibrated probabilities are shown, where they are known.
    pub calibrated: bool,
    /// Only cards of this class.
    pub class: Option<u32>,
    /// Places of the cards to show, in order.
    pub shown: Vec<usize>,
    /// Whether cards have changed since they were put in order.
    pub unarranged: bool,
    /// The cards' pictures, by number.
    pub thumbnails: Thumbnails,
    /// The same as the network sees them.
    pub seen: Thumbnails,
    /// The card shown large.
    pub open: Option<u64>,
    /// Paths that wait for a network.
    pub waiting_paths: Vec<PathBuf>,
    /// Pictures that wait until the engine has room for them, oldest first.
    pub unsent: VecDeque<Vec<ClassifyItem>>,
}

impl PredictionState {
    /// The cards that have an answer.
    fn verdicts(&self) -> impl Iterator<Item = (&Card, &Verdict)> {
        self.cards.iter().filter_map(|card| match &card.state {
            CardState::Done(verdict) => Some((card, verdict)),
            _ => None,
        })
    }

    /// Cards that still wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.cards.iter().filter(|card| matches!(card.state, CardState::Waiting)).count()
    }

    /// Adds a card.
    pub fn add(&mut self, name: String, state: CardState, photograph: Option<Photograph>) -> u64 {
        self.last_card += 1;
        self.cards.push(Card { id: self.last_card, name, state, photograph });
        self.unarranged = true;
        self.last_card
    }

    /// Gives a card its answer. A card that was asked again for its pictures keeps what was said before, unless
    /// the network's doubt has become known since.
    pub fn answer(&mut self, id: u64, state: CardState) {
        let Some(card) = self.card_mut(id) else { return };
        if let CardState::Done(before) = &card.state {
            let knows_more = matches!(&state, CardState::Done(now) if now.calibrated.is_some());
            if before.calibrated.is_some() || !knows_more {
                return;
            }
        }
        card.state = state;
        self.unarranged = true;
    }

    /// Asks these cards' photographs again, first of all.
    pub fn ask_again(&mut self, ids: impl IntoIterator<Item = u64>) {
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

    /// Asks again what was answered before the network's doubt was known.
    pub fn ask_uncertainty(&mut self) {
        let certain = |card: &&Card| matches!(&card.state, CardState::Done(verdict) if verdict.calibrated.is_none());
        let ids: Vec<u64> = self.cards.iter().filter(certain).map(|card| card.id).collect();
        for part in ids.chunks(PART) {
            self.ask_again(part.iter().copied());
        }
    }

    /// Uses another network from now on.
    pub fn use_model(&mut self, model: ModelView) {
        if self.model.as_ref().is_some_and(|before| before.classes != model.classes) && self.class.take().is_some() {
            self.unarranged = true;
        }
        self.model = Some(Arc::new(model));
    }

    /// Gives up on the cards that the engine has: their answers may never come.
    pub fn fail_waiting(&mut self, reason: &SharedError) {
        let unsent: HashSet<u64> = self.unsent.iter().flatten().map(|item| item.card).collect();
        for card in &mut self.cards {
            if matches!(card.state, CardState::Waiting) && !unsent.contains(&card.id) {
                card.state = CardState::Failed(reason.clone());
            }
        }
        self.unarranged = true;
    }

    /// Takes away the cards that still wait.
    pub fn drop_waiting(&mut self) {
        self.unsent.clear();
        self.cards.retain(|card| !matches!(card.state, CardState::Waiting));
        self.arrange();
    }

    /// Takes all cards away.
    pub fn clear(&mut self) {
        self.cards.clear();
        self.unsent.clear();
        self.thumbnails = Thumbnails::default();
        self.seen = Thumbnails::default();
        self.open = None;
        self.arrange();
    }

    /// The card with this number.
    fn card_mut(&mut self, id: u64) -> Option<&mut Card> {
        let place = self.cards.binary_search_by_key(&id, |card| card.id).ok()?;
        self.cards.get_mut(place)
    }

    /// Finds which cards to show and in which order.
    pub fn arrange(&mut self) {
        self.unarranged = false;
        let (cards, calibrated) = (&self.cards, self.calibrated);
        let mut shown: Vec<usize> = (0..cards.len())
            .filter(|place| self.class.is_none_or(|class| cards[*place].label() == Some(class)))
            .collect();
        // What has no answer yet stands last either way.
        let certain = |place: &usize| cards[*place].confidence(calibrated).unwrap_or(f32::NEG_INFINITY);
        let flagged = |place: &usize| cards[*place].confidence(calibrated).unwrap_or(f32::INFINITY);
        match self.order {
            Order::Newest => shown.reverse(),
            Order::Certain => shown.sort_by(|a, b| certain(b).total_cmp(&certain(a)).then(b.cmp(a))),
            Order::Flagged => shown.sort_by(|a, b| flagged(a).total_cmp(&flagged(b)).then(b.cmp(a))),
            Order::Name => shown.sort_by(|a, b| cards[*a].name.cmp(&cards[*b].name)),
        }
        self.shown = shown;
    }

    /// The predictions as CSV, in the columns of `bigode predict --csv`.
    ///
    /// # Errors
    /// If a row cannot be written as CSV.
    pub fn to_csv(&self) -> csv::Result<String> {
        // Cards may hold predictions of several networks: each class has one column, empty where a network lacks it.
        let mut classes: Vec<String> = Vec::new();
        for class in
            self.model.iter().chain(self.verdicts().map(|(_, verdict)| &verdict.model)).flat_map(|m| &m.classes)
        {
            if !classes.contains(class) {
                classes.push(class.clone());
            }
        }
        let mut table = PredictionTable::new(Vec::new(), classes)?;
        for (card, verdict) in self.verdicts() {
            table.write(&PredictionRow {
                filename: &card.name,
                classes: &verdict.model.classes,
                label: verdict.label,
                probabilities: probabilities(verdict, self.calibrated),
                novelty_score: verdict.novelty_score,
            })?;
        }
        Ok(String::from_utf8_lossy(&table.finish()?).into_owned())
    }
}
