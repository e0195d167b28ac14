//! A mailbox that keeps only the newest job of each kind: dragging a slider forty times costs two answers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossbeam_channel::{Receiver, Sender, bounded};

/// The side that asks. Dropping it ends the other side.
pub struct Mailbox<J> {
    waiting: Arc<Mutex<VecDeque<J>>>,
    replaces: fn(&J, &J) -> bool,
    signal: Sender<()>,
}

/// The side that answers: an iterator over jobs, the oldest first, that waits for the next one.
pub struct MailboxReceiver<J> {
    waiting: Arc<Mutex<VecDeque<J>>>,
    signal: Receiver<()>,
}

/// The two sides of a new mailbox. `replaces` says whether the first job, which is newer, takes the second one's place.
pub fn mailbox<J>(replaces: fn(&J, &J) -> bool) -> (Mailbox<J>, MailboxReceiver<J>) {
    let waiting = Arc::new(Mutex::new(VecDeque::new()));
    let (sender, receiver) = bounded(1);
    (Mailbox { waiting: Arc::clone(&waiting), replaces, signal: sender }, MailboxReceiver { waiting, signal: receiver })
}

impl<J> Mailbox<J> {
    /// Leaves a job; those that still wait and that it replaces are dropped. Never blocks.
    pub fn post(&self, job: J) {
        {
            let mut waiting = lock(&self.waiting);
            waiting.retain(|older| !(self.replaces)(&job, older));
            waiting.push_back(job);
        }
        // Where the signal is full, the other side has one to take already.
        let _sent = self.signal.try_send(());
    }
}

impl<J> MailboxReceiver<J> {
    /// Says during a job whether another one waits.
    pub fn newer(&self) -> Newer<J> {
        Newer(Arc::clone(&self.waiting))
    }
}

/// Says whether another job waits.
pub struct Newer<J>(Arc<Mutex<VecDeque<J>>>);

impl<J> Newer<J> {
    /// Whether another job waits.
    pub fn waits(&self) -> bool {
        !lock(&self.0).is_empty()
    }
}

impl<J> Iterator for MailboxReceiver<J> {
    type Item = J;

    fn next(&mut self) -> Option<J> {
        loop {
            let job = lock(&self.waiting).pop_front();
            if job.is_some() {
                return job;
            }
            self.signal.recv().ok()?;
        }
    }
}

/// The queue is whole at every moment, so a panic elsewhere leaves nothing to distrust.
fn lock<J>(waiting: &Mutex<VecDeque<J>>) -> MutexGuard<'_, VecDeque<J>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::mem::discriminant;

    use super::mailbox;

    enum Question {
        Slider(u32),
        Photo(u32),
    }

    #[test]
    fn only_the_newest_of_each_kind_is_answered() {
        let (ask, mut answer) = mailbox(|newer, older| discriminant(newer) == discriminant(older));
        for n in 0..40 {
            ask.post(Question::Slider(n));
        }
        ask.post(Question::Photo(7));
        ask.post(Question::Slider(41));
        drop(ask);
        let newer = answer.newer();
        assert!(newer.waits());
        let mut answered = Vec::new();
        for question in answer.by_ref() {
            answered.push(match question {
                Question::Slider(n) => ("slider", n),
                Question::Photo(n) => ("photo", n),
            });
        }
        assert_eq!(answered, [("photo", 7), ("slider", 41)]);
        assert!(!newer.waits());
    }
}
