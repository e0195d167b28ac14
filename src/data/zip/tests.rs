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
use crate::text::{Language, Localized as _};

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
        assert_eq!(dataset.photos.name(0), "train/cat.0.png");
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

/// A file of a zip as its headers state it.
struct Entry<'a> {
    name: &'a [u8],
    extra: &'a [u8],
    method: u16,
    flags: u16,
    system: u8,
    /// Compressed.
    data: &'a [u8],
    size: usize,
    checksum: u32,
}

impl<'a> Entry<'a> {
    fn stored(name: &'a [u8], data: &'a [u8]) -> Self {
        let checksum = crc32fast::hash(data);
        Self { name, extra: &[], method: 0, flags: 0, system: 0, data, size: data.len(), checksum }
    }
}

/// A zip written byte by byte, for what its library does not write.
fn written(entries: &[Entry<'_>]) -> Vec<u8> {
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for Entry { name, extra, method, flags, system, data, size, checksum } in entries {
        let mut common = [20_u16, *flags, *method, 0, 0].map(u16::to_le_bytes).concat();
        common.extend([*checksum, data.len() as u32, *size as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, extra.len() as u16].map(u16::to_le_bytes).concat());
        let start = files.len() as u32;
        files.extend([b"PK\x03\x04", common.as_slice(), name, extra, data].concat());
        directory.extend(
            [b"PK\x01\x02\x14".as_slice(), &[*system], &common, &[0; 10], &start.to_le_bytes(), name, extra].concat(),
        );
    }
    let count = entries.len() as u16;
    let end = [0, 0, count, count].map(u16::to_le_bytes).concat();
    let place = [directory.len() as u32, files.len() as u32].map(u32::to_le_bytes).concat();
    [files, directory, b"PK\x05\x06".to_vec(), end, place, vec![0; 2]].concat()
}

fn classes(entries: &[Entry<'_>]) -> Vec<String> {
    let (_folder, path) = saved(&written(entries));
    let dataset = Dataset::open_path(&path).unwrap();
    assert!((0..dataset.photos.len()).all(|index| dataset.decode(index, false).is_ok()));
    dataset.classes.clone()
}

#[test]
fn names_are_read_as_the_system_that_wrote_them_would() {
    let picture = png([0; 3]);
    let named = |name, system, flags| {
        [Entry { flags, system, ..Entry::stored(name, &picture) }, Entry::stored(b"gato/1.png", &picture)]
    };
    // Windows in Brazil writes code page 850; the accents that code page 437 has are the same in both.
    assert_eq!(classes(&named(b"c\xc6o/1.png", 0, 0)), ["c\u{e3}o", "gato"]);
    assert_eq!(classes(&named(b"le\xe4es/1.png", 10, 0)), ["gato", "le\u{f5}es"]);
    assert_eq!(classes(&named(b"caf\x82 gar\x87on \xa4/1.png", 0, 0)), ["caf\u{e9} gar\u{e7}on \u{f1}", "gato"]);
    // Old Unix systems write Latin-1; newer ones and macOS write UTF-8, with the flag that says so or without.
    assert_eq!(classes(&named(b"c\xe3o/1.png", 3, 0)), ["c\u{e3}o", "gato"]);
    assert_eq!(classes(&named("c\u{e3}o/1.png".as_bytes(), 3, 0)), ["c\u{e3}o", "gato"]);
    assert_eq!(classes(&named("c\u{e3}o/1.png".as_bytes(), 0, 0x800)), ["c\u{e3}o", "gato"]);
}

#[test]
fn a_name_in_unicode_beside_the_other_name_is_taken_if_it_belongs_to_it() {
    let picture = png([0; 3]);
    let raw = b"c?o/1.png";
    let extra = |checksum: u32| {
        let name = "c\u{e3}o/1.png".as_bytes();
        let length = (name.len() + 5) as u16;
        [&[0x75, 0x70], &length.to_le_bytes()[..], &[1], &checksum.to_le_bytes(), name].concat()
    };
    for (checksum, class) in [(crc32fast::hash(raw), "c\u{e3}o"), (1, "c?o")] {
        let extra = extra(checksum);
        let entries = [Entry { extra: &extra, ..Entry::stored(raw, &picture) }, Entry::stored(b"gato/1.png", &picture)];
        assert_eq!(classes(&entries), [class, "gato"]);
    }
}

#[test]
fn deflate64_is_read() {
    let picture = png([7, 8, 9]);
    // One block that is stored, as in deflate.
    let length = picture.len() as u16;
    let packed = [&[1], &length.to_le_bytes()[..], &(!length).to_le_bytes(), &picture].concat();
    let (size, checksum) = (picture.len(), crc32fast::hash(&picture));
    let names: [&[u8]; 2] = [b"cat.0.png", b"dog.0.png"];
    let entries = names.map(|name| Entry { method: 9, size, checksum, ..Entry::stored(name, &packed) });
    assert_eq!(classes(&entries), ["cat", "dog"]);
}

fn problem(bytes: &[u8]) -> [String; 2] {
    let (_folder, path) = saved(bytes);
    let error = Dataset::open_path(&path).unwrap_err();
    assert!(matches!(error, DataError::Zip { .. }), "{error}");
    [Language::English, Language::Portuguese].map(|language| {
        let sentence = error.localized(language);
        sentence.split_once("data.zip ").unwrap().1.split_once(": ").unwrap().1.to_owned()
    })
}

#[test]
fn what_concerns_all_files_of_a_zip_is_said_once() {
    let picture = png([0; 3]);
    let names: Vec<String> = (0..40).map(|index| format!("cat.{index}.png")).collect();
    let all = |change: &dyn Fn(Entry<'static>) -> Entry<'static>| {
        let leaked: &'static [u8] = picture.clone().leak();
        let entries: Vec<Entry<'_>> =
            names.iter().map(|name| change(Entry::stored(name.clone().leak().as_bytes(), leaked))).collect();
        problem(&written(&entries))
    };
    assert_eq!(
        all(&|entry| Entry { flags: 1, ..entry }),
        [
            "it is encrypted: unpack it with its password and open the folder",
            "est\u{e1} criptografado: descompacte-o com a senha e abra a pasta"
        ]
    );
    assert_eq!(
        all(&|entry| Entry { method: 93, ..entry })[0],
        "its files are compressed by Zstandard, which is not read: unpack it and open the folder"
    );
    assert_eq!(
        all(&|entry| Entry { name: b"/cat/1.png", ..entry })[0],
        "the paths in it lead out of it, /cat/1.png among them: unpack it and open the folder"
    );
}

#[test]
fn of_some_files_that_cannot_be_read_their_number_is_told() {
    let picture = png([0; 3]);
    let entries = [
        Entry::stored(b"cat.0.png", &picture),
        Entry::stored(b"dog.0.png", &picture),
        Entry { flags: 1, ..Entry::stored(b"dog.1.png", &picture) },
        Entry { method: 14, ..Entry::stored(b"dog.2.png", &picture) },
    ];
    let (_folder, path) = saved(&written(&entries));
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(dataset.photos.len(), 2);
    let notes: Vec<String> = dataset.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "left out dog.1.png: encrypted; unpack the zip with its password and open the folder",
            "left out dog.2.png: compressed in a way that is not read; unpack the zip and open the folder"
        ]
    );
}

#[test]
fn what_is_no_zip_is_named() {
    let mut tar = vec![0; 1024];
    tar[..9].copy_from_slice(b"cat.0.png");
    tar[257..262].copy_from_slice(b"ustar");
    let kinds: [(&[u8], &str); 8] = [
        (b"", "it is empty: load it again"),
        (&[0; 4096], "it is incomplete: load it again"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "there is no file in it"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "it is a 7z archive under the name of a zip: unpack it and open the folder"),
        (b"Rar!\x1a\x07\x01\0", "it is a RAR archive under the name of a zip: unpack it and open the folder"),
        (b"\x1f\x8b\x08\0", "it is a gzip archive under the name of a zip: unpack it and open the folder"),
        (&tar, "it is a tar archive under the name of a zip: unpack it and open the folder"),
        (b"<!DOCTYPE html><html>", "it is no zip: it looks like a web page; load it again, or give it its right name"),
    ];
    for (bytes, sentence) in kinds {
        assert_eq!(problem(bytes)[0], sentence);
    }
    let part = [b"PK\x07\x08".as_slice(), &zipped_photos("", CompressionMethod::Stored)].concat();
    assert!(problem(&part)[0].starts_with("it is one of several parts"), "{:?}", problem(&part));
}

#[test]
fn a_zip_that_is_cut_off_is_incomplete_wherever_it_ends() {
    let inner = zipped_photos("", CompressionMethod::Stored);
    let picture = png([1; 3]);
    let whole = zipped(&[("test1.zip", &inner), ("cat.0.png", &picture)], CompressionMethod::Stored);
    // Longer than the zip inside, whose own end is not taken for that of the whole.
    for length in [10, inner.len() / 2, inner.len() + 60, whole.len() - 30, whole.len() - 1] {
        let expected = ["it is incomplete: load it again", "est\u{e1} incompleto: carregue-o de novo"];
        assert_eq!(problem(&whole[..length]), expected, "{length}");
    }
}

#[test]
fn a_photograph_that_is_damaged_in_the_zip_is_said_to_be() {
    let picture = png([0; 3]);
    let entries =
        [Entry { checksum: 1, ..Entry::stored(b"cat.0.png", &picture) }, Entry::stored(b"dog.0.png", &picture)];
    let (_folder, path) = saved(&written(&entries));
    let error = Dataset::open_path(&path).unwrap().read(0).unwrap_err().to_string();
    assert_eq!(error, "cat.0.png cannot be read: it is damaged (Invalid checksum): load it again");
}

#[test]
fn decompression_bombs_are_refused() {
    let zeros = vec![0; 80 << 20];
    let bomb = zipped(&[("cat.0.png", &zeros), ("dog.0.png", &png([0; 3]))], CompressionMethod::Deflated);
    let (_folder, path) = saved(&bomb);
    let message = Dataset::open_path(&path).unwrap_err().to_string();
    assert!(message.ends_with("0 MB would become 80 MB: this is no zip of photos"), "{message}");

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
