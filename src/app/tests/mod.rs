//! The window through accessible names, without a graphics card.

mod again;
mod cancel;
mod drops;
mod errors;
mod flow;
mod harness;
mod idle;
mod keyboard;
mod mended;
mod mending;
mod monkey;
mod pages;
mod reins;
mod remembered;
mod results;
mod sweep;
mod tour;
mod why;
