//! What the name of a file or folder says.

/// Extensions of files that often lie beside photographs and are none. All other files are recognised by their content.
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

/// Files and folders that desktops and network drives leave beside others.
const LEFT_BEHIND: [&str; 7] =
    ["__MACOSX", "Thumbs.db", "ehthumbs.db", "desktop.ini", "_DS_Store", "@eaDir", "$RECYCLE.BIN"];

/// Whether a part of a path is hidden: by a leading dot, as `.ipynb_checkpoints`, or as what desktops leave behind.
pub(super) fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || LEFT_BEHIND.iter().any(|name| part.eq_ignore_ascii_case(name))
}

/// Whether a path ends in a dot and this extension, in upper or lower case.
pub(in crate::data) fn has_extension(path: &str, extension: &str) -> bool {
    extension_of(path).is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The part of a file's name after its last dot.
pub(in crate::data) fn extension_of(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map(|(_, extension)| extension)
}

/// Whether the extension says that this is no picture.
pub(in crate::data) fn is_other_kind(path: &str) -> bool {
    extension_of(path).is_some_and(|found| OTHER_KINDS.contains(&found.to_ascii_lowercase().as_str()))
}

/// The label in a name like `cat.0.jpg`: the part before the first of at least two dots.
pub(super) fn label_of(file: &str) -> Option<&str> {
    let (label, rest) = file.split_once('.')?;
    (!label.is_empty() && rest.contains('.')).then_some(label)
}
