//! Reading regular files alone, writing files whole or not at all, and reading and writing at a position.
//!
//! A file is written under a random temporary name in its own folder, synced, then renamed: at any instant the name
//! belongs to the old file or to the new one. A link of that name is replaced, never followed; anything but a regular
//! file (a folder, a pipe, a device, a socket) is never replaced. While it is written it is locked, so that what a killed
//! process has left is told from what a living one writes.

mod append;
mod at_end;
mod folders;
mod input;
mod leftovers;
mod not_regular;
mod output;
pub mod positional;
#[cfg(test)]
mod tests;
mod whole_file;
mod whole_folder;

pub use append::append;
pub use at_end::{IsLink, open_at_end};
pub use folders::{create_folders, require_writable};
pub use input::{open, read, read_to_string};
pub use leftovers::{is_leftover, remove_leftovers};
pub use not_regular::NotRegular;
pub use output::{Output, write_output};
pub use whole_file::{WholeFile, link, write};
pub use whole_folder::{NotEmpty, WholeFolder};

/// `O_NONBLOCK`, with which opening a pipe does not wait for the other end.
#[cfg(any(target_os = "linux", target_os = "android"))]
const NONBLOCK: i32 = 0o4000;
/// `O_NONBLOCK`, with which opening a pipe does not wait for the other end.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const NONBLOCK: i32 = 0x4;
