//! EXIF: how the camera was held, and what else it noted.

use std::io::Cursor;

use exif::{Error, Exif, In, Reader, Tag};

use super::decode::{Format, Orientation};

/// How a picture must be turned; upright where EXIF is absent or broken.
#[must_use]
pub fn orientation(bytes: &[u8], format: Format) -> Orientation {
    let can_hold_exif = matches!(format, Format::Jpeg | Format::Png | Format::Tiff | Format::WebP);
    let exif = if can_hold_exif { read(bytes) } else { None };
    exif.and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0))
        .map_or(Orientation::Upright, Orientation::from_exif)
}

/// All fields by name with their values in words; none where EXIF is absent or broken.
#[must_use]
pub fn fields(bytes: &[u8]) -> Vec<(String, String)> {
    let Some(exif) = read(bytes) else { return Vec::new() };
    exif.fields()
        .filter(|field| field.ifd_num == In::PRIMARY)
        .map(|field| (field.tag.to_string(), field.display_value().with_unit(&exif).to_string()))
        .collect()
}

/// What can be read of the EXIF, broken fields left out.
fn read(bytes: &[u8]) -> Option<Exif> {
    match Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes)) {
        Ok(exif) => Some(exif),
        Err(Error::PartialResult(partial)) => Some(partial.into_inner().0),
        Err(_) => None,
    }
}
