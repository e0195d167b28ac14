//! Writing files whole or not at all, and reading and writing at a position.
//!
//! A file is written under a random temporary name in its own folder, synced, then renamed: at any instant the name
//! belongs to the old file or to the new one. A link of that name is replaced, never followed; anything but a regular
//! file (a folder, a pipe, a device, a socket) is never replaced.

mod output;
pub mod positional;
#[cfg(test)]
mod tests;
mod whole_file;

pub use output::{Output, write_output};
pub use whole_file::{WholeFile, is_leftover, link, write};
