//! A mailbox that keeps only the newest question of each kind: dragging a slider forty times costs two answers.

use std::collections::VecDeque;
use std::mem::discriminant;
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender, bounded};

/// The side that asks. Dropping it ends the other side.
pub(super) struct Mailbox<J> {
    pending: Arc<Mutex<VecDeque<J>>>,
    signal: Sender<()>,
}

/// The side that answers: an iterator over questions, oldest kind first, that waits for the next one.
pub(super) struct MailboxReceiver<J> {
    pending: Arc<Mutex<VecDeque<J>>>,
    signal: Receiver<()>,
}

/// The two sides of a new mailbox.
pub(super) fn mailbox<J>() -> (Mailbox<J>, MailboxReceiver<J>) {
    let pending = Arc::new(Mutex::new(VecDeque::new()));
    let (ring, signal) = bounded(1);
    (Mailbox { pending: Arc::clone(&pending), signal: ring }, MailboxReceiver { pending, signal })
}

impl<J> Mailbox<J> {
    /// Leaves a question; one of the same kind (the same variant of `J`) that still waits is dropped. Never blocks.
    pub(super) fn post(&self, question: J) {
        {
            let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            pending.retain(|waiting| discriminant(waiting) != discriminant(&question));
            pending.push_back(question);
        }
        // A full bell has been rung already.
        let _rung = self.signal.try_send(());
    }
}

impl<J> MailboxReceiver<J> {
    /// A look into the mailbox for whoever is busy answering.
    pub(super) fn peek(&self) -> Peek<J> {
        Peek(Arc::clone(&self.pending))
    }
}

/// Tells whether a newer question waits.
pub(super) struct Peek<J>(Arc<Mutex<VecDeque<J>>>);

impl<J> Peek<J> {
    /// Whether a newer question waits.
    pub(super) fn has_next(&self) -> bool {
        !self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

impl<J> Iterator for MailboxReceiver<J> {
    type Item = J;

    fn next(&mut self) -> Option<J> {
        loop {
            let waiting = self.pending.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            if waiting.is_some() {
                return waiting;
            }
            self.signal.recv().ok()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    enum Question {
        Slider(u32),
        Photo(u32),
    }

    #[test]
    fn only_the_newest_of_each_kind_is_answered() {
        let (ask, mut answer) = mailbox();
        for n in 0..40 {
            ask.post(Question::Slider(n));
        }
        ask.post(Question::Photo(7));
        ask.post(Question::Slider(41));
        drop(ask);
        let mut told = Vec::new();
        for question in answer.by_ref() {
            told.push(match question {
                Question::Slider(n) => ("slider", n),
                Question::Photo(n) => ("photo", n),
            });
        }
        assert_eq!(told, [("photo", 7), ("slider", 41)]);
        assert!(!answer.peek().has_next());
    }
}
