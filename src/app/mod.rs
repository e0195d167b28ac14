//! The window: state, logic, panels, widgets, theme and texts.
