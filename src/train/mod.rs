//! The training loop, its callbacks, history, checkpoints and run folder.
