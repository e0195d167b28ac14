//! Which evaluated photographs are shown, in which order, and which of them is chosen.

use super::{Choice, ResultsState, Reveal};

impl ResultsState {
    /// Finds which photographs to show and in which order.
    pub fn arrange(&mut self) {
        let Some(predictions) = self.figures().map(|figures| &figures.predictions) else { return };
        let fits = |photograph: &usize| match self.choice {
            Choice::All => true,
            Choice::Wrong => !predictions.is_right(*photograph),
            Choice::Label(label) => predictions.labels()[*photograph] == label,
            Choice::Cell { label, predicted } => {
                predictions.labels()[*photograph] == label && predictions.predicted(*photograph) == predicted
            }
        };
        self.shown = self.order.of(predictions).into_iter().filter(fits).collect();
        self.reveal = self.reveal.max(Reveal::Gallery);
    }

    /// Shows these photographs alone, or all of them where these are shown already, and chooses the first.
    pub fn toggle(&mut self, choice: Choice) {
        self.choice = if self.choice == choice { Choice::All } else { choice };
        self.arrange();
        self.reveal = Reveal::Page;
        self.selected = self.shown.first().copied().or(self.selected);
        self.class = None;
    }

    /// Chooses a photograph. Its Grad-CAM is that of its predicted class until another one is chosen.
    pub fn select(&mut self, photograph: usize) {
        self.selected = Some(photograph);
        self.class = None;
    }

    /// Chooses a photograph by its name, if it is shown.
    pub fn select_named(&mut self, name: &str) {
        let names = self.results().map(|results| results.best.predictions.names());
        let place = names.and_then(|names| names.iter().position(|other| other == name));
        if let Some(place) = place.filter(|place| self.shown.contains(place)) {
            self.select(place);
            self.reveal = Reveal::Page;
        }
    }

    /// Moves the choice by so many of the shown photographs.
    pub fn move_selection(&mut self, by: isize) {
        let Some(last) = self.shown.len().checked_sub(1) else { return };
        let place = self.place().map_or(0, |place| place.saturating_add_signed(by).min(last));
        self.select(self.shown[place]);
        self.reveal = Reveal::Page;
    }

    /// The chosen photograph's place among those that are shown.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        let selected = self.selected?;
        self.shown.iter().position(|photograph| *photograph == selected)
    }
}
