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
        /// When it was last painted.
        used: u64,
    },
    /// It cannot be shown.
    Failed(SharedError),
}

/// Small pictures within a budget of memory; those longest unseen go first.
#[derive(Default)]
pub struct Thumbnails {
    cells: HashMap<usize, Cell>,
    bytes: usize,
    /// Counts frames.
    pub frame: u64,
    asked: Vec<usize>,
}

/// Pictures kept, in bytes.
const BUDGET: usize = 96 << 20;

impl Thumbnails {
    /// The picture to paint, if it is there.
    pub fn get(&mut self, index: usize) -> Option<&Cell> {
        let cell = self.cells.get_mut(&index)?;
        if let Cell::Ready { used, .. } = cell {
            *used = self.frame;
        }
        Some(cell)
    }

    /// Keeps a new picture.
    pub fn insert(&mut self, index: usize, picture: Result<TextureHandle, SharedError>) {
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
        if self.bytes > BUDGET {
            self.evict();
        }
    }

    /// What to ask for so that these can be painted, unless it has been asked for already.
    pub fn missing(&mut self, wanted: &[usize]) -> Option<Vec<usize>> {
        let missing: Vec<usize> = wanted.iter().copied().filter(|index| !self.cells.contains_key(index)).collect();
        let asked: HashSet<usize> = self.asked.iter().copied().collect();
        if missing.iter().all(|index| asked.contains(index)) {
            return None;
        }
        self.asked.clone_from(&missing);
        Some(missing)
    }

    /// Whether all that was asked for last is there.
    #[cfg(test)]
    pub fn is_complete(&self) -> bool {
        self.asked.iter().all(|index| self.cells.contains_key(index))
    }

    /// Lets the longest unseen fifth go.
    fn evict(&mut self) {
        let used = |cell: &Cell| match cell {
            Cell::Ready { used, .. } => Some(*used),
            Cell::Failed(_) => None,
        };
        let mut ages: Vec<(u64, usize)> =
            self.cells.iter().filter_map(|(index, cell)| used(cell).map(|used| (used, *index))).collect();
        ages.sort_unstable();
        for (last_used, index) in ages {
            if self.bytes <= BUDGET / 5 * 4 || last_used == self.frame {
                break;
            }
            if let Some(Cell::Ready { texture, .. }) = self.cells.remove(&index) {
                self.bytes -= texture.byte_size();
            }
        }
    }
}
