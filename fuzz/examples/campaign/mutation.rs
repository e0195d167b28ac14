//! Damage to files.

use bigode::data::decode::Format;
use bigode::fuzzing::Reader;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// The longest file that damage may make, in bytes, beyond its seed's length.
const MAX_GROWTH: usize = 4096;
/// Bytes at a file's beginning that are damaged as often as all others together.
const HEADER: usize = 64;

/// Texts that mean something to a reader of text.
const TOKENS: &[&str] = &[
    ",",
    ";",
    "\"",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    "-1",
    "0",
    "1e999",
    "NaN",
    "nan",
    "inf",
    "18446744073709551615",
    "9223372036854775808",
    "-9223372036854775808",
    "4294967296",
    "Some(",
    "None",
    "../",
    "/",
    "\\",
    "C:",
    "\u{feff}",
    "\u{0}",
    "é",
    "e\u{301}",
    "\u{202e}",
    "//",
    "/*",
    "train/",
    "test/",
    "cat.1.png",
    ".zip",
    "sep=;",
    "filename",
    "category",
];

/// The damaged file of a number.
pub fn damaged(reader: Reader, seeds: &[Vec<u8>], seed: u64, number: u64) -> Vec<u8> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(number);
    let mut bytes = seeds.choose(&mut random).expect("a whole file").clone();
    let longest = bytes.len() + MAX_GROWTH;
    let is_text = matches!(
        reader,
        Reader::CsvList
            | Reader::Layout
            | Reader::Overlay
            | Reader::Config
            | Reader::History
            | Reader::Events
            | Reader::Split
    );
    // Mostly one: much damage is refused at once.
    let count = 1 + random.random::<u8>().trailing_ones();
    for _ in 0..count {
        damage(&mut bytes, seeds, is_text, &mut random);
        bytes.truncate(longest);
    }
    if reader == Reader::Picture(Format::Png) && random.random() {
        correct_checksums(&mut bytes);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], is_text: bool, random: &mut ChaCha8Rng) {
    let length = bytes.len();
    if length == 0 {
        bytes.push(random.random());
        return;
    }
    let near_begin = random.random();
    let at = random.random_range(0..if near_begin { length.min(HEADER) } else { length });
    let span = random.random_range(1..=32_usize).min(length - at);
    match random.random_range(0..if is_text { 14 } else { 11 }) {
        0 | 1 => bytes[at] ^= 1 << random.random_range(0..8),
        2 => bytes[at] = random.random(),
        3 => bytes[at] = *[0, 1, 0x7f, 0x80, 0xfe, 0xff].choose(random).expect("a value"),
        4 | 5 => set_number(bytes, at, random),
        6 => bytes.truncate(at),
        7 => {
            bytes.drain(at..at + span);
        }
        8 => {
            let piece = bytes[at..at + span].to_vec();
            let to = random.random_range(0..=length);
            bytes.splice(to..to, piece);
        }
        9 => {
            let to = random.random_range(0..=length - span);
            bytes.copy_within(at..at + span, to);
        }
        10 => {
            // The tail of another file.
            let other = seeds.choose(random).expect("a whole file");
            let from = if random.random() { at.min(other.len()) } else { random.random_range(0..=other.len()) };
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        _ => {
            let token = TOKENS.choose(random).expect("a token").bytes();
            let replaced = if random.random() { 0 } else { span };
            bytes.splice(at..at + replaced, token);
        }
    }
}

/// Writes a number that might be a length, in either order of bytes.
fn set_number(bytes: &mut [u8], at: usize, random: &mut ChaCha8Rng) {
    let values = [0, 1, 2, 3, 255, 256, 32_767, 32_768, 65_535, 65_536, bytes.len() as u64, u64::MAX, u64::MAX >> 1];
    let mut value = *values.choose(random).expect("a value");
    if random.random() {
        value = u64::from(random.random::<u16>());
    }
    let width = *[2, 4, 8].choose(random).expect("a width");
    let big_endian: bool = random.random();
    let written =
        if big_endian { value.to_be_bytes()[8 - width..].to_vec() } else { value.to_le_bytes()[..width].to_vec() };
    let end = bytes.len().min(at + width);
    bytes[at..end].copy_from_slice(&written[..end - at]);
}

/// Corrects the checksums of a PNG's chunks, so that the damage reaches what is behind them.
fn correct_checksums(bytes: &mut [u8]) {
    let mut at = 8;
    while let Some(length) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes(length.try_into().expect("four bytes")) as usize;
        let end = at + 8 + length;
        if end + 4 > bytes.len() {
            break;
        }
        let checksum = crc32fast::hash(&bytes[at + 4..end]);
        bytes[end..end + 4].copy_from_slice(&checksum.to_be_bytes());
        at = end + 4;
    }
}
