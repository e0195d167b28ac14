//! Judges a JPEG as libjpeg under Pillow does, without decoding it.
//!
//! Sources: libjpeg-turbo's `jdmarker.c`, `jdinput.c`, `jdhuff.c`, `jdphuff.c`; Pillow's `JpegImagePlugin.py` and
//! `JpegDecode.c`. What libjpeg only warns of passes.

use super::{
    broken,
    colour::Colour,
    entropy::{dc_bytes, is_complete},
    frame::{Frame, Scan},
    huffman::Tables,
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
        let marker = state.read_data(&frame, &scan, &mut reader)?;
        if marker.is_none() && has_more_scans {
            return Err(truncated());
        }
        match state.next_scan(marker, &mut reader) {
            Ok(Some(next)) if has_more_scans => scan = next,
            Ok(Some(_)) => return Err(broken("it has more scans than components")),
            Ok(None) => break,
            // Behind the last scan, what is missing no longer matters, but what is wrong still does.
            Err(DecodeError::Truncated { .. }) if !has_more_scans => break,
            Err(error) => return Err(error),
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

/// What the segments so far have said.
#[derive(Debug)]
struct State {
    clean: Vec<u8>,
    frame: Option<Frame>,
    has_jfif: bool,
    adobe_transform: Option<u8>,
    restart_interval: usize,
    has_quantization: [bool; 4],
    huffman: Tables,
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
            huffman: Tables::default(),
        }
    }
}

impl State {
    fn first_scan(&mut self, reader: &mut Reader) -> Result<Scan, DecodeError> {
        let marker = reader.next_marker()?;
        self.next_scan(Some(marker), reader)?.ok_or_else(|| broken("it ends before the picture"))
    }

    /// Reads segments up to the next scan, beginning with that behind `marker`; `None` at the end of the picture
    /// (`read_markers` in `jdmarker.c`).
    fn next_scan(&mut self, marker: Option<u8>, reader: &mut Reader) -> Result<Option<Scan>, DecodeError> {
        let mut marker = match marker {
            Some(marker) => marker,
            None => reader.next_marker()?,
        };
        while marker != EOI {
            if marker == SOS {
                return self.read_scan(reader).map(Some);
            }
            self.read_segment(marker, reader)?;
            marker = reader.next_marker()?;
        }
        Ok(None)
    }

    fn read_scan(&mut self, reader: &mut Reader) -> Result<Scan, DecodeError> {
        let frame = self.frame.as_ref().ok_or_else(|| broken("a scan comes before the frame header"))?;
        let start = reader.position;
        let scan = Scan::read(frame, reader)?;
        if self.huffman.need_standard() {
            self.clean.extend(AVI1);
        }
        self.clean.extend([0xff, SOS]);
        self.clean.extend_from_slice(&reader.bytes()[start..reader.position]);
        if !frame.is_progressive {
            // What only progressive scans use is often wrong in others, and libjpeg does not look at it.
            let parameters = self.clean.len() - 3;
            self.clean[parameters..].copy_from_slice(&[0, 63, 0]);
        }
        Ok(scan)
    }

