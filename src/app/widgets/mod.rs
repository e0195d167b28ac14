//! Small things that several pages show.

mod axes;
mod bars;
mod combo;
mod dialog;
mod forms;
mod frames;
mod gallery;
mod heads;
mod names;
mod problems;
mod rows;
mod term;
mod text;
mod zoom;

pub use axes::Axes;
pub use bars::{bar, progress, split_bar};
pub use combo::combo;
pub use dialog::{dialog, give_keyboard_back, keyboard_after_dialog};
pub use forms::{
    beside_term, exact, exact_field, field, group, keras_field, keras_switch, more_menu, next_button, number_field,
    primary_button, rounded, sign_button, term_field, unlabelled,
};
pub use frames::{at_right, card, empty_page, page_header, room_beside, two_ends, with_column};
pub use gallery::{Gallery, cell_at, mark_cell, small_picture};
pub use heads::sort_head;
pub use names::{ClassNames, width_of};
pub use problems::{Problems, set_sentence_width};
pub use rows::rows;
pub use term::{close_explained, explain, explain_focused, explain_named, explained_here, shown_term};
pub use text::{emphasis, middle, sign, small, table_text, weak};
pub use zoom::Zoom;
