//! What a panic said, and where in the code it was.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{set_hook, take_hook};
use std::sync::Once;

use crate::memory::OutOfMemory;
use crate::panics;

thread_local! {
    /// Where this thread panicked last: file, line and column.
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on each panic's location is noted: what is caught of a panic does not hold it.
pub(super) fn note_locations() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            LOCATION.set(info.location().map(ToString::to_string));
            usual(info);
        }));
    });
}

/// The message of a panic of this thread, and its location where that was noted.
pub(super) fn message(panic: &(dyn Any + Send)) -> String {
    if let Some(error) = panic.downcast_ref::<OutOfMemory>() {
        return error.to_string();
    }
    let message = panics::message(panic);
    match LOCATION.take() {
        Some(location) => format!("{message} ({location})"),
        None => message.to_owned(),
    }
}
