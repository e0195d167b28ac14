//! The command line as a process, the reference numbers, and the shape of the source code.
//!
//! One binary, because each one links the whole window.

mod architecture;
#[cfg(target_os = "linux")]
mod attacks;
mod bad_input;
mod bench;
mod command_line;
mod decode;
mod diverged;
mod evaluate;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod faults;
mod fuzzing;
#[cfg(target_os = "linux")]
mod large_pictures;
mod limits;
mod material;
mod names;
mod odd_files;
mod portuguese;
mod predict;
mod runs;
mod same_run;
mod support;
mod verify;
