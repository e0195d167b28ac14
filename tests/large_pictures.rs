//! Pictures that need more memory than the process can have: a sentence about each, and the command ends by itself.
//!
//! The files are small, since they are compressed well or say more than they hold; the process's address space is limited.

use std::fs;
use std::process::Command;

use weezl::{BitOrder, encode::Encoder};

use crate::support::{CommandOutput, TINY, Workplace};

const WIDTH: usize = 14_000;
const HEIGHT: usize = 12_000;
/// Less than the 504 MB of such a picture in RGB.
const TOO_FEW_MEGABYTES: usize = 500;

/// Runs a command as a machine with little memory would.
fn run_within(place: &Workplace, megabytes: usize, arguments: &[&str]) -> CommandOutput {
    let command = place.command(arguments);
    let script = format!("ulimit -v {}; exec \"$0\" \"$@\"", 1000 * megabytes);
    let mut limited = Command::new("sh");
    limited.args(["-c", &script]).arg(command.get_program()).args(command.get_args());
    limited.current_dir(place.path("")).env("BIGODE_CACHE", place.path("cache")).env("LC_ALL", "C");
    CommandOutput::of(limited.output().expect("a shell"))
}

/// A small JPEG whose header says that it is large.
fn jpeg(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/odd/files/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut jpeg = fs::read(path).expect("a JPEG");
    let frame = jpeg.windows(2).position(|marker| matches!(marker, [0xff, 0xc0 | 0xc2])).expect("a frame");
    jpeg[frame + 5..frame + 7].copy_from_slice(&(HEIGHT as u16).to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&(WIDTH as u16).to_be_bytes());
    jpeg
}

fn png() -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, WIDTH as u32, HEIGHT as u32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_chunk(png::chunk::IDAT, b"").expect("no pixels");
    drop(writer);
    png
}

fn webp() -> Vec<u8> {
    // Sides less one of 14 bits each, after the signature of lossless pixels.
    let sides = ((WIDTH - 1) | (HEIGHT - 1) << 14) as u32;
    let pixels = [&[0x2f][..], &sides.to_le_bytes(), &[0; 9]].concat();
    let length = |bytes: usize| (bytes as u32).to_le_bytes();
    [b"RIFF", &length(12 + pixels.len())[..], b"WEBPVP8L", &length(pixels.len()), &pixels].concat()
}

fn gif() -> Vec<u8> {
    let side = |side: usize| (side as u16).to_le_bytes();
    let (width, height) = (side(WIDTH), side(HEIGHT));
    let codes = Encoder::new(BitOrder::Lsb, 8).encode(&vec![0; WIDTH * HEIGHT]).expect("codes");
    let mut gif = [b"GIF89a", &width[..], &height, &[0; 3], b",\0\0\0\0", &width, &height, &[0, 8]].concat();
    for block in codes.chunks(255) {
        gif.push(block.len() as u8);
        gif.extend_from_slice(block);
    }
    gif.extend(b"\0;");
    gif
}

/// Run lengths of 8 bits.
fn bmp() -> Vec<u8> {
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let row: Vec<u8> = (0..WIDTH).step_by(200).flat_map(|at| [(WIDTH - at).min(200) as u8, 0]).chain([0, 0]).collect();
    let header = [40, WIDTH as u32, HEIGHT as u32, 1 | 8 << 16, 1, 0, 0, 0, 1, 0];
    [b"BM".to_vec(), numbers(&[0, 0, 58]), numbers(&header), numbers(&[0x00ff_0000]), row.repeat(HEIGHT)].concat()
}

/// Gray of packed bits, in one strip.
fn tiff() -> Vec<u8> {
    let packed = [0x81, 7].repeat((WIDTH * HEIGHT).div_ceil(128));
    let fields = [(256, WIDTH), (257, HEIGHT), (258, 8), (259, 32_773), (262, 1), (273, 8), (279, packed.len())];
    let mut tiff = [b"II\x2a\0".to_vec(), ((8 + packed.len()) as u32).to_le_bytes().to_vec(), packed].concat();
    tiff.extend((fields.len() as u16).to_le_bytes());
    for (tag, value) in fields {
        tiff.extend([(tag as u16).to_le_bytes(), 4_u16.to_le_bytes()].concat());
        tiff.extend([1, value as u32].map(u32::to_le_bytes).concat());
    }
    tiff.extend([0; 4]);
    tiff
}

fn pnm() -> Vec<u8> {
    [format!("P4 {WIDTH} {HEIGHT}\n").into_bytes(), vec![0; WIDTH.div_ceil(8) * HEIGHT]].concat()
}

#[test]
fn a_picture_for_which_there_is_no_memory_is_refused_in_every_format() {
    let place = Workplace::new();
    let files = [
        ("baseline.jpg", jpeg("plain.jpg")),
        ("progressive.jpg", jpeg("progressive.jpg")),
        ("large.png", png()),
        ("large.webp", webp()),
        ("large.gif", gif()),
        ("large.bmp", bmp()),
        ("large.tif", tiff()),
        ("large.pbm", pnm()),
    ];
    for (name, bytes) in files {
        place.write(name, bytes);
        let ended = run_within(&place, TOO_FEW_MEGABYTES, &["decode", name, "--out", "seen"]);
        let sentence = format!("{name}: the system has no ");
        assert_eq!(ended.code, 1, "{name}: {} {}", ended.stdout, ended.stderr);
        assert!(ended.stderr.starts_with(&sentence) && ended.stderr.contains(" of memory left"), "{}", ended.stderr);
        fs::remove_file(place.path(name)).expect("it can be removed");
    }
}

#[test]
fn a_picture_for_whose_explanation_there_is_no_memory_is_refused() {
    let place = Workplace::new();
    place.drawings("data", 12);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    place.write("large.tif", tiff());
    // Enough to read it, to compute with it, or for one picture of it.
    for megabytes in [400, 900, 1200] {
        let ended = run_within(&place, megabytes, &["explain", "run", "large.tif", "--out", "explained"]);
        assert_eq!(ended.code, 1, "{megabytes}: {} {}", ended.stdout, ended.stderr);
        assert!(
            ended.stderr.contains("the system has no ") && ended.stderr.contains("of memory left"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn a_photograph_is_not_left_out_because_memory_is_missing() {
    let place = Workplace::new();
    place.drawings("data", 12);
    place.write("tiny.ron", TINY);
    place.write("data/cat.6.tif", tiff());
    for arguments in [
        &["doctor", "data"][..],
        &["train", "data", "--config", "tiny.ron", "--epochs", "1", "--out", "run", "--threads", "1"],
    ] {
        let ended = run_within(&place, TOO_FEW_MEGABYTES, arguments);
        let sentence = ended.stderr.lines().last().unwrap_or_default();
        assert_eq!(ended.code, 1, "{arguments:?}: {} {}", ended.stdout, ended.stderr);
        assert!(
            sentence.contains("cat.6.tif: the system has no ") && sentence.contains("of memory left"),
            "{sentence}"
        );
    }
    let whole = place.succeed(&["doctor", "data", "--json"]);
    assert!(whole.stdout.contains("\"unusable\":[]") || whole.stdout.contains("\"unusable\": []"), "{}", whole.stdout);
}
