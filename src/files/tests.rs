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
fn a_folder_of_the_name_is_an_error_and_stays() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("taken");
    fs::create_dir(&path).unwrap();
    assert!(write(&path, b"text").is_err());
    assert!(link(&place.path().join("absent"), &place.path().join("new")).is_err());
    assert_eq!(names(place.path()), ["taken"]);
}

#[test]
fn a_linked_file_keeps_its_content_when_the_other_name_is_written() {
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
fn leftovers_of_every_version_are_known_and_the_users_files_are_not() {
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
