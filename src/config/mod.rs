//! What a run is, as plain data in RON: defaults, presets, validation.
