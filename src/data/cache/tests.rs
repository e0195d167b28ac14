use std::fs;
use std::path::Path;
use std::sync::Barrier;
use std::time::Duration;

use super::content::checksum;
use super::entries::Entry;
use super::*;
use crate::config::Resize;
use crate::data::{CannotBeRead, decode};
use crate::files::positional;
use crate::shared_error::SharedError;
use crate::text::{Language, Localized as _};

const SETTINGS: Preprocessing = Preprocessing { height: 4, width: 5, exif_orientation: true, resize: Resize::Nearest };

/// A picture of the settings' size whose bytes depend on its number.
fn write_photo(path: &Path, number: u8) {
    let pixels = (0..4 * 5 * 3).map(|i| number.wrapping_mul(40).wrapping_add(i));
    fs::write(path, b"P6 5 4 255\n".iter().copied().chain(pixels).collect::<Vec<u8>>()).unwrap();
}

/// Six photographs in a folder, and a cache folder beside it.
fn photos() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("photos")).unwrap();
    for number in 0..6 {
        let class = ["cat", "dog"][number as usize % 2];
        write_photo(&folder.path().join(format!("photos/{class}.{number}.ppm")), number);
    }
    folder
}

fn dataset(folder: &Path) -> Dataset {
    Dataset::open_path(&folder.join("photos")).unwrap()
}

/// Opens the store of the six photographs.
fn open(folder: &Path) -> PixelStore {
    let progress = &mut |_, _| ControlFlow::Continue(());
    PixelStore::open(&dataset(folder), &SETTINGS, &folder.join("cache"), 2, progress).unwrap()
}

fn pixels(store: &PixelStore, index: usize) -> Vec<u8> {
    let mut out = vec![0; 4 * 5 * 3];
    store.read(index, &mut out).unwrap();
    out
}

/// The only file of the cache.
fn cache_file(folder: &Path) -> PathBuf {
    let files = list(&folder.join("cache")).unwrap();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].path.clone()
}

/// Replaces the first photograph's pixels and their checksum in the cache, so that reading them shows that the cache was
/// used.
fn forge(folder: &Path) {
    let path = cache_file(folder);
    let file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let (key, mut content) = file::read_content(&file).unwrap();
    let forged = vec![7; content.sample_len];
    content.entries.set_pixels(0, checksum(&forged));
    positional::write_all_at(&file, &forged, position(&content, 0)).unwrap();
    file::finish(&file, &key, &content).unwrap();
}

fn position(content: &Content, index: usize) -> u64 {
    file::position(index, content.sample_len)
}

fn is_forged(store: &PixelStore) -> bool {
    pixels(store, 0) == vec![7; 4 * 5 * 3]
}

#[test]
fn pixels_are_those_of_the_one_preprocessing_path() {
    let folder = photos();
    let dataset = dataset(folder.path());
    let store = open(folder.path());
    for index in 0..dataset.photos.len() {
        assert_eq!(pixels(&store, index), SETTINGS.pixels(&dataset.read(index).unwrap()).unwrap());
    }
    assert_eq!(store.unusable(), []);
    assert_eq!(store.warning(), None);
}

#[test]
fn the_second_time_nothing_is_decoded() {
    let folder = photos();
    open(folder.path());
    forge(folder.path());
    assert!(is_forged(&open(folder.path())));
}

#[test]
fn a_changed_photograph_or_setting_makes_another_file() {
    let folder = photos();
    open(folder.path());
    forge(folder.path());
    fs::write(folder.path().join("photos/cat.0.ppm"), b"P6 1 1 255\nabc").unwrap();
    assert!(!is_forged(&open(folder.path())));

    let files = || list(&folder.path().join("cache")).unwrap().len();
    assert_eq!(files(), 2);
    let other = Preprocessing { resize: Resize::Area, ..SETTINGS };
    let progress = &mut |_, _| ControlFlow::Continue(());
    PixelStore::open(&dataset(folder.path()), &other, &folder.path().join("cache"), 1, progress).unwrap();
    assert_eq!(files(), 3);
}

