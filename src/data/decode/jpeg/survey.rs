//! Judges a JPEG as libjpeg under Pillow does, without decoding it.
//!
//! Sources: libjpeg-turbo's `jdmarker.c`, `jdinput.c`, `jdhuff.c`, `jdphuff.c`; Pillow's `JpegImagePlugin.py` and
//! `JpegDecode.c`. What libjpeg only warns of passes.

use super::{
    broken,
    colour::Colour,
    frame::{Frame, Scan},
    reader::{DHT, DQT, DRI, EOI, RST0, RST7, Reader, SOI, SOS},
    restarts::{ScanEnd, skip_scan},
    truncated,
};
use crate::data::DecodeError;

/// An APP0 that makes zune-jpeg supply the standard Huffman tables, which libjpeg does for any file without its own.
const AVI1: [u8; 9] = [0xff, 0xe0, 0, 7, b'A', b'V', b'I', b'1', 0];

/// What there is to decode.
#[derive(Debug)]
pub(super) struct Survey {
    pub frame: Frame,
    pub colour: Colour,
    /// The JPEG without metadata, junk and what follows the picture.
    pub clean: Vec<u8>,
}

/// Reads a whole JPEG.
pub(super) fn survey(bytes: &[u8]) -> Result<Survey, DecodeError> {
    let mut reader = Reader::behind_soi(bytes)?;
    let mut state = State::default();
    let mut scan = state.first_scan(&mut reader)?;
    let frame = state.frame.clone().ok_or_else(|| broken("it has no frame header"))?;
    let has_more_scans = frame.is_progressive || scan.components.len() < frame.components.len();
    loop {
        state.check_tables(&frame, &scan)?;
        let start = reader.position;
        let units = frame.units(&scan);
        let intervals = if state.restart_interval == 0 { 1 } else { units.div_ceil(state.restart_interval) };
        let end = skip_scan(&mut reader, intervals)?;
        let ScanEnd::Marker(mut marker) = end else { return Err(truncated()) };
        state.clean.extend_from_slice(data_of(&bytes[start..reader.position]));
        // Behind the last scan, what is missing no longer matters, but what is wrong still does.
        let next = loop {
            let read = match marker {
                EOI => break None,
                _ => state.read_segment(marker, &mut reader).and_then(|scan| match scan {
                    Some(scan) => Ok(Step::Scan(scan)),
                    None => Ok(Step::Marker(reader.next_marker()?)),
                }),
            };
            match read {
                Ok(Step::Scan(_)) if !has_more_scans => return Err(broken("it has more scans than components")),
                Ok(Step::Scan(scan)) => break Some(scan),
                Ok(Step::Marker(next)) => marker = next,
                Err(DecodeError::Truncated { .. }) if !has_more_scans => break None,
                Err(error) => return Err(error),
            }
        };
        match next {
            Some(next) => scan = next,
            None => break,
        }
    }
    state.clean.extend([0xff, EOI]);
    let colour = Colour::of(&frame, state.has_jfif, state.adobe_transform);
    Ok(Survey { frame, colour, clean: state.clean })
}

/// Reads up to the first scan.
pub(super) fn header(bytes: &[u8]) -> Result<Frame, DecodeError> {
    let mut state = State::default();
    state.first_scan(&mut Reader::behind_soi(bytes)?)?;
    state.frame.ok_or_else(|| broken("it has no frame header"))
}

enum Step {
    Marker(u8),
    Scan(Scan),
}

/// A scan's data without the marker that ends them, and without the bytes of fill before that.
fn data_of(data_and_marker: &[u8]) -> &[u8] {
    let data = &data_and_marker[..data_and_marker.len() - 1];
    let end = data.iter().rposition(|&byte| byte != 0xff).map_or(0, |last| last + 1);
    &data[..end]
}

/// What the segments so far have said.
#[derive(Debug)]
struct State {
    clean: Vec<u8>,
    frame: Option<Frame>,
    has_jfif: bool,
    adobe_transform: Option<u8>,
    restart_interval: usize,
    has_quantization: [bool; 4],
    /// Whether a table is there, and whether its codes are valid: for DC, then AC.
    huffman: [[Option<Result<(), DecodeError>>; 4]; 2],
}

impl Default for State {
    fn default() -> Self {
        Self {
            clean: vec![0xff, SOI],
            frame: None,
            has_jfif: false,
            adobe_transform: None,
            restart_interval: 0,
            has_quantization: [false; 4],
            huffman: Default::default(),
        }
    }
}

impl State {
    fn first_scan(&mut self, reader: &mut Reader) -> Result<Scan, DecodeError> {
        loop {
            let marker = reader.next_marker()?;
            if marker == EOI {
                return Err(broken("it ends before the picture"));
            }
            if let Some(scan) = self.read_segment(marker, reader)? {
                return Ok(scan);
            }
        }
    }

