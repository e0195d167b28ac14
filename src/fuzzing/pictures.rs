//! Photographs.

use super::{Verdict, refused};
use crate::config::Resize;
use crate::data::Preprocessing;
use crate::data::decode::{self, MAX_PIXELS};

/// Side of the square that a picture is resized to.
const SIDE: usize = 8;

/// Decodes, describes and resizes.
pub(super) fn picture(bytes: &[u8]) -> Verdict {
    let description = decode::describe(bytes);
    if let Err(error) = &description {
        refused(error);
    }
    let picture = match decode::decode(bytes, true) {
        Ok(picture) => picture,
        Err(error) => return refused(&error),
    };
    let (height, width) = (picture.height, picture.width);
    assert!(height > 0 && width > 0 && (height * width) as u64 <= MAX_PIXELS, "{height} x {width}");
    assert_eq!(picture.rgb.len(), height * width * 3, "three bytes a pixel");
    let description = description.expect("what is decoded can be described");
    let mut stated = [description.height, description.width];
    let mut decoded = [height, width];
    stated.sort_unstable();
    decoded.sort_unstable();
    assert_eq!(stated, decoded, "the size is the described one, turned or not");
    for resize in [Resize::Nearest, Resize::Area] {
        let preprocessing = Preprocessing { height: SIDE, width: SIDE, exif_orientation: true, resize };
        assert_eq!(preprocessing.apply(&picture).len(), SIDE * SIDE * 3, "{resize:?}");
    }
    Verdict::Read
}
