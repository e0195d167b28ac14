//! Writing files whole or not at all, and reading and writing at a position.
//!
//! A file is written under a random temporary name in its own folder, synced, then renamed: at any instant the name
//! belongs to the old file or to the new one. A link of that name is replaced, never followed; anything but a regular
//! file (a folder, a pipe, a device, a socket) is never replaced. While it is written it is locked, so that what a killed
//! process has left is told from what a living one writes.

mod append;
mod folders;
mod leftovers;
mod output;
pub mod positional;
#[cfg(test)]
mod tests;
mod whole_file;

pub use append::append;
pub use folders::{create_folders, require_writable};
pub use leftovers::{is_leftover, remove_leftovers};
pub use output::{Output, write_output};
pub use whole_file::{WholeFile, link, write};
