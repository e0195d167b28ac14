//! The window through accessible names, without a graphics card.

mod again;
mod cancel;
mod cards;
mod drops;
mod errors;
mod experiment;
mod finding;
mod flow;
mod harness;
mod idle;
mod keyboard;
mod keys;
mod mended;
mod mending;
mod monkey;
mod opening;
mod order;
mod pages;
mod plots;
mod reins;
mod remembered;
mod results;
mod sweep;
mod tour;
mod unfinished;
mod why;

pub use harness::Memory;
