//! The shape of the source, and the document that describes it.

mod document;
mod floors;
mod mentions;
mod source;
mod threads;
mod unsafe_code;
mod window;
mod words;
mod writing;