    fn read_segment(&mut self, marker: u8, reader: &mut Reader) -> Result<(), DecodeError> {
        let start = reader.position;
        match marker {
            // TEM and restarts stand alone.
            0x01 | RST0..=RST7 => return Ok(()),
            SOI => return Err(broken("a second picture starts inside it")),
            DHT => self.huffman.read(reader)?,
            DQT => self.read_quantization(reader)?,
            DRI => {
                if reader.u16()? != 4 {
                    return Err(broken("its restart interval has a wrong length"));
                }
                self.restart_interval = reader.u16()?;
            }
            0xcc => return Self::check_conditioning(reader),
            0xdc | 0xfe | 0xe0..=0xef => {
                let length = reader.length()?;
                let segment = reader.take(length)?;
                self.read_application(marker, segment);
                return Ok(());
            }
            0xc0..=0xcf => self.frame = Some(Frame::read(marker, self.frame.is_some(), reader)?),
            _ => return Err(broken(format!("unknown marker FF{marker:02X}"))),
        }
        self.clean.extend([0xff, marker]);
        self.clean.extend_from_slice(&reader.bytes()[start..reader.position]);
        Ok(())
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

    fn read_quantization(&mut self, reader: &mut Reader) -> Result<(), DecodeError> {
        let mut left = reader.length()?;
        while left > 0 {
            let info = reader.u8()?;
            let slot = self.has_quantization.get_mut(usize::from(info & 15));
            *slot.ok_or_else(|| broken("a quantization table has an impossible number"))? = true;
            let bytes = if info >> 4 == 0 { 64 } else { 128 };
            reader.take(bytes)?;
            left = left.checked_sub(bytes + 1).ok_or_else(|| broken("a quantization table has a wrong length"))?;
        }
        Ok(())
    }

    /// Whether a scan's tables are there and valid (`start_pass_huff_decoder`, `start_pass_phuff_decoder`).
    fn check_tables(&self, frame: &Frame, scan: &Scan) -> Result<(), DecodeError> {
        for component in &scan.components {
            let quantization = frame.components[component.index].quantization_table;
            if !self.has_quantization.get(quantization).is_some_and(|&has| has) {
                return Err(broken("a quantization table is missing"));
            }
            let needs_dc = !frame.is_progressive || scan.is_dc && !scan.is_refinement;
            let needs_ac = !frame.is_progressive || !scan.is_dc;
            for (tables, number, needed, is_dc) in [
                (&self.huffman.dc, component.dc_table, needs_dc, true),
                (&self.huffman.ac, component.ac_table, needs_ac, false),
            ] {
                match tables.get(number) {
                    _ if !needed => {}
                    Some(Some(table)) => table.check(is_dc)?,
                    // libjpeg has standard tables ready for baseline frames.
                    Some(None) if number < 2 && !frame.is_progressive => {}
                    _ => return Err(broken("a Huffman table is missing")),
                }
            }
        }
        Ok(())
    }

    /// Moves behind a scan's data and the marker that ends them, which is given; `None` if the file ends first.
    fn read_data(&mut self, frame: &Frame, scan: &Scan, reader: &mut Reader) -> Result<Option<u8>, DecodeError> {
        let units = frame.units(scan);
        let interval = if self.restart_interval == 0 { units } else { self.restart_interval };
        let intervals = units.div_ceil(interval);
        let last_units = units - (intervals - 1) * interval;
        let start = reader.position;
        let ScanEnd { last_interval, marker } = skip_scan(reader, intervals)?;
        let bytes = reader.bytes();
        if marker.is_none() {
            if !is_complete(bytes, last_interval, last_units, frame, scan, &self.huffman) {
                return Err(truncated());
            }
            reader.position = bytes.len();
        }
        let mut data = &bytes[start..reader.position - usize::from(marker.is_some())];
        while let [rest @ .., 0xff] = data {
            data = rest;
        }
        if frame.is_progressive && scan.is_dc && !scan.is_refinement && last_interval < start + data.len() {
            // zune-jpeg looks for the marker behind the first scan nowhere else than right behind its codes.
            let (before, last) = data.split_at(last_interval - start);
            data = &data[..before.len() + dc_bytes(last, last_units, frame, scan, &self.huffman)];
        }
        self.clean.extend_from_slice(data);
        Ok(marker)
    }

    /// Reads the segment behind the marker DAC as `get_dac` in `jdmarker.c`; nothing of it is kept.
    fn check_conditioning(reader: &mut Reader) -> Result<(), DecodeError> {
        let length = reader.length()?;
        for _ in 0..length.div_ceil(2) {
            let (index, value) = (reader.u8()?, reader.u8()?);
            if index >= 32 || index < 16 && value & 15 > value >> 4 {
                return Err(broken("its arithmetic coding has impossible parameters"));
            }
        }
        if length % 2 == 0 { Ok(()) } else { Err(broken("its arithmetic coding has parameters of a wrong length")) }
    }
}
