use std::{
    fs::File,
    io::{Cursor, Write as _},
    path::PathBuf,
    thread,
};

use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::data::{
    DataError, Dataset, Note,
    testing::{folder, labelled, png, put},
};

fn zipped(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = folder(&[]);
    put(folder.path(), "data.zip", bytes);
    let path = folder.path().join("data.zip");
    (folder, path)
}

fn photos() -> [(&'static str, Vec<u8>); 3] {
    [("cat.0.png", png([1, 2, 3])), ("dog.0.png", png([4, 5, 6])), ("dog.1.png", png([7, 8, 9]))]
}

fn zipped_photos(prefix: &str, method: CompressionMethod) -> Vec<u8> {
    let photos = photos();
    let named: Vec<(String, &[u8])> =
        photos.iter().map(|(name, bytes)| (format!("{prefix}{name}"), &bytes[..])).collect();
    let files: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    zipped(&files, method)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own thread needs no name")]
fn a_zip_is_read_like_a_folder_from_many_threads() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let (_folder, path) = saved(&zipped_photos("", method));
        let dataset = Dataset::open_path(&path).unwrap();
        let expected = [("cat.0.png", Some("cat")), ("dog.0.png", Some("dog")), ("dog.1.png", Some("dog"))];
        assert_eq!(labelled(&dataset), expected);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for (index, (_, bytes)) in photos().iter().enumerate() {
                        assert_eq!(&dataset.read(index).unwrap(), bytes);
                        assert_eq!(dataset.stamp(index).size_bytes, bytes.len() as u64);
                    }
                });
            }
        });
        assert_eq!(dataset.path(0), None);
    }
}

#[test]
fn folders_in_a_zip_are_classes_and_hidden_files_of_macos_are_skipped() {
    let picture = png([0; 3]);
    let names = ["set/cat/1.png", "set/dog\\x.png", "./set/dog/1.png", "__MACOSX/set/cat/._1.png", "set/.DS_Store"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &picture[..])).collect();
    let (_folder, path) = saved(&zipped(&files, CompressionMethod::Stored));
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset)[..1], [("set/cat/1.png", Some("cat"))]);
    assert_eq!(dataset.classes, ["cat", "dog"]);
}

#[test]
fn kaggles_train_zip_inside_a_zip_is_entered() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let (train, test) = (zipped_photos("train/", method), zipped(&[("test1/1.png", &png([0; 3]))], method));
        let files: [(&str, &[u8]); 3] =
            [("sampleSubmission.csv", b"id,label\n"), ("test1.zip", &test), ("train.zip", &train)];
        let (_folder, path) = saved(&zipped(&files, method));
        let dataset = Dataset::open_path(&path).unwrap();
        assert_eq!(dataset.photos.len(), 3);
        assert_eq!(dataset.photos[0].name, "train/cat.0.png");
        assert_eq!(dataset.notes[0], Note::EnteredArchive { name: "train.zip".to_owned() });
        assert_eq!(dataset.read(2).unwrap(), photos()[2].1);
    }
}

#[test]
fn a_folder_that_holds_only_kaggles_zips_is_opened_too() {
    let folder = folder(&[]);
    put(folder.path(), "train.zip", &zipped_photos("train/", CompressionMethod::Deflated));
    put(folder.path(), "test1.zip", b"never opened");
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(dataset.classes, ["cat", "dog"]);
    assert_eq!(dataset.decode(1, false).unwrap().rgb[..3], [4, 5, 6]);
}

#[test]
fn paths_that_lead_out_are_left_out() {
    let picture = png([0; 3]);
    let names = ["cat.0.png", "dog.0.png", "../cat.1.png", "/etc/cat.2.png", "a/../../cat.3.png", "C:\\cat.4.png"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &picture[..])).collect();
    let (_folder, path) = saved(&zipped(&files, CompressionMethod::Stored));
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset), [("cat.0.png", Some("cat")), ("dog.0.png", Some("dog"))]);
    assert!(dataset.notes[0].to_string().ends_with("its path leads out of the zip"), "{}", dataset.notes[0]);
}

#[test]
fn decompression_bombs_are_refused() {
    let zeros = vec![0; 80 << 20];
    let bomb = zipped(&[("cat.0.png", &zeros), ("dog.0.png", &png([0; 3]))], CompressionMethod::Deflated);
    let (_folder, path) = saved(&bomb);
    let message = Dataset::open_path(&path).unwrap_err().to_string();
    assert!(message.ends_with("0 MB would become 80 MB: this is no zip of photographs"), "{message}");

    let (_folder, path) = saved(&zipped(&[("train.zip", &zeros)], CompressionMethod::Deflated));
    assert!(matches!(Dataset::open_path(&path), Err(DataError::Zip { .. })));
}

#[test]
fn a_file_larger_than_the_zip_says_is_refused() {
    let mut bytes = zipped(&[("cat.0.png", &[7; 5000])], CompressionMethod::Deflated);
    // Both headers state the size.
    let size = 5000_u32.to_le_bytes();
    let at: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == size).collect();
    assert_eq!(at.len(), 2);
    for at in at {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let (_folder, path) = saved(&bytes);
    assert!(matches!(Dataset::open_path(&path).unwrap().read(0), Err(DataError::Read { .. })));
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let whole = zipped_photos("", CompressionMethod::Deflated);
    for length in 0..whole.len() {
        let (_folder, path) = saved(&whole[..length]);
        assert!(Dataset::open_path(&path).is_err(), "cut off at {length}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let (_folder, path) = saved(&bytes);
        if let Ok(dataset) = Dataset::open_path(&path) {
            for index in 0..dataset.photos.len() {
                let _ = dataset.decode(index, false);
            }
        }
    }
}

#[test]
fn a_zip_that_shrinks_while_it_is_open_is_an_error() {
    let (_folder, path) = saved(&zipped_photos("", CompressionMethod::Stored));
    let dataset = Dataset::open_path(&path).unwrap();
    File::options().write(true).open(&path).unwrap().set_len(10).unwrap();
    assert!(matches!(dataset.read(0), Err(DataError::Read { .. })));
}
