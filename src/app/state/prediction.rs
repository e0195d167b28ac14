//! Photographs put before the trained network.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::TextureHandle;

use crate::engine::{ModelView, Photograph, Verdict};
use crate::reason::Reason;

/// The network that predicts.
pub type Model = Arc<ModelView>;

/// What became of a photograph.
pub enum CardState {
    /// It waits.
    Waiting,
    /// It was classified.
    Done {
        /// The answer.
        verdict: Verdict,
        /// Its pictures, until there are too many younger cards.
        pictures: Option<CardPictures>,
    },
    /// It could not be.
    Failed(Reason),
}

/// A card's pictures.
pub struct CardPictures {
    /// The photograph.
    pub thumbnail: TextureHandle,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// Cards that keep their pictures; older ones keep only what was said.
const PICTURES_KEPT: usize = 1000;

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
            CardState::Done { verdict, .. } => probabilities(verdict, calibrated).get(verdict.label as usize).copied(),
            _ => None,
        }
    }

    /// The most probable class.
    #[must_use]
    pub fn label(&self) -> Option<u32> {
        match &self.state {
            CardState::Done { verdict, .. } => Some(verdict.label),
            _ => None,
        }
    }
}

/// The probabilities that are shown: calibrated if that is wished and known.
#[must_use]
pub fn probabilities(verdict: &Verdict, calibrated: bool) -> &[f32] {
    verdict.calibrated.as_deref().filter(|_| calibrated).unwrap_or(&verdict.probabilities)
}

/// In which order cards are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The most certain first.
    Certain,
    /// The most doubtful first.
    Doubtful,
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
    /// Cards before this place have no pictures.
    pictures_from: usize,
    /// The card shown large.
    pub open: Option<u64>,
    /// Photographs that wait for a network.
    pub waiting_paths: Vec<PathBuf>,
}

impl PredictionState {
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

    /// Gives a card its answer, and takes the pictures of a card that is too old to keep them.
    pub fn answer(&mut self, id: u64, state: CardState) {
        let Some(card) = self.card_mut(id) else { return };
        card.state = state;
        self.unarranged = true;
        let with_pictures = |card: &Card| matches!(card.state, CardState::Done { pictures: Some(_), .. });
        self.pictures_from = self.pictures_from.min(self.cards.len());
        if self.cards[self.pictures_from..].iter().filter(|card| with_pictures(card)).count() <= PICTURES_KEPT {
            return;
        }
        while let Some(card) = self.cards.get_mut(self.pictures_from) {
            self.pictures_from += 1;
            if let CardState::Done { pictures, .. } = &mut card.state
                && pictures.take().is_some()
            {
                return;
            }
        }
    }

    /// Takes away the cards that still wait.
    pub fn drop_waiting(&mut self) {
        self.cards.retain(|card| !matches!(card.state, CardState::Waiting));
        self.arrange();
    }

    /// Takes all cards away.
    pub fn clear(&mut self) {
        self.cards.clear();
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
        let doubtful = |place: &usize| cards[*place].confidence(calibrated).unwrap_or(f32::INFINITY);
        match self.order {
            Order::Newest => shown.reverse(),
            Order::Certain => shown.sort_by(|a, b| certain(b).total_cmp(&certain(a)).then(b.cmp(a))),
            Order::Doubtful => shown.sort_by(|a, b| doubtful(a).total_cmp(&doubtful(b)).then(b.cmp(a))),
            Order::Name => shown.sort_by(|a, b| cards[*a].name.cmp(&cards[*b].name)),
        }
        self.shown = shown;
    }

    /// The predictions as CSV, in the columns of `bigode predict --csv`, the last with `yes` where the notice stands.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let classes: &[String] = self.model.as_ref().map_or(&[], |model| &model.classes);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = ["filename", "label", "probability"].into_iter().chain(classes.iter().map(String::as_str));
        let header = header.chain(["unlike"]);
        let mut rows = vec![header.map(str::to_owned).collect::<Vec<_>>()];
        for card in &self.cards {
            if let CardState::Done { verdict, .. } = &card.state {
                let label = verdict.model.classes.get(verdict.label as usize).cloned().unwrap_or_default();
                let shown = probabilities(verdict, self.calibrated);
                let probability = shown.get(verdict.label as usize).copied().unwrap_or_default();
                let mut row = vec![card.name.clone(), label, probability.to_string()];
                row.extend(shown.iter().map(f32::to_string));
                row.push(if verdict.is_unlike { "yes" } else { "" }.to_owned());
                rows.push(row);
            }
        }
        for row in rows {
            // Writing into memory does not fail.
            let _written = writer.write_record(row);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