#[test]
fn a_photograph_of_the_same_size_but_another_time_of_change_is_decoded_again() {
    let folder = photos();
    open(folder.path());
    forge(folder.path());
    let path = folder.path().join("photos/cat.0.ppm");
    let (before, length) = (fs::metadata(&path).unwrap().modified().unwrap(), fs::metadata(&path).unwrap().len());
    write_photo(&path, 77);
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_times(FileTimes::new().set_modified(before + Duration::from_secs(1))).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), length);
    let store = open(folder.path());
    assert_eq!(pixels(&store, 0), SETTINGS.pixels(&fs::read(&path).unwrap()).unwrap());
}

#[test]
fn files_that_are_identical_byte_for_byte_are_grouped_also_from_the_cache() {
    let folder = photos();
    let copy = |from: &str, to: &str| {
        fs::copy(folder.path().join("photos").join(from), folder.path().join("photos").join(to)).unwrap();
    };
    copy("cat.2.ppm", "dog.5.ppm");
    fs::write(folder.path().join("photos/cat.0.ppm"), b"not a picture").unwrap();
    copy("cat.0.ppm", "dog.3.ppm");
    // In order of their names: cat.0, cat.2, cat.4, dog.1, dog.3, dog.5.
    for _ in 0..2 {
        assert_eq!(open(folder.path()).identical_files(), [[0, 4], [1, 5]]);
    }
}

#[test]
fn damage_anywhere_is_noticed_and_repaired() {
    let folder = photos();
    let good = open(folder.path());
    let path = cache_file(folder.path());
    let bytes = fs::read(&path).unwrap();
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        fs::write(&path, &damaged).unwrap();
        let changed = open(folder.path());
        assert!((0..6).all(|index| pixels(&changed, index) == pixels(&good, index)), "byte {at}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "byte {at}");
    }
    for len in (0..bytes.len()).step_by(41) {
        fs::write(&path, &bytes[..len]).unwrap();
        open(folder.path());
        assert_eq!(fs::read(&path).unwrap(), bytes, "cut to {len}");
    }
}

#[test]
fn damage_while_in_use_is_an_error_not_a_picture() {
    let folder = photos();
    let store = open(folder.path());
    let file = fs::OpenOptions::new().write(true).open(cache_file(folder.path())).unwrap();
    positional::write_all_at(&file, b"#", position(&store.content, 2) + 5).unwrap();
    let error = store.read(2, &mut [0; 60]).unwrap_err();
    assert!(error.to_string().contains("damaged"), "{error}");
    store.read(3, &mut [0; 60]).unwrap();
    file.set_len(100).unwrap();
    store.read(3, &mut [0; 60]).unwrap_err();
}

#[test]
fn unusable_photographs_are_named_with_their_reasons_also_from_the_cache() {
    let folder = photos();
    fs::write(folder.path().join("photos/cat.2.ppm"), b"not a picture at all").unwrap();
    let expected = decode::decode(b"not a picture at all", true).unwrap_err();
    for _ in 0..2 {
        let store = open(folder.path());
        let [unusable] = store.unusable() else { panic!("{:?}", store.unusable()) };
        assert_eq!((unusable.index, unusable.name.as_str()), (1, "cat.2.ppm"));
        for language in [Language::English, Language::Portuguese] {
            assert_eq!(unusable.reason.localized(language), expected.localized(language));
        }
        assert!(!store.is_usable(1) && store.is_usable(0) && !store.is_usable(6));
        store.read(1, &mut [0; 60]).unwrap_err();
    }
}

