//! What the window calls the classes of the built-in drawings.

use super::Language;

/// The shown name of a class of the built-in drawings; another name is shown as it is.
#[must_use]
pub fn drawing_class(language: Language, name: &str) -> &str {
    match (language, name) {
        (Language::Portuguese, "cat") => "gato",
        (Language::Portuguese, "dog") => "cachorro",
        _ => name,
    }
}
