//! `bigode decode`: photographs as the network sees them.

use std::fs;

use image::{GenericImageView as _, Rgb, RgbImage};

use crate::material::shared;
use crate::support::Workplace;

/// A configuration that turns photographs by their EXIF or does not.
fn config(exif_orientation: bool) -> String {
    crate::support::TINY
        .replace("network: (", &format!("data: (exif_orientation: {exif_orientation}),\n    network: ("))
}

/// A PNG with the orientation 6: to be turned clockwise by a quarter.
fn turned_png() -> Vec<u8> {
    let picture = RgbImage::from_fn(2, 1, |x, _| if x == 0 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    let whole = bytes.into_inner();
    let exif = b"eXIfMM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".as_slice();
    let length = (exif.len() as u32 - 4).to_be_bytes();
    let checksum = crc32fast::hash(exif).to_be_bytes();
    [&whole[..33], &length, exif, &checksum, &whole[33..]].concat()
}

#[test]
fn photographs_are_written_as_the_network_sees_them() {
    let place = Workplace::new();
    place.write("a/cat.png", turned_png());
    place.write("b/cat.jpg", turned_png());
    place.write("turned.ron", config(true));
    place.write("plain.ron", config(false));
    let photographs = ["a/cat.png", "b/cat.jpg"];
    // Of two columns the nearest to the middle is the second one, as Pillow rounds.
    for (file, expected) in [("turned.ron", [[200, 0, 0], [0, 0, 200]]), ("plain.ron", [[0, 0, 200], [0, 0, 200]])] {
        let arguments = [&["decode"], &photographs[..], &["--out", "seen", "--config", file, "--size", "2x1"]].concat();
        let ended = place.succeed(&arguments);
        assert_eq!(ended.stdout.lines().count(), 2, "{}", ended.stdout);
        assert!(ended.stderr.is_empty(), "{}", ended.stderr);
        for name in ["cat.png", "cat-2.png"] {
            let seen = image::open(place.path("seen").join(name)).expect("a PNG");
            assert_eq!(seen.dimensions(), (1, 2));
            let pixels: Vec<u8> = seen.to_rgb8().into_raw();
            assert_eq!(pixels, expected.concat(), "{file}");
        }
    }
    // Without a size, the network's input.
    place.succeed(&["decode", "a/cat.png", "--out", "input", "--config", "plain.ron"]);
    assert_eq!(image::open(place.path("input/cat.png")).expect("a PNG").dimensions(), (16, 16));
    place.succeed(&["decode", "a/cat.png", "--out", "input", "--preset", "notebook"]);
    assert_eq!(image::open(place.path("input/cat.png")).expect("a PNG").dimensions(), (128, 128));
}

#[test]
fn a_photograph_that_is_refused_is_named_and_the_others_are_written() {
    let place = Workplace::new();
    place.drawings("data", 2);
    place.write("broken.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    place.write("vector.png", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let files = ["data/cat.0.png", "broken.jpg", "vector.png", "nowhere.jpg", "data/dog.0.png"];
    let ended = place.run(&[&["decode"], &files[..], &["--out", "seen"]].concat());
    assert_eq!(ended.code, 1);
    let reasons: Vec<&str> = ended.stderr.lines().collect();
    assert_eq!(reasons[0], "broken.jpg: the JPEG is truncated");
    assert_eq!(reasons[1], "vector.png: SVG pictures are not supported: save it as JPEG or PNG");
    assert!(reasons[2].starts_with("nowhere.jpg cannot be read: "), "{}", reasons[2]);
    assert_eq!(reasons.len(), 3);
    let mut written: Vec<_> =
        fs::read_dir(place.path("seen")).expect("a folder").map(|e| e.expect("a file").file_name()).collect();
    written.sort();
    assert_eq!(written, ["cat.0.png", "dog.0.png"]);
}

#[test]
fn no_file_is_written_outside_of_the_folder_or_over_another() {
    let place = Workplace::new();
    place.drawings("data", 2);
    for name in ["a/x.png", "b/x.png", "c/X.png", "d/x-2.png"] {
        place.write(name, fs::read(place.path("data/cat.0.png")).expect("a drawing"));
    }
    place.succeed(&["decode", "a/x.png", "b/x.png", "c/X.png", "d/x-2.png", "a/../a/x.png", "--out", "deep/seen"]);
    assert_eq!(fs::read_dir(place.path("deep/seen")).expect("a folder").count(), 5);
    let beside: Vec<_> = fs::read_dir(place.path("deep")).expect("a folder").collect();
    assert_eq!(beside.len(), 1);
}

#[test]
fn what_decoders_say_to_themselves_is_not_heard() {
    let Some(folder) = shared("data/faults") else { return };
    let place = Workplace::new();
    let mut files = Vec::new();
    for fault in ["tiff-dbg", "tiff-panic"] {
        for entry in fs::read_dir(folder.join(fault).join("cat")).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "tiff") {
                files.push(path.display().to_string());
            }
        }
    }
    assert!(files.len() > 2);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let ended = place.run(&[&["decode"], &files[..], &["--out", "seen"]].concat());
    let written = ended.stdout.lines().count();
    assert_eq!(written + ended.stderr.lines().count(), files.len(), "{}", ended.stderr);
}