#[test]
fn a_file_that_can_be_read_again_is_decoded_after_all() {
    let folder = photos();
    open(folder.path());
    let path = cache_file(folder.path());
    let file = fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let (key, mut content) = file::read_content(&file).unwrap();
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let reason = SharedError::from(CannotBeRead(denied.into()));
    content.entries.set(4, Entry { file: None, pixels: Err((&reason).into()) });
    file::finish(&file, &key, &content).unwrap();
    let mut table = Vec::new();
    content.write_table(&mut table).unwrap();
    file.set_len(position(&content, 6) + table.len() as u64).unwrap();
    assert_eq!(open(folder.path()).unusable(), []);
}

#[test]
fn stopping_leaves_nothing_behind() {
    let folder = photos();
    let cache = folder.path().join("cache");
    let mut reported = 0;
    let stop_at_three = &mut |done, total| {
        assert_eq!(total, 6);
        reported = done;
        if done == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let result = PixelStore::open(&dataset(folder.path()), &SETTINGS, &cache, 2, stop_at_three);
    assert!(matches!(result, Err(DataError::Cancelled)));
    assert_eq!(reported, 3);
    assert_eq!(fs::read_dir(cache).unwrap().count(), 0);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own thread needs no name")]
fn several_at_once_do_not_disturb_each_other() {
    let folder = photos();
    let expected = pixels(&open(folder.path()), 5);
    clear(&folder.path().join("cache")).unwrap();
    let start = Barrier::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                start.wait();
                assert_eq!(pixels(&open(folder.path()), 5), expected);
            });
        }
    });
    assert_eq!(list(&folder.path().join("cache")).unwrap().len(), 1);
}

#[test]
fn without_a_writable_folder_the_pixels_are_kept_for_this_run_only() {
    let folder = photos();
    // A file where the folder should be fails for every user.
    fs::write(folder.path().join("cache"), b"").unwrap();
    let store = open(folder.path());
    assert!(store.warning().unwrap().contains("for this run only"));
    assert_eq!(pixels(&store, 0), SETTINGS.pixels(&dataset(folder.path()).read(0).unwrap()).unwrap());
}

#[test]
fn features_are_found_again_by_what_decides_them_and_never_half_or_damaged() {
    let folder = photos();
    fs::write(folder.path().join("photos/dog.9.ppm"), b"not a picture").unwrap();
    let (pixels, cache) = (open(folder.path()), folder.path().join("cache"));
    let find = |words: &str, len: usize| {
        FeatureStore::find(&pixels, words, len, &cache, 2, &mut |_, _| ControlFlow::Continue(())).unwrap()
    };
    let row = |index: usize| [index as f32, -0.5, f32::MIN_POSITIVE];
    assert!(find("one", 3).is_none());
    drop(FeatureStore::build(&pixels, "one", 3, &cache).unwrap());
    assert!(find("one", 3).is_none(), "what is not finished is not there");
    let mut building = FeatureStore::build(&pixels, "one", 3, &cache).unwrap();
    for index in 0..6 {
        building.put(index, &row(index)).unwrap();
    }
    for store in [building.finish().unwrap(), find("one", 3).unwrap()] {
        let mut out = [0.0; 3];
        for index in 0..6 {
            store.read(index, &mut out).unwrap();
            assert_eq!(out.map(f32::to_bits), row(index).map(f32::to_bits));
        }
        assert!(store.read(6, &mut out).is_err(), "an unusable photo");
        assert!(store.read(0, &mut out[1..]).is_err());
    }
    assert!(find("other", 3).is_none() && find("one", 4).is_none());
    let features =
        list(&cache).unwrap().into_iter().find(|cached| cached.path.extension().unwrap() == "features").unwrap();
    assert!(features.title.unwrap().starts_with("features of 7 photos"));
    let mut bytes = fs::read(&features.path).unwrap();
    let place = bytes.len() / 2;
    bytes[place] ^= 1;
    fs::write(&features.path, bytes).unwrap();
    assert!(find("one", 3).is_none(), "damaged");
    assert_eq!(clear(&cache).unwrap().len(), 2);
}
