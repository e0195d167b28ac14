//! Links, pipes and devices in the place of each file that the window writes.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::process::Command;

use super::*;
use crate::charts::{Figure, Format};
use crate::text::Language;

/// Each kind of file that the window writes where the user says, to this path.
fn writes(run: &Path, path: &Path) -> Vec<EngineCommand> {
    let path = path.to_owned();
    let (title, note) = ("title".to_owned(), String::new());
    let figure = Figure { title, note, tables: Vec::new(), charts: Vec::new(), decimal_point: '.' };
    let figure = |format| FilesCommand::WriteFigure { path: path.clone(), figure: Box::new(figure.clone()), format };
    let (run, language) = (run.to_owned(), Language::English);
    vec![
        FilesCommand::Write { path: path.clone(), contents: "a,b\n".to_owned() }.into(),
        figure(Format::Svg).into(),
        figure(Format::Png).into(),
        EvaluationCommand::WriteReport { run, moved_to: None, path: path.clone(), language }.into(),
    ]
}

impl Bench {
    /// What comes of writing a file.
    fn written(&mut self, command: EngineCommand) -> Result<(), String> {
        self.send(command);
        let events = self.until(|event| matches!(event, EngineEvent::Files(FilesEvent::Written { .. })));
        match events.into_iter().last() {
            Some(EngineEvent::Files(FilesEvent::Written { result, .. })) => result.map_err(|error| error.to_string()),
            other => panic!("nothing was written: {other:?}"),
        }
    }
}

#[test]
fn an_exported_file_takes_the_place_of_a_link_and_harms_nothing_behind_it() {
    let mut bench = Bench::new();
    let run = bench.trained(small(1));
    let (victim, absent, out) = (bench.path("victim"), bench.path("absent"), bench.path("out"));
    fs::write(&victim, "mine").expect("a file");
    for target in [&victim, &absent] {
        for command in writes(&run, &out) {
            symlink(target, &out).expect("a link");
            assert_eq!(bench.written(command.clone()), Ok(()), "{command:?}");
            assert!(fs::symlink_metadata(&out).expect("it is there").is_file(), "{command:?}");
            assert_eq!(fs::read_to_string(&victim).expect("it is there"), "mine", "{command:?}");
            assert!(!absent.exists(), "{command:?}");
            fs::remove_file(&out).expect("it can be removed");
        }
    }
}

#[test]
fn an_export_to_a_pipe_or_device_is_refused_and_both_stay() {
    let mut bench = Bench::new();
    let run = bench.trained(small(1));
    let pipe = bench.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    for place in [pipe.as_path(), Path::new("/dev/full")] {
        for command in writes(&run, place) {
            let sentence = bench.written(command.clone()).expect_err("it is refused");
            assert!(sentence.starts_with(&format!("{} cannot be written: ", place.display())), "{sentence}");
            let kind = fs::symlink_metadata(place).expect("it is there").file_type();
            assert!(kind.is_fifo() || kind.is_char_device(), "{command:?}");
        }
    }
    let names: Vec<_> =
        fs::read_dir(bench.folder.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".bigode")), "{names:?}");
}
