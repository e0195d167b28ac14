//! The window through accessible names, without a graphics card.

mod again;
mod cards;
mod drops;
mod errors;
mod experiment;
mod finding;
mod flow;
mod harness;
mod keyboard;
mod mended;
mod mending;
mod opening;
mod pages;
mod plots;
mod results;
mod sweep;
mod unfinished;
mod why;
