//! Which format a file's first bytes announce.

use std::fmt;

use super::DecodeError;

/// A picture format that is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Format {
    /// Baseline and progressive.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Its first frame.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// Its first page.
    Tiff,
    /// Its first frame.
    WebP,
    /// Portable any map: PBM, PGM, PPM.
    Pnm,
}

impl Format {
    /// Recognises a format by its signature.
    ///
    /// # Errors
    /// If there are no bytes, or those of something else, which is named where it is known.
    pub fn of(bytes: &[u8]) -> Result<Self, DecodeError> {
        match bytes {
            [] => Err(DecodeError::Empty),
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Self::WebP),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Ok(Self::Tiff),
            [b'B', b'M', ..] => Ok(Self::Bmp),
            [b'P', b'1'..=b'6', b' ' | b'\t'..=b'\r', ..] => Ok(Self::Pnm),
            _ => Err(match unsupported(bytes) {
                Some(format) => DecodeError::Unsupported { format },
                None => DecodeError::NotAPicture { looks_like: something_else(bytes) },
            }),
        }
    }

    /// The format's usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::WebP => "WebP",
            Self::Pnm => "PNM",
        }
    }

    /// The format that an extension without its dot promises, in any case of letters.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Self::Jpeg,
            "png" => Self::Png,
            "gif" => Self::Gif,
            "bmp" | "dib" => Self::Bmp,
            "tif" | "tiff" => Self::Tiff,
            "webp" => Self::WebP,
            "pnm" | "pbm" | "pgm" | "ppm" => Self::Pnm,
            _ => return None,
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Picture formats that are known and not decoded.
fn unsupported(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"avif" | b"avis" => Some("AVIF"),
            b"mif1" | b"msf1" if contains(bytes, b"avif") => Some("AVIF"),
            b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => Some("HEIC"),
            _ => None,
        },
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xff, 0x4f, 0xff, 0x51, ..] => Some("JPEG 2000"),
        [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] | [0xff, 0x0a, ..] => Some("JPEG XL"),
        [b'8', b'B', b'P', b'S', ..] => Some("Photoshop"),
        [b'q', b'o', b'i', b'f', ..] => Some("QOI"),
        [b'D', b'D', b'S', b' ', ..] => Some("DDS"),
        [b'i', b'c', b'n', b's', ..] => Some("ICNS"),
        [b'P', b'F' | b'f', b' ' | b'\t'..=b'\r', ..] => Some("PFM"),
        [b'P', b'7', b' ' | b'\t'..=b'\r', ..] => Some("PAM"),
        [0x0a, 0 | 2 | 3 | 5, 0 | 1, 1 | 2 | 4 | 8, ..] => Some("PCX"),
        [0, 0, 1, 0, count, 0, ..] if *count > 0 => Some("icon"),
        _ if is_svg(bytes) => Some("SVG"),
        _ if is_tga(bytes) => Some("TGA"),
        _ => None,
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let prefixes: [&[u8]; 4] = [b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"];
    prefixes.iter().any(|prefix| text.starts_with(prefix)) && contains(text, b"<svg")
}

/// TGA has no signature in front: the fields of its header must go together.
fn is_tga(bytes: &[u8]) -> bool {
    let &[_, has_map, kind, _, _, map_low, map_high, map_bits, _, _, _, _, w0, w1, h0, h1, bits, flags, ..] = bytes
    else {
        return false;
    };
    let goes_with_map = match kind {
        1 | 9 => has_map == 1 && map_bits != 0,
        2 | 3 | 10 | 11 => has_map == 0 && [map_low, map_high, map_bits] == [0; 3],
        _ => false,
    };
    goes_with_map
        && matches!((kind, bits), (1 | 3 | 9 | 11, 8 | 16) | (2 | 10, 15 | 16 | 24 | 32))
        && [w0, w1] != [0; 2]
        && [h0, h1] != [0; 2]
        && flags & 0xc0 == 0
}

/// What is found under a picture's name now and then.
fn something_else(bytes: &[u8]) -> Option<&'static str> {
    let text = bytes.trim_ascii_start();
    let starts = |prefix: &[u8]| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if starts(b"<!doctype html") || starts(b"<html") || starts(b"<head") {
        Some("a web page")
    } else if bytes.starts_with(b"%PDF") {
        Some("a PDF")
    } else if bytes.starts_with(b"PK\x03\x04") {
        Some("a zip")
    } else if bytes.get(4..8) == Some(b"ftyp") {
        Some("a video")
    } else if bytes.iter().take(512).all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 32..127)) {
        Some("text")
    } else {
        None
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(needle.len()).any(|window| window == needle)
}
