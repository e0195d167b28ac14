//! The window through accessible names, without a graphics card.

mod drops;
mod errors;
mod flow;
mod harness;
mod keyboard;
mod pages;
mod results;
mod sweep;
mod why;
