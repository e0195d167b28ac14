//! The background threads behind the window: commands in, events out.
