//! Where EXIF and XMP lie in a file of each format, as Pillow finds them.

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{Format, png};

/// What a file says beside its pixels.
#[derive(Debug, Default)]
pub(super) struct Metadata<'a> {
    /// A TIFF of its own that holds the fields.
    pub exif: Option<Cow<'a, [u8]>>,
    /// XML.
    pub xmp: Option<Cow<'a, [u8]>>,
}

/// EXIF begins so in a JPEG, and often where it should not.
const EXIF_PREFIX: &[u8] = b"Exif\0\0";
const XMP_PREFIX: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_KEY: &[u8] = b"XML:com.adobe.xmp";
const EXIF_PROFILE_KEY: &[u8] = b"Raw profile type exif";

/// Pillow's `PngImagePlugin.MAX_TEXT_CHUNK`.
const MAX_TEXT_BYTES: u64 = 1 << 20;

impl<'a> Metadata<'a> {
    pub(super) fn of(bytes: &'a [u8], format: Format) -> Self {
        let mut metadata = match format {
            Format::Jpeg => Self::of_jpeg(bytes),
            Format::Png => Self::of_png(bytes),
            Format::WebP => Self::of_webp(bytes).unwrap_or_default(),
            Format::Tiff => Self { exif: Some(bytes.into()), xmp: None },
            Format::Gif | Format::Bmp | Format::Pnm => Self::default(),
        };
        for _ in 0..2 {
            metadata.exif = match metadata.exif {
                Some(Cow::Borrowed(exif)) => Some(exif.strip_prefix(EXIF_PREFIX).unwrap_or(exif).into()),
                Some(Cow::Owned(exif)) if exif.starts_with(EXIF_PREFIX) => {
                    Some(exif[EXIF_PREFIX.len()..].to_vec().into())
                }
                other => other,
            };
        }
        metadata
    }

    fn of_jpeg(bytes: &'a [u8]) -> Self {
        let mut metadata = Self::default();
        let segments = JpegSegments { rest: bytes.get(2..).unwrap_or_default() };
        for segment in segments {
            let Segment { marker: 0xe1, data } = segment else { continue };
            if let Some(more) = data.strip_prefix(EXIF_PREFIX) {
                // More than a segment holds goes on in the next one.
                metadata.exif = Some(match metadata.exif.take() {
                    Some(exif) => [&exif, more].concat().into(),
                    None => data.into(),
                });
            } else if let Some(xmp) = data.strip_prefix(XMP_PREFIX) {
                metadata.xmp = Some(xmp.into());
            }
        }
        metadata
    }

    fn of_png(bytes: &'a [u8]) -> Self {
        let mut metadata = Self::default();
        let mut profile = None;
        for (name, data) in png::chunks(bytes) {
            if &name == b"eXIf" {
                metadata.exif = Some(data.into());
            }
            match text(name, data) {
                Some((XMP_KEY, xmp)) => metadata.xmp = Some(xmp),
                Some((EXIF_PROFILE_KEY, text)) => profile = bytes_of_profile(&text),
                _ => {}
            }
        }
        metadata.exif = metadata.exif.or(profile.map(Cow::Owned));
        metadata
    }

    /// Only what an extended header announces is looked for, as in libwebp (`demux.c`).
    fn of_webp(bytes: &'a [u8]) -> Option<Self> {
        let (header, mut rest) = bytes.get(12..)?.split_at_checked(18)?;
        if !header.starts_with(b"VP8X") {
            return None;
        }
        let announced = |flag: u8| header[8] & flag != 0;
        let mut metadata = Self::default();
        while let Some((chunk, behind)) = rest.split_at_checked(8) {
            let length = u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]) as usize;
            let Some(data) = behind.get(..length) else { break };
            match &chunk[..4] {
                b"EXIF" if announced(8) && metadata.exif.is_none() => metadata.exif = Some(data.into()),
                b"XMP " if announced(4) && metadata.xmp.is_none() => metadata.xmp = Some(data.into()),
                _ => {}
            }
            rest = behind.get(length + length % 2..).unwrap_or_default();
        }
        Some(metadata)
    }
}

struct Segment<'a> {
    marker: u8,
    data: &'a [u8],
}

/// The segments before the first scan (`JpegImageFile._open`).
struct JpegSegments<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for JpegSegments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        loop {
            let marker = self.rest.iter().position(|byte| *byte == 0xff)?;
            let code = *self.rest.get(marker + 1)?;
            self.rest = &self.rest[marker + 1..];
            match code {
                // A fill byte before the marker itself.
                0xff => {}
                // These stand alone.
                0 | 0xc8 | 0xd0..=0xd9 | 0xf0..=0xfd => self.rest = &self.rest[1..],
                0xc0..=0xcf | 0xdb..=0xef | 0xfe => {
                    let length = usize::from(u16::from_be_bytes([*self.rest.get(1)?, *self.rest.get(2)?]));
                    let data = self.rest.get(3..1 + length.max(2))?;
                    self.rest = &self.rest[1 + length.max(2)..];
                    return Some(Segment { marker: code, data });
                }
                _ => return None,
            }
        }
    }
}

/// Key and text of one of PNG's three kinds of text.
fn text(name: [u8; 4], data: &[u8]) -> Option<(&[u8], Cow<'_, [u8]>)> {
    let (key, rest) = split_at_zero(data)?;
    match &name {
        b"tEXt" => Some((key, rest.into())),
        b"zTXt" => Some((key, inflated(rest.get(1..)?)?.into())),
        b"iTXt" => {
            let (is_compressed, method) = (*rest.first()?, *rest.get(1)?);
            let (_language, rest) = split_at_zero(&rest[2..])?;
            let (_translated_key, text) = split_at_zero(rest)?;
            match (is_compressed, method) {
                (0, _) => Some((key, text.into())),
                (_, 0) => Some((key, inflated(text)?.into())),
                _ => None,
            }
        }
        _ => None,
    }
}

fn split_at_zero(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let zero = data.iter().position(|byte| *byte == 0)?;
    Some((&data[..zero], &data[zero + 1..]))
}

fn inflated(data: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    ZlibDecoder::new(data).take(MAX_TEXT_BYTES).read_to_end(&mut text).ok()?;
    Some(text)
}

/// A profile is written in hexadecimal digits, from its fourth line on.
fn bytes_of_profile(text: &[u8]) -> Option<Vec<u8>> {
    let lines = text.split(|byte| *byte == b'\n').skip(3);
    let digits: Option<Vec<u8>> = lines
        .flatten()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| char::from(*byte).to_digit(16).map(|digit| digit as u8))
        .collect();
    let pairs = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(pairs.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
