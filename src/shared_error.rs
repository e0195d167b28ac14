//! An error that several threads share.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::text::{Language, Localized};

/// An error that can be handed from thread to thread. As text it is the error's own English sentence;
/// [`Localized::localized`] gives it in the user's language.
#[derive(Clone)]
pub struct SharedError(Arc<dyn Localized + Send + Sync>);

impl SharedError {
    /// The error itself, for a caller that knows its type.
    #[must_use]
    pub fn error(&self) -> &(dyn Error + 'static) {
        &*self.0
    }

    /// The sentence in a language.
    #[must_use]
    pub fn localized(&self, language: Language) -> String {
        self.0.localized(language)
    }
}

impl<E: Localized + Send + Sync + 'static> From<E> for SharedError {
    fn from(error: E) -> Self {
        Self(Arc::new(error))
    }
}

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Equal where the sentences are.
impl PartialEq for SharedError {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for SharedError {}

impl Serialize for SharedError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
