use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.txt");
    write(&path, b"first").unwrap();
    write(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    drop(WholeFile::create(&path).unwrap());
    assert_eq!(fs::read(&path).unwrap(), b"second", "what is not finished does not take the name");
    assert_eq!(names(place.path()), ["a.txt"]);
}

#[test]
fn a_folder_of_the_same_name_is_an_error_and_stays() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("taken");
    fs::create_dir(&path).unwrap();
    assert!(write(&path, b"text").is_err());
    assert!(link(&place.path().join("absent"), &place.path().join("new")).is_err());
    assert_eq!(names(place.path()), ["taken"]);
}

#[test]
fn a_linked_file_keeps_its_content_when_its_other_name_is_written() {
    let place = tempfile::tempdir().unwrap();
    let (original, other) = (place.path().join("original"), place.path().join("other"));
    write(&original, b"first").unwrap();
    write(&other, b"to be replaced").unwrap();
    link(&original, &other).unwrap();
    write(&original, b"second").unwrap();
    assert_eq!(fs::read(&other).unwrap(), b"first");
    assert_eq!(names(place.path()), ["original", "other"]);
}

#[test]
fn leftovers_of_every_version_are_recognised_and_other_files_are_not() {
    for name in [".bigode-a1B2c3", ".writing-a1b2c3", ".history.csv.tmp"] {
        assert!(is_leftover(OsStr::new(name)), "{name}");
    }
    for name in ["mine.tmp", "history.csv", ".bigode", ".hidden"] {
        assert!(!is_leftover(OsStr::new(name)), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_the_file_behind_it_is_untouched() {
    let place = tempfile::tempdir().unwrap();
    let (precious, planted) = (place.path().join("precious"), place.path().join("report.html"));
    fs::write(&precious, "mine").unwrap();
    for write in [write, write_output] {
        let _ = fs::remove_file(&planted);
        std::os::unix::fs::symlink(&precious, &planted).unwrap();
        write(&planted, b"report").unwrap();
        assert_eq!(fs::read(&precious).unwrap(), b"mine");
        assert_eq!(fs::read(&planted).unwrap(), b"report");
        assert!(!fs::symlink_metadata(&planted).unwrap().is_symlink());
    }
}

#[cfg(unix)]
#[test]
fn a_socket_is_never_replaced() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    assert!(write(&path, b"text").is_err());
    assert!(write_output(&path, b"text").is_err());
    assert_eq!(names(place.path()), ["socket"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_as_it_is() {
    write_output(Path::new("/dev/null"), b"text").unwrap();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[cfg(unix)]
#[test]
fn a_written_file_has_the_permissions_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let (ours, usual) = (place.path().join("ours"), place.path().join("usual"));
    write(&ours, b"text").unwrap();
    File::create(&usual).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&usual));
}

#[test]
fn a_new_file_never_replaces_one_that_appeared_meanwhile() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.txt");
    let file = WholeFile::create(&path).unwrap();
    fs::write(&path, "theirs").unwrap();
    assert!(file.finish_as_new().is_err());
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    assert_eq!(names(place.path()), ["a.txt"]);
}

/// A named pipe in a folder of its own.
#[cfg(target_os = "linux")]
fn pipe() -> (tempfile::TempDir, std::path::PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    (place, path)
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_without_a_reader_is_an_error_at_once_and_stays() {
    use std::os::unix::fs::FileTypeExt as _;
    let (place, path) = pipe();
    assert!(write_output(&path, b"text").is_err());
    assert!(write(&path, b"text").is_err());
    assert!(fs::symlink_metadata(&path).unwrap().file_type().is_fifo());
    assert_eq!(names(place.path()), ["pipe"]);
}

#[cfg(target_os = "linux")]
#[test]
fn the_reader_of_a_pipe_gets_all_that_is_written_and_then_the_end() {
    use std::io::Read as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let (_place, path) = pipe();
    // O_NONBLOCK: opened without waiting for a writer.
    let mut reader = fs::OpenOptions::new().read(true).custom_flags(0o4000).open(&path).unwrap();
    write_output(&path, b"text").unwrap();
    let mut read = String::new();
    reader.read_to_string(&mut read).unwrap();
    assert_eq!(read, "text");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_to_which_the_shell_redirects_is_appended_to() {
    use std::io::Write as _;
    use std::os::fd::AsRawFd as _;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("log.txt");
    let mut redirected = File::create(&path).unwrap();
    redirected.write_all(b"first ").unwrap();
    for folder in ["/proc/self/fd", "/dev/fd"] {
        write_output(&Path::new(folder).join(redirected.as_raw_fd().to_string()), b"more ").unwrap();
    }
    assert_eq!(fs::read(&path).unwrap(), b"first more more ");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_in_shared_memory_is_written_whole() {
    let Ok(place) = tempfile::tempdir_in("/dev/shm") else { return };
    let path = place.path().join("table.csv");
    write_output(&path, b"first").unwrap();
    write_output(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
}

#[cfg(target_os = "linux")]
#[test]
fn only_regular_files_are_read_and_nothing_else_is_waited_for() {
    let (place, pipe) = pipe();
    let _socket = std::os::unix::net::UnixListener::bind(place.path().join("socket")).unwrap();
    for path in [pipe, place.path().join("socket"), "/dev/zero".into()] {
        let error = read(&path).unwrap_err();
        assert!(error.get_ref().is_some_and(|error| error.is::<NotRegular>()), "{}: {error}", path.display());
    }
    assert_eq!(read(place.path()).unwrap_err().kind(), std::io::ErrorKind::IsADirectory);
    fs::write(place.path().join("file"), "text").unwrap();
    std::os::unix::fs::symlink("file", place.path().join("link")).unwrap();
    assert_eq!(read(&place.path().join("link")).unwrap(), b"text");
    assert_eq!(read_to_string(&place.path().join("link")).unwrap(), "text");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_grows_at_its_end_and_never_behind_a_link() {
    use std::io::Write as _;
    let (place, pipe) = pipe();
    let (log, link, victim) = (place.path().join("log"), place.path().join("link"), place.path().join("victim"));
    for _ in 0..2 {
        open_at_end(&log).unwrap().write_all(b"line ").unwrap();
    }
    assert_eq!(fs::read(&log).unwrap(), b"line line ");
    fs::write(&victim, "mine").unwrap();
    std::os::unix::fs::symlink(&victim, &link).unwrap();
    let error = open_at_end(&link).unwrap_err();
    assert!(error.get_ref().is_some_and(|error| error.is::<IsLink>()), "{error}");
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
    assert!(open_at_end(&pipe).is_err(), "a pipe without a reader");
    open_at_end(Path::new("/dev/null")).unwrap().write_all(b"line").unwrap();
}
