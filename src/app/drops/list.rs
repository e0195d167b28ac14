//! Lists of files as file managers write them, to be dropped or pasted: absolute paths or `file:` addresses, a line each.

use std::path::PathBuf;

/// The lines of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FileList {
    /// Files of this computer, there or not.
    pub paths: Vec<PathBuf>,
    /// Lines that are none: words, and addresses of other computers.
    pub others: Vec<String>,
}

impl FileList {
    /// Reads a list, whatever ends its lines.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut list = Self::default();
        let lines = text.split(['\r', '\n', '\0']).map(str::trim).filter(|line| !line.is_empty());
        // Some file managers put the intended operation before the addresses.
        let is_remark =
            |line: &str| line.starts_with('#') || matches!(line, "copy" | "cut" | "x-special/nautilus-clipboard");
        for line in lines.filter(|line| !is_remark(line)) {
            let path = path_of(without_quotes(line));
            if path.is_absolute() {
                list.paths.push(path);
            } else {
                list.others.push(line.to_owned());
            }
        }
        list
    }
}

fn path_of(line: &str) -> PathBuf {
    let Some(rest) = line.strip_prefix("file:") else { return PathBuf::from(line) };
    let address = rest.strip_prefix("//").map_or(rest, |rest| rest.strip_prefix("localhost").unwrap_or(rest));
    decoded(address)
}

/// An address without its percent signs.
fn decoded(address: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    path_of_bytes(bytes)
}

/// Names need not be UTF-8.
#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

/// A path as shells and other programs quote it, without the quotes.
fn without_quotes(line: &str) -> &str {
    let inside = |quote: char| line.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_every_form_that_file_managers_write() {
        let expected = ["/a b/c.png", "/é.png"].map(PathBuf::from).to_vec();
        for text in [
            "/a b/c.png\n/é.png",
            "/a b/c.png\r\n/é.png\r\n",
            "file:///a%20b/c.png\nfile:///%C3%A9.png\n",
            "file://localhost/a%20b/c.png\r\nfile:///é.png",
            "file:/a%20b/c.png\r\nfile:///é.png\r\n\0",
            "x-special/nautilus-clipboard\ncopy\nfile:///a%20b/c.png\nfile:///%c3%a9.png",
            "\"/a b/c.png\"\n'/é.png'",
            "# a remark\nfile:///a b/c.png\n\n/é.png",
        ] {
            assert_eq!(FileList::of(text), FileList { paths: expected.clone(), others: Vec::new() }, "{text:?}");
        }
        assert_eq!(FileList::of("/100%.png").paths, [PathBuf::from("/100%.png")], "a path is no address");
        assert_eq!(FileList::of(""), FileList::default());
    }

    #[test]
    fn what_is_no_file_of_this_computer_is_kept_apart() {
        for other in ["some words", "https://example.org/a.png", "file://elsewhere/a.png", "smb://server/a.png"] {
            let list = FileList::of(&format!("file:///a.png\n{other}"));
            assert_eq!((list.paths, list.others), (vec![PathBuf::from("/a.png")], vec![other.to_owned()]));
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_are_kept() {
        use std::os::unix::ffi::OsStrExt as _;
        let list = FileList::of("file:///a%FF.png");
        assert_eq!(list.paths[0].as_os_str().as_bytes(), b"/a\xff.png");
    }
}