    /// Reads the segment behind a marker (`read_markers` in `jdmarker.c`); a scan header is returned.
    fn read_segment(&mut self, marker: u8, reader: &mut Reader) -> Result<Option<Scan>, DecodeError> {
        match marker {
            SOI => return Err(broken("a second picture starts inside it")),
            // TEM and restarts stand alone.
            0x01 | RST0..=RST7 => return Ok(None),
            _ => {}
        }
        let start = reader.position;
        if !matches!(marker, DHT | DQT | DRI | SOS | 0xc0..=0xcf | 0xdc | 0xe0..=0xef | 0xfe) {
            return Err(broken(format!("unknown marker FF{marker:02X}")));
        }
        let segment = reader.segment()?;
        let mut scan = None;
        match marker {
            DHT => self.read_huffman(segment)?,
            DQT => self.read_quantization(segment)?,
            DRI => match segment {
                &[high, low] => self.restart_interval = usize::from(high) << 8 | usize::from(low),
                _ => return Err(broken("its restart interval has a wrong length")),
            },
            SOS => {
                let frame = self.frame.as_ref().ok_or_else(|| broken("a scan comes before the frame header"))?;
                scan = Some(Scan::read(frame, segment)?);
            }
            0xcc | 0xdc | 0xfe | 0xe0..=0xef => {
                self.read_application(marker, segment);
                return Ok(None);
            }
            _ if self.frame.is_some() => return Err(broken("it has two frame headers")),
            _ => self.frame = Some(Frame::read(marker, segment)?),
        }
        if scan.is_some() && self.lacks_huffman() {
            self.clean.extend(AVI1);
        }
        self.clean.extend([0xff, marker]);
        self.clean.extend_from_slice(&reader.bytes()[start..reader.position]);
        Ok(scan)
    }

    fn read_application(&mut self, marker: u8, segment: &[u8]) {
        match (marker, segment) {
            (0xe0, [b'J', b'F', b'I', b'F', 0, ..]) if segment.len() >= 14 => self.has_jfif = true,
            (0xee, [b'A', b'd', b'o', b'b', b'e', _, _, _, _, _, _, transform, ..]) => {
                self.adobe_transform = Some(*transform);
            }
            _ => {}
        }
    }

    fn read_quantization(&mut self, mut segment: &[u8]) -> Result<(), DecodeError> {
        while let [info, rest @ ..] = segment {
            let bytes = if info >> 4 == 0 { 64 } else { 128 };
            let slot = self.has_quantization.get_mut(usize::from(info & 15));
            *slot.ok_or_else(|| broken("a quantization table has an impossible number"))? = true;
            segment = rest.get(bytes..).ok_or_else(|| broken("a quantization table is too short"))?;
        }
        Ok(())
    }

    fn read_huffman(&mut self, mut segment: &[u8]) -> Result<(), DecodeError> {
        while segment.len() > 16 {
            let (info, counts) = (segment[0], &segment[1..17]);
            let symbols: usize = counts.iter().map(|&count| usize::from(count)).sum();
            let rest = &segment[17..];
            if symbols > 256 || symbols > rest.len() {
                return Err(broken("a Huffman table is too short"));
            }
            let is_dc = info & 0x10 == 0;
            let slot = self.huffman[usize::from(!is_dc)].get_mut(usize::from(info & !0x10));
            *slot.ok_or_else(|| broken("a Huffman table has an impossible number"))? =
                Some(check_codes(counts, &rest[..symbols], is_dc));
            segment = &rest[symbols..];
        }
        if segment.is_empty() { Ok(()) } else { Err(broken("a Huffman table has a wrong length")) }
    }

    fn lacks_huffman(&self) -> bool {
        self.huffman.iter().flat_map(|kind| &kind[..2]).any(Option::is_none)
    }

    /// Whether a scan's tables are there and valid (`start_pass_huff_decoder`, `start_pass_phuff_decoder`).
    fn check_tables(&self, frame: &Frame, scan: &Scan) -> Result<(), DecodeError> {
        for &(component, dc, ac) in &scan.components {
            if !self.has_quantization.get(frame.components[component].quantization_table).is_some_and(|&has| has) {
                return Err(broken("a quantization table is missing"));
            }
            let needs_dc = !frame.is_progressive || scan.spectral_start == 0 && !scan.is_refinement;
            let needs_ac = !frame.is_progressive || scan.spectral_start > 0;
            for (kind, number, needed) in [(0, dc, needs_dc), (1, ac, needs_ac)] {
                match self.huffman[kind].get(number) {
                    _ if !needed => {}
                    Some(Some(verdict)) => verdict.clone()?,
                    Some(None) if number < 2 => {}
                    _ => return Err(broken("a Huffman table is missing")),
                }
            }
        }
        Ok(())
    }
}

/// Whether the codes fit their lengths, and DC symbols their range (`jpeg_make_d_derived_tbl` in `jdhuff.c`).
fn check_codes(counts: &[u8], symbols: &[u8], is_dc: bool) -> Result<(), DecodeError> {
    let mut code = 0_u32;
    for (index, &count) in counts.iter().enumerate() {
        code += u32::from(count);
        if count > 0 && code >= 1 << (index + 1) {
            return Err(broken("a Huffman table has too many codes"));
        }
        code <<= 1;
    }
    if is_dc && symbols.iter().any(|&symbol| symbol > 15) {
        return Err(broken("a Huffman table has impossible symbols"));
    }
    Ok(())
}
