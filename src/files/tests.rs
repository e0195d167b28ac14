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
    for name in [".tmpa1B2c3", ".last.safetensors.tmp", ".config.ron.tmp", ".writable.tmp"] {
        assert!(is_leftover(OsStr::new(name)), "{name}");
    }
    for name in
        [".bigode-notes", ".bigode-a1b2c3.txt", ".writing-", ".writing-plan.txt", ".tmp", ".tmpdir", ".mine.tmp"]
    {
        assert!(!is_leftover(OsStr::new(name)), "{name}");
    }
    for name in ["mine.tmp", "history.csv", ".bigode", ".hidden"] {
        assert!(!is_leftover(OsStr::new(name)), "{name}");
    }
}

#[test]
fn leftovers_are_removed_and_what_is_being_written_stays() {
    let place = tempfile::tempdir().unwrap();
    let mut unfinished = WholeFile::create(&place.path().join("new.txt")).unwrap();
    let left = [".bigode-a1b2c3", ".writing-a1b2c3", ".tmpa1b2c3", ".history.csv.tmp"];
    let others = [".bigode-mine", "history.csv"];
    for name in left.iter().chain(&others) {
        fs::write(place.path().join(name), "text").unwrap();
    }
    fs::create_dir(place.path().join(".bigode-folder")).unwrap();
    fs::create_dir(place.path().join(".bigode-d1e2f3")).unwrap();
    remove_leftovers(place.path());
    std::io::Write::write_all(&mut unfinished, b"new").unwrap();
    unfinished.finish().unwrap();
    assert_eq!(names(place.path()), [".bigode-d1e2f3", ".bigode-folder", ".bigode-mine", "history.csv", "new.txt"]);
    assert_eq!(fs::read(place.path().join("new.txt")).unwrap(), b"new");
    remove_leftovers(&place.path().join("absent"));
}

#[test]
fn what_is_written_can_be_locked_and_read_by_others_afterwards() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.pixels");
    let kept_open = WholeFile::create(&path).unwrap().finish_without_sync().unwrap();
    assert!(File::open(&path).unwrap().try_lock().is_ok());
    drop(kept_open);
}

#[test]
fn lines_are_added_to_a_regular_file_only() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("events.ron");
    append(&path, b"first\n").unwrap();
    append(&path, b"second\n").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"first\nsecond\n");
    assert!(append(place.path(), b"text").is_err());
}

#[test]
fn folders_are_made_below_the_root_and_nowhere_else() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("run");
    assert!(create_folders(&root, Path::new("logs")).is_err(), "the root is not made");
    fs::create_dir(&root).unwrap();
    for relative in ["", "logs", "logs/deep/deeper", "logs"] {
        create_folders(&root, Path::new(relative)).unwrap();
        assert!(root.join(relative).is_dir());
    }
    for relative in ["../other", "logs/../../other", "/tmp"] {
        assert!(create_folders(&root, Path::new(relative)).is_err(), "{relative}");
    }
    fs::write(root.join("file"), "mine").unwrap();
    assert!(create_folders(&root, Path::new("file/logs")).is_err());
    assert_eq!(names(place.path()), ["run"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_root() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let (root, elsewhere) = (place.path().join("run"), place.path().join("elsewhere"));
    fs::create_dir_all(root.join("inside")).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, root.join("logs")).unwrap();
    symlink("inside", root.join("alias")).unwrap();
    symlink(place.path().join("absent"), root.join("dangling")).unwrap();
    for relative in ["logs", "logs/deep", "dangling", "dangling/deep"] {
        assert!(create_folders(&root, Path::new(relative)).is_err(), "{relative}");
    }
    create_folders(&root, Path::new("alias/deep")).unwrap();
    assert!(root.join("inside/deep").is_dir());
    let precious = place.path().join("precious");
    fs::write(&precious, "mine").unwrap();
    symlink(&precious, root.join("events.ron")).unwrap();
    assert!(append(&root.join("events.ron"), b"line\n").is_err());
    assert_eq!(fs::read(&precious).unwrap(), b"mine");
    assert_eq!(names(&elsewhere), [""; 0]);
    assert_eq!(names(place.path()), ["elsewhere", "precious", "run"]);
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
