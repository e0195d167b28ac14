//! The window through accessible names, without a graphics card.

mod again;
mod cancel;
mod cards;
mod drops;
mod error_texts;
mod errors;
mod experiment;
mod explanation;
mod finding;
mod flow;
mod harness;
mod idle;
mod keyboard;
mod keys;
mod monkey;
mod opening;
mod order;
mod origins;
mod overlay;
mod pages;
mod pages_apart;
mod plots;
mod remembered;
mod results;
mod stale;
mod steps;
mod subject;
mod sweep;
mod tour;
mod training_control;
mod unfinished;
mod waiting;

pub use harness::Memory;
