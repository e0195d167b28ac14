//! More jobs than there is room for.

use super::*;

/// Asks for files that are not there until there is no room; gives how many were taken, and the one that was not.
fn fill(bench: &mut Bench) -> (usize, EngineCommand) {
    for number in 0.. {
        let path = PathBuf::from(format!("/nowhere/{number}.ron"));
        if let Err(Rejected(command)) = bench.engine.send(FilesCommand::ReadConfig { path }) {
            return (number, *command);
        }
    }
    unreachable!("the thread waits for its events to be read")
}

#[test]
fn what_there_is_no_room_for_comes_back_and_is_taken_later() {
    let mut bench = Bench::new();
    let (taken, rejected) = fill(&mut bench);
    let EngineCommand::Files(FilesCommand::ReadConfig { path }) = &rejected else { panic!("{rejected:?}") };
    assert_eq!(*path, PathBuf::from(format!("/nowhere/{taken}.ron")), "the very request comes back");
    let read = |number: usize| {
        let path = PathBuf::from(format!("/nowhere/{number}.ron"));
        move |event: &EngineEvent| matches!(event, EngineEvent::Files(FilesEvent::ConfigRead { path: own, .. }) if *own == path)
    };
    let events = bench.until(read(taken - 1));
    assert_eq!(events.len(), taken, "each request that was taken is answered");
    bench.send(rejected);
    assert_eq!(bench.until(read(taken)).len(), 1);
}

#[test]
fn a_closing_engine_writes_what_there_was_no_room_for() {
    let mut bench = Bench::new();
    fill(&mut bench);
    let path = bench.path("last.txt");
    let write = FilesCommand::Write { path: path.clone(), contents: "all of it".to_owned() };
    let Bench { mut engine, folder, .. } = bench;
    engine.finish([write.into()]);
    assert!(engine.next_event().is_none(), "no event is delivered any more");
    drop(engine);
    assert_eq!(std::fs::read_to_string(path).expect("it is written"), "all of it");
    drop(folder);
}
