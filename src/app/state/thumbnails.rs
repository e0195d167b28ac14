//! Small pictures in memory.

use std::collections::{HashMap, HashSet};

use eframe::egui::TextureHandle;

use crate::shared_error::SharedError;

/// A small picture's state.
pub enum Cell {
    /// It can be painted.
    Ready {
        /// The picture.
        texture: TextureHandle,
        /// The frame that last painted it.
        used: u64,
    },
    /// It cannot be shown.
    Failed(SharedError),
}

/// Small pictures within a budget of memory: beyond it, those that were painted longest ago are dropped.
pub struct Thumbnails {
    cells: HashMap<usize, Cell>,
    bytes: usize,
    budget_bytes: usize,
    /// Counts frames.
    pub frame: u64,
    /// Those that were requested last and are not there yet.
    requested: HashSet<usize>,
}

/// The budget of a gallery.
const BUDGET_BYTES: usize = 96 << 20;

impl Default for Thumbnails {
    fn default() -> Self {
        Self::with_budget(BUDGET_BYTES)
    }
}

impl Thumbnails {
    /// No pictures yet, and so many bytes for their textures.
    #[must_use]
    pub fn with_budget(budget_bytes: usize) -> Self {
        Self { cells: HashMap::new(), bytes: 0, budget_bytes, frame: 0, requested: HashSet::new() }
    }

    /// The picture to paint, if it is there.
    pub fn get(&mut self, index: usize) -> Option<&Cell> {
        let cell = self.cells.get_mut(&index)?;
        if let Cell::Ready { used, .. } = cell {
            *used = self.frame;
        }
        Some(cell)
    }

    /// Adds a new picture.
    pub fn insert(&mut self, index: usize, picture: Result<TextureHandle, SharedError>) {
        self.requested.remove(&index);
        let cell = match picture {
            Ok(texture) => {
                self.bytes += texture.byte_size();
                Cell::Ready { texture, used: self.frame }
            }
            Err(reason) => Cell::Failed(reason),
        };
        if let Some(Cell::Ready { texture, .. }) = self.cells.insert(index, cell) {
            self.bytes -= texture.byte_size();
        }
        if self.bytes > self.budget_bytes {
            self.evict();
        }
    }

    /// The pictures to request so that these can be painted, unless they have been requested already.
    pub fn missing(&mut self, wanted: &[usize]) -> Option<Vec<usize>> {
        let missing: Vec<usize> = wanted.iter().copied().filter(|index| !self.cells.contains_key(index)).collect();
        if missing.iter().all(|index| self.requested.contains(index)) {
            return None;
        }
        self.requested = missing.iter().copied().collect();
        Some(missing)
    }

    /// Keeps the pictures whose photographs are elsewhere now, and forgets those that are gone.
    pub fn move_to(&mut self, place: impl Fn(usize) -> Option<usize>) {
        let mut kept = Self { frame: self.frame, ..Self::with_budget(self.budget_bytes) };
        for (index, cell) in self.cells.drain() {
            if let Some(place) = place(index) {
                if let Cell::Ready { texture, .. } = &cell {
                    kept.bytes += texture.byte_size();
                }
                kept.cells.insert(place, cell);
            }
        }
        *self = kept;
    }

    /// Whether all pictures that were requested last are there.
    #[cfg(test)]
    pub fn is_complete(&self) -> bool {
        self.requested.is_empty()
    }

    /// Drops pictures down to four fifths of the budget, those painted longest ago first and those of this frame never.
    fn evict(&mut self) {
        let used = |cell: &Cell| match cell {
            Cell::Ready { used, .. } => Some(*used),
            Cell::Failed(_) => None,
        };
        let mut ages: Vec<(u64, usize)> =
            self.cells.iter().filter_map(|(index, cell)| used(cell).map(|used| (used, *index))).collect();
        ages.sort_unstable();
        for (last_used, index) in ages {
            if self.bytes <= self.budget_bytes / 5 * 4 || last_used == self.frame {
                break;
            }
            if let Some(Cell::Ready { texture, .. }) = self.cells.remove(&index) {
                self.bytes -= texture.byte_size();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Color32, ColorImage, Context, TextureOptions};

    use super::*;

    fn bytes(thumbnails: &mut Thumbnails, indices: impl Iterator<Item = usize>) -> usize {
        indices
            .filter_map(|index| match thumbnails.get(index) {
                Some(Cell::Ready { texture, .. }) => Some(texture.byte_size()),
                _ => None,
            })
            .sum()
    }

    #[test]
    fn pictures_beyond_the_budget_are_evicted_and_those_painted_longest_ago_first() {
        let context = Context::default();
        let image = ColorImage::filled([8, 8], Color32::WHITE);
        let texture = |index: usize| context.load_texture(format!("{index}"), image.clone(), TextureOptions::LINEAR);
        let one = texture(0).byte_size();
        let mut thumbnails = Thumbnails::with_budget(10 * one);
        for index in 0..100 {
            thumbnails.frame += 1;
            thumbnails.insert(index, Ok(texture(index)));
            assert!(thumbnails.get(0).is_some(), "a picture that each frame paints stays");
        }
        assert!(thumbnails.get(99).is_some(), "the newest picture is there");
        assert!(thumbnails.get(1).is_none(), "a picture that was painted long ago is gone");
        let kept = bytes(&mut thumbnails, 0..100);
        assert!(kept > 5 * one && kept <= 10 * one, "{kept} bytes are kept of a budget of {}", 10 * one);
    }

    #[test]
    fn an_evicted_picture_is_requested_again() {
        let context = Context::default();
        let image = ColorImage::filled([8, 8], Color32::WHITE);
        let texture = || context.load_texture("small", image.clone(), TextureOptions::LINEAR);
        let mut thumbnails = Thumbnails::with_budget(2 * texture().byte_size());
        assert_eq!(thumbnails.missing(&[0]), Some(vec![0]));
        for index in 0..10 {
            thumbnails.frame += 1;
            thumbnails.insert(index, Ok(texture()));
        }
        assert_eq!(thumbnails.missing(&[9]), None);
        assert_eq!(thumbnails.missing(&[0]), Some(vec![0]));
        assert_eq!(thumbnails.missing(&[0]), None, "it is on its way");
    }
}
