//! The window through accessible names, without a graphics card.

mod again;
mod drops;
mod errors;
mod experiment;
mod finding;
mod flow;
mod harness;
mod keyboard;
mod mended;
mod mending;
mod pages;
mod plots;
mod results;
mod sweep;
mod why;
