//! A run on disk: which files it has, who may write them, and how each is written and read.
//!
//! `config.ron` (all that reproduces it), `split.csv` (each file's side), `overlay.csv` (what the user decided about
//! single photographs), `history.csv` (a row an epoch), `events.ron` (a value a line), `validation.safetensors` (each
//! epoch's predictions), `last.safetensors`, `best.safetensors` and `checkpoint.safetensors`. Files are written under a
//! temporary name, synced, then renamed; `events.ron` alone is appended to.

mod callback_event;
mod error;
mod events;
mod events_file;
mod folder;
pub mod history;
mod lock;
mod portuguese;
mod snapshot;
mod split_file;
#[cfg(test)]
mod tests;
pub mod validation_predictions;

pub use callback_event::{CallbackEvent, RateChange, Verdict};
pub use error::RunFolderError;
pub use events::{LeftOut, RunEnd, RunInfo, RunOutcome, TrainEvent};
pub use events_file::{append_event, events_text, read_events, read_whole_events};
use folder::read_text;
pub use folder::{
    BEST, CHECKPOINT, CONFIG, EVENTS, HISTORY, LAST, OVERLAY, OWN_FILES, RunFolder, SPLIT, VALIDATION, new_folder,
    read_config, read_history,
};
pub use history::EpochStats;
pub use snapshot::{ModelCard, Snapshot, Tensors, copy_of};
pub use split_file::{Side, SplitRow, read_split, split_text};
