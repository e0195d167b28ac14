//! The window through accessible names, without a graphics card.

mod errors;
mod flow;
mod harness;
mod pages;
mod sweep;
