//! The frame and scan headers, with the checks that libjpeg makes of them.

use super::{broken, reader::Reader};
use crate::data::DecodeError;

/// libjpeg's `JPEG_MAX_DIMENSION`.
const MAX_SIDE: usize = 65_500;

/// A picture's size and components, from SOF0, SOF1 or SOF2.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub height: usize,
    pub width: usize,
    pub is_progressive: bool,
    pub components: Vec<Component>,
}

/// One colour plane.
#[derive(Debug, Clone, Copy)]
pub(super) struct Component {
    pub id: u8,
    pub horizontal_sampling: usize,
    pub vertical_sampling: usize,
    pub quantization_table: usize,
}

/// Which components a scan holds, and which part of them.
#[derive(Debug, Clone)]
pub(super) struct Scan {
    pub components: Vec<ScanComponent>,
    /// Whether a progressive scan holds the blocks' means, not their details.
    pub is_dc: bool,
    pub is_refinement: bool,
}

/// A component as it takes part in a scan.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScanComponent {
    /// Into the frame's components.
    pub index: usize,
    pub dc_table: usize,
    pub ac_table: usize,
}

impl Frame {
    /// Reads the segment behind the marker SOF`n` (`get_sof` in `jdmarker.c`, `initial_setup` in `jdinput.c`).
    pub(super) fn read(marker: u8, has_frame: bool, reader: &mut Reader) -> Result<Self, DecodeError> {
        if !matches!(marker, 0xc0..=0xc2 | 0xc9 | 0xca) {
            return Err(broken(format!("its coding (SOF{}) is not supported", marker - 0xc0)));
        }
        if has_frame {
            return Err(broken("it has two frame headers"));
        }
        let length = reader.length()?;
        let (precision, height, width, count) = (reader.u8()?, reader.u16()?, reader.u16()?, usize::from(reader.u8()?));
        if marker > 0xc8 {
            return Err(DecodeError::Unsupported { format: "arithmetically coded JPEG" });
        }
        if precision != 8 {
            return Err(broken(format!("it has {precision} bits a sample instead of 8")));
        }
        if !matches!(count, 1 | 3 | 4) {
            return Err(broken(format!("it has {count} components instead of 1, 3 or 4")));
        }
        if height == 0 || width == 0 {
            return Err(broken("it has no pixels"));
        }
        if height > MAX_SIDE || width > MAX_SIDE {
            return Err(DecodeError::TooManyPixels { width: width as u64, height: height as u64 });
        }
        if length != 6 + 3 * count {
            return Err(broken("its frame header has a wrong length"));
        }
        let components: Vec<Component> = reader.take(3 * count)?.chunks_exact(3).map(Component::read).collect();
        if components
            .iter()
            .any(|c| !(1..=4).contains(&c.horizontal_sampling) || !(1..=4).contains(&c.vertical_sampling))
        {
            return Err(broken("its components have impossible sampling factors"));
        }
        Ok(Self { height, width, is_progressive: marker == 0xc2, components })
    }

    /// Whether the components are called R, G and B.
    pub(super) fn is_named_rgb(&self) -> bool {
        self.components.iter().map(|component| component.id).eq(*b"RGB")
    }

    /// How many minimum coded units a scan has.
    pub(super) fn units(&self, scan: &Scan) -> usize {
        let across = self.components.iter().map(|c| c.horizontal_sampling).max().unwrap_or(1);
        let down = self.components.iter().map(|c| c.vertical_sampling).max().unwrap_or(1);
        match scan.components.as_slice() {
            [only] => {
                let component = self.components[only.index];
                (self.width * component.horizontal_sampling).div_ceil(8 * across)
                    * (self.height * component.vertical_sampling).div_ceil(8 * down)
            }
            _ => self.width.div_ceil(8 * across) * self.height.div_ceil(8 * down),
        }
    }
}

impl Component {
    fn read(bytes: &[u8]) -> Self {
        Self {
            id: bytes[0],
            horizontal_sampling: usize::from(bytes[1] >> 4),
            vertical_sampling: usize::from(bytes[1] & 15),
            quantization_table: usize::from(bytes[2]),
        }
    }

    /// Blocks in a unit of a scan of several components.
    pub(super) fn blocks(&self) -> usize {
        self.horizontal_sampling * self.vertical_sampling
    }
}

impl Scan {
    /// Reads the segment behind the marker SOS (`get_sos` in `jdmarker.c`, `per_scan_setup` in `jdinput.c`,
    /// `start_pass_phuff_decoder` in `jdphuff.c`).
    pub(super) fn read(frame: &Frame, reader: &mut Reader) -> Result<Self, DecodeError> {
        let (length, count) = (reader.length()?, usize::from(reader.u8()?));
        if length != 2 * count + 4 || !(1..=4).contains(&count) {
            return Err(broken("its scan header has a wrong length"));
        }
        let mut components: Vec<ScanComponent> = Vec::with_capacity(count);
        for _ in 0..count {
            let (id, tables) = (reader.u8()?, reader.u8()?);
            let index = frame.components.iter().position(|component| component.id == id);
            match index {
                Some(index) if components.iter().all(|known| known.index != index) => components.push(ScanComponent {
                    index,
                    dc_table: usize::from(tables >> 4),
                    ac_table: usize::from(tables & 15),
                }),
                _ => return Err(broken("a scan names a component that the frame does not have, or names it twice")),
            }
        }
        let (start, end, steps) = (reader.u8()?, reader.u8()?, reader.u8()?);
        let (high, low) = (steps >> 4, steps & 15);
        let scan = Self { components, is_dc: start == 0, is_refinement: high != 0 };
        if count > 1 && scan.components.iter().map(|c| frame.components[c.index].blocks()).sum::<usize>() > 10 {
            return Err(broken("its units hold more than ten blocks"));
        }
        let in_band = if scan.is_dc { end == 0 } else { start <= end && end < 64 && count == 1 };
        let in_steps = high == 0 || low + 1 == high;
        if frame.is_progressive && !(in_band && in_steps && low <= 13) {
            return Err(broken("a progressive scan has impossible parameters"));
        }
        Ok(scan)
    }
}
