//! Computes what the open lesson shows, on one thread, and asks networks about it, on another.

mod kept_photo;
mod teacher;

use std::io;
use std::mem::discriminant;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Context, Worker};
use crate::engine::threads::{self, Ended, Mailbox, mailbox};
use crate::engine::views::{LessonsCommand, LessonsEvent, WorkerKind};
use crate::lessons::own::OwnAnswer;
use kept_photo::KeptPhoto;
use teacher::Teacher;

pub struct LessonsWorker {
    /// Questions, and what is moved: the user waits for these.
    quick: Mailbox<LessonsCommand>,
    /// What a trained network is asked.
    own: Mailbox<LessonsCommand>,
    /// Whether the window closes.
    ends: Arc<AtomicBool>,
}

impl Worker for LessonsWorker {
    type Command = LessonsCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let ends = Arc::new(AtomicBool::new(false));
        let quick = start_quick(context)?;
        let own = start_own(context, Arc::clone(&ends))?;
        Ok(Self { quick, own, ends })
    }

    fn send(&mut self, command: LessonsCommand) -> Result<(), LessonsCommand> {
        let mailbox = if matches!(command, LessonsCommand::Own { .. }) { &self.own } else { &self.quick };
        mailbox.post(command);
        Ok(())
    }

    fn cancel(&self) {
        self.ends.store(true, Ordering::Relaxed);
    }
}

/// The thread of questions and of what is moved.
fn start_quick(context: &mut Context) -> io::Result<Mailbox<LessonsCommand>> {
    let (commands, next) = mailbox(|newer: &LessonsCommand, older| discriminant(newer) == discriminant(older));
    let outbox = context.outbox.clone();
    let mut photos = KeptPhoto::new(context.datasets.clone());
    context.spawn(WorkerKind::Lessons, next, move |command: LessonsCommand| {
        match command {
            LessonsCommand::Ask { lesson, language } => {
                outbox.send(LessonsEvent::Asked { lesson, language, question: lesson.question(language) });
            }
            LessonsCommand::Work { generation, photo, exercise } => {
                let worked = photos.work(photo, &exercise).map(Box::new);
                outbox.send(LessonsEvent::Worked { generation, worked });
            }
            LessonsCommand::Own { .. } => {}
        }
        Ended::Done
    })?;
    Ok(commands)
}

/// The thread on which networks are asked. It gives way: a training is worth more than a lesson beside it.
fn start_own(context: &mut Context, ends: Arc<AtomicBool>) -> io::Result<Mailbox<LessonsCommand>> {
    let (commands, next) = mailbox(|_: &LessonsCommand, _| true);
    let outbox = context.outbox.clone();
    let newer = next.newer();
    let photos = KeptPhoto::new(context.datasets.clone());
    let mut teacher = Teacher::new(photos, context.models.clone(), context.options.threads);
    let mut is_quiet = false;
    context.spawn(WorkerKind::Lessons, next, move |command: LessonsCommand| {
        if !std::mem::replace(&mut is_quiet, true) {
            threads::give_way();
        }
        let LessonsCommand::Own { generation, run, question, photo } = command else { return Ended::Done };
        let is_own = run.is_some();
        let mut is_cut = false;
        let so_far = |answer: OwnAnswer| {
            let answer = Ok(Box::new(answer));
            outbox.send(LessonsEvent::Own { generation, is_own, is_cut: false, answer });
            is_cut = newer.waits() || ends.load(Ordering::Relaxed);
            !is_cut
        };
        let answer = teacher.ask(run.as_deref(), question, photo, so_far).map(Box::new);
        outbox.send(LessonsEvent::Own { generation, is_own, is_cut, answer });
        Ended::Done
    })?;
    Ok(commands)
}
