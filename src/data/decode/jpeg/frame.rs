//! The frame and scan headers, with the checks that libjpeg makes of them.

use super::broken;
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
    /// Indices into the frame's components with their DC and AC tables.
    pub components: Vec<(usize, usize, usize)>,
    pub spectral_start: u8,
    pub is_refinement: bool,
}

impl Frame {
    /// Reads the segment behind the marker SOF`n`.
    pub(super) fn read(marker: u8, segment: &[u8]) -> Result<Self, DecodeError> {
        if matches!(marker, 0xc9 | 0xca) {
            return Err(DecodeError::Unsupported { format: "arithmetically coded JPEG" });
        }
        if !matches!(marker, 0xc0..=0xc2) {
            return Err(broken(format!("its coding (SOF{}) is not supported", marker - 0xc0)));
        }
        let &[precision, h1, h0, w1, w0, count, ref rest @ ..] = segment else {
            return Err(broken("its frame header is too short"));
        };
        let (height, width) = (usize::from(h1) << 8 | usize::from(h0), usize::from(w1) << 8 | usize::from(w0));
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
        if rest.len() != 3 * usize::from(count) {
            return Err(broken("its frame header has a wrong length"));
        }
        let components: Vec<Component> = rest.chunks_exact(3).map(Component::read).collect();
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
            [(only, _, _)] => {
                let component = self.components[*only];
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
    /// Reads the segment behind the marker SOS.
    pub(super) fn read(frame: &Frame, segment: &[u8]) -> Result<Self, DecodeError> {
        let count = segment.first().map_or(0, |&count| usize::from(count));
        if segment.len() != 2 * count + 4 || !(1..=4).contains(&count) {
            return Err(broken("its scan header has a wrong length"));
        }
        let mut components: Vec<(usize, usize, usize)> = Vec::with_capacity(count);
        for pair in segment[1..=2 * count].chunks_exact(2) {
            let index = frame.components.iter().position(|component| component.id == pair[0]);
            match index {
                Some(index) if components.iter().all(|known| known.0 != index) => {
                    components.push((index, usize::from(pair[1] >> 4), usize::from(pair[1] & 15)));
                }
                _ => return Err(broken("a scan names a component that the frame does not have, or names it twice")),
            }
        }
        let [start, end, high, low] =
            [segment[2 * count + 1], segment[2 * count + 2], segment[2 * count + 3] >> 4, segment[2 * count + 3] & 15];
        let scan = Self { components, spectral_start: start, is_refinement: high != 0 };
        if count > 1 && scan.components.iter().map(|c| frame.components[c.0].blocks()).sum::<usize>() > 10 {
            return Err(broken("its units hold more than ten blocks"));
        }
        let is_dc = start == 0;
        let in_band = if is_dc { end == 0 } else { start <= end && end < 64 && count == 1 };
        let in_steps = high == 0 || low + 1 == high;
        if frame.is_progressive && !(in_band && in_steps && low <= 13) {
            return Err(broken("a progressive scan has impossible parameters"));
        }
        Ok(scan)
    }
}
