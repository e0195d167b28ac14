//! A list of names in one piece of memory.

/// Names one after another in a single text: beside its letters each takes a number, where a `String` of its own takes
/// three, a block of the allocator and what that rounds up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    text: String,
    /// Where each name ends in the text.
    ends: Vec<usize>,
}

impl Names {
    /// Adds a name at the end.
    pub fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A name by its place. Panics if there is no such place.
    #[must_use]
    pub fn at(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    /// All names in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|place| self.at(place))
    }

    /// The places in byte order of the names there; `None` if they are in that order already.
    #[must_use]
    pub fn order(&self) -> Option<Vec<usize>> {
        if self.iter().is_sorted() {
            return None;
        }
        let mut places: Vec<usize> = (0..self.len()).collect();
        places.sort_unstable_by(|one, other| self.at(*one).cmp(self.at(*other)));
        Some(places)
    }

    /// In byte order.
    #[must_use]
    pub fn sorted(self) -> Self {
        match self.order() {
            None => self,
            Some(order) => self.chosen(order.into_iter()),
        }
    }

    /// The names at these places, in this order.
    #[must_use]
    pub fn chosen(&self, places: impl Iterator<Item = usize>) -> Self {
        let mut chosen = Self::default();
        places.for_each(|place| chosen.push(self.at(place)));
        chosen
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut all = Self::default();
        names.into_iter().for_each(|name| all.push(name.as_ref()));
        all
    }
}
