//! What a file's or folder's name alone says.

/// Kinds of files that lie beside photographs and are never taken for one. All others are judged by their content.
const OTHER_KINDS: [&str; 33] = [
    "7z",
    "bin",
    "csv",
    "db",
    "doc",
    "docx",
    "gz",
    "h5",
    "hdf5",
    "html",
    "ini",
    "ipynb",
    "js",
    "json",
    "keras",
    "log",
    "mat",
    "md",
    "npy",
    "npz",
    "onnx",
    "parquet",
    "pdf",
    "pkl",
    "py",
    "rar",
    "ron",
    "safetensors",
    "tar",
    "txt",
    "xml",
    "yaml",
    "yml",
];

/// Whether a path's part is hidden: by its dot, or one of the files that desktops leave in folders.
pub(super) fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || ["__MACOSX", "Thumbs.db", "desktop.ini"].iter().any(|name| part.eq_ignore_ascii_case(name))
}

/// Whether a path ends in a dot and this extension, in any case of letters.
pub(in crate::data) fn has_extension(path: &str, extension: &str) -> bool {
    extension_of(path).is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// What stands behind the last dot of a file's name.
pub(in crate::data) fn extension_of(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map(|(_, extension)| extension)
}

/// Whether the extension says that this is no picture.
pub(super) fn is_other_kind(path: &str) -> bool {
    extension_of(path).is_some_and(|found| OTHER_KINDS.contains(&found.to_ascii_lowercase().as_str()))
}

/// Whether a folder's name says what its photographs are for, so that it cannot be a class.
pub(super) fn is_split_name(folder: &str) -> bool {
    ["train", "test", "test1", "val", "valid", "validation"].iter().any(|name| folder.eq_ignore_ascii_case(name))
}

/// The label in a name like `cat.0.jpg`: what stands before the first of at least two dots.
pub(super) fn label_of(file: &str) -> Option<&str> {
    let (label, rest) = file.split_once('.')?;
    (!label.is_empty() && rest.contains('.')).then_some(label)
}
