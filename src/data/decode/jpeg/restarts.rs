//! Where a scan's entropy-coded data end.

use super::reader::{RST0, RST7, Reader};
use crate::data::DecodeError;

/// How a scan's data ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ScanEnd {
    /// Of the last restart interval's first byte.
    pub last_interval: usize,
    /// The marker behind the data, which was read; `None` if the file ends without one.
    pub marker: Option<u8>,
}

/// Walks over a scan's data from marker to marker.
///
/// libjpeg fills what is missing with zeros once it has met a marker, so codes need not be looked at: only a file that
/// ends without one leaves a scan unfinished. Restart markers out of order are handled as `jpeg_resync_to_restart` in
/// `jdmarker.c`.
pub(super) fn skip_scan(reader: &mut Reader, intervals: usize) -> Result<ScanEnd, DecodeError> {
    let mut unread = None;
    let mut last_interval = reader.position;
    for interval in 0..intervals {
        if interval > 0 {
            let marker = match unread {
                Some(marker) => marker,
                None => reader.next_marker()?,
            };
            unread = resync(reader, marker, ((interval - 1) & 7) as u8)?;
            last_interval = reader.position;
        }
        if unread.is_none() {
            match reader.next_marker() {
                Ok(marker) => unread = Some(marker),
                Err(_) if interval + 1 == intervals => break,
                Err(error) => return Err(error),
            }
        }
    }
    Ok(ScanEnd { last_interval, marker: unread })
}

/// What is left unread of `marker` where restart `desired` should be.
fn resync(reader: &mut Reader, mut marker: u8, desired: u8) -> Result<Option<u8>, DecodeError> {
    loop {
        match marker {
            RST0..=RST7 => match (marker - RST0).wrapping_sub(desired) & 7 {
                // One of the next two: leave this interval empty.
                1 | 2 => return Ok(Some(marker)),
                // A past one: look further.
                6 | 7 => {}
                // The right one, or one so far off that it is taken for it.
                _ => return Ok(None),
            },
            0xc0.. => return Ok(Some(marker)),
            // No valid marker.
            _ => {}
        }
        marker = reader.next_marker()?;
    }
}
