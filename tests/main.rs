//! Everything as its user meets it: the command line as a process, the project's papers, and the reference numbers.
//!
//! One binary, because each one links the whole window.

mod architecture;
mod bad_input;
mod bench;
mod command_line;
mod decode;
mod evaluate;
mod odd_files;
mod predict;
mod runs;
mod support;
mod verify;
