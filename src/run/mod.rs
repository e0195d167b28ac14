//! A run on disk: which files it has, who may write them, and how each is written and read.
//!
//! `config.ron` (all that reproduces it), `split.csv` (each photograph's side), `overlay.csv` (relabels and exclusions),
//! `history.csv` (a row for each epoch), `events.ron` (an event in each line), `validation.safetensors` (each epoch's
//! predictions), `last.safetensors`, `best.safetensors` and `checkpoint.safetensors`. Files are written under a
//! temporary name, synced, then renamed; only `events.ron` is appended to. `notes.ron` (name and note) is the user's.
//!
//! A start writes `config.ron` and `overlay.csv`, then reads the photographs, then writes the first checkpoint. All
//! other files follow from the checkpoint, so that a start can be repeated before it and resumed after it. A run that came
//! from elsewhere has weights and `imported.safetensors`, with which its first training begins.

mod callback_event;
mod config_file;
mod deletion;
mod error;
mod events;
mod events_file;
mod folder;
pub mod history;
mod imported;
mod leftovers;
mod lock;
mod model_card;
mod notes;
mod portuguese;
mod split_file;
mod summary;
mod test_figures;
#[cfg(test)]
mod tests;
pub mod validation_predictions;

pub use callback_event::{CallbackEvent, RateChange, Verdict};
pub use config_file::{Checked, read_config, require_unchanged, write_config};
pub use deletion::{delete_for_good, require_deletable};
pub use error::{Damage, RunFolderError};
pub use events::{LeftOut, RunEnd, RunInfo, RunOutcome, TrainEvent};
pub use events_file::{append_event, events_text, read_events, read_whole_events};
use folder::read_text;
pub use folder::{
    BEST, CHECKPOINT, CONFIG, EVENTS, HISTORY, IMPORTED, LAST, NOTES, OVERLAY, OWN_FILES, RESULTS, RunFolder, SPLIT,
    VALIDATION, new_folder, read_history,
};
pub use history::EpochStats;
pub use imported::{ImportedStart, is_untrained_import};
pub use leftovers::{ANY, remove as remove_leftovers};
pub use model_card::{ModelCard, Tensors, copy_of};
pub use notes::{RunNotes, change_notes, read_notes};
pub use split_file::{Side, SplitRow, each_of_split, read_split, split_text, write_split};
pub use summary::{Counts, RunStamp, RunState, RunSummary, date_text, folder_name, is_run, runs_below};
pub use test_figures::{TestFigures, read_test_figures, write_test_figures};
