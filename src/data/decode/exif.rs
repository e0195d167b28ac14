//! EXIF: how the camera was held, and what else it noted.

use exif::{Error, In, Reader};

use super::ifd::Directory;
use super::metadata::Metadata;
use super::{Format, Orientation};

const ORIENTATION: u16 = 0x0112;

/// How a picture must be turned, by its EXIF or else by its XMP, as Pillow's `ImageOps.exif_transpose` turns it; upright
/// where both are absent or broken.
#[must_use]
pub fn orientation(bytes: &[u8], format: Format) -> Orientation {
    let Metadata { exif, xmp } = Metadata::of(bytes, format);
    let directory = exif.as_deref().and_then(Directory::first);
    let value = match directory {
        Some(directory) if directory.bytes(ORIENTATION).is_some() => directory.number(ORIENTATION),
        _ => xmp.as_deref().and_then(orientation_of_xmp),
    };
    value.map_or(Orientation::Upright, |value| Orientation::from_exif(u32::try_from(value).unwrap_or(0)))
}

/// The digit behind the first `tiff:Orientation`, written as an attribute or as an element.
fn orientation_of_xmp(xmp: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"tiff:Orientation";
    let ends = xmp.windows(NAME.len()).enumerate().filter(|(_, text)| *text == NAME).map(|(at, _)| at + NAME.len());
    ends.map(|end| &xmp[end..]).find_map(|rest| {
        let value = rest.strip_prefix(b"=\"").or_else(|| rest.strip_prefix(b">"))?;
        value.first().filter(|digit| digit.is_ascii_digit()).map(|digit| u64::from(digit - b'0'))
    })
}

/// All fields by name with their values in words; none where EXIF is absent or broken.
#[must_use]
pub fn fields(bytes: &[u8], format: Format) -> Vec<(String, String)> {
    let Some(exif) = Metadata::of(bytes, format).exif else { return Vec::new() };
    // Broken fields are left out.
    let exif = match Reader::new().continue_on_error(true).read_raw(exif.into_owned()) {
        Ok(exif) => exif,
        Err(Error::PartialResult(partial)) => partial.into_inner().0,
        Err(_) => return Vec::new(),
    };
    exif.fields()
        .filter(|field| field.ifd_num == In::PRIMARY)
        .map(|field| (field.tag.to_string(), field.display_value().with_unit(&exif).to_string()))
        .collect()
}
