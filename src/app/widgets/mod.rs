//! Small things that several pages show.

mod bars;
mod forms;
mod frames;
mod gallery;
mod problems;
mod text;

pub use bars::{bar, progress, split_bar};
pub use forms::{exact, exact_field, field, group, next_button, number_field, primary_button, rounded, sign_button};
pub use frames::{at_right, card, empty_page, page_header, room_beside, two_ends, with_column};
pub use gallery::{Gallery, mark_cell, small_picture};
pub use problems::Problems;
pub use text::{emphasis, middle, sign, small, table_text, weak};
