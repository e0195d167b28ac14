//! The command line as a process, the reference numbers, and the shape of the source code.
//!
//! One binary, because each one links the whole window.

mod architecture;
mod bad_input;
mod bench;
mod command_line;
mod decode;
mod diverged;
mod evaluate;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod faults;
mod fuzzing;
mod limits;
mod material;
mod odd_files;
mod portuguese;
mod predict;
mod runs;
mod same_run;
mod support;
mod verify;
