//! JPEG, decoded by libjpeg-turbo as in Pillow (`JpegDecode.c`): damage that libjpeg recovers from is accepted, data
//! that end too early are refused.

use std::any::Any;
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use mozjpeg::{ColorSpace, Decompress};

use super::pixels::{over_white, rgb_from_inverted_cmyk};
use super::{DecodeError, Format, Picture, within_limits};
use crate::memory::OutOfMemory;

/// How the mozjpeg crate begins the message of an error of libjpeg's.
const ERROR_PREFIX: &str = "libjpeg fatal error: ";
/// How libjpeg begins the message of missing memory (`JERR_OUT_OF_MEMORY`).
const NO_MEMORY: &str = "Insufficient memory";
/// Of a coefficient, of which a picture in several scans has one for each sample.
const COEFFICIENT_BYTES: usize = 2;

/// Decodes a JPEG to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let state = State::default();
    let run = || {
        let header = read_header(bytes, &state)?;
        let (width, height) = header.size();
        within_limits(width as u64, height as u64, || {
            let components = header.components().len();
            let samples = read_samples(header, &state)?;
            let rgb = if components == 4 { rgb_from_inverted_cmyk(&samples) } else { over_white(samples, components) };
            Ok(Picture { height, width, rgb })
        })
    };
    catch_errors(run, &state)
}

/// The samples of a part of a TIFF, whose size is known: gray, RGB or CMYK.
pub(super) fn samples(bytes: &[u8], width: usize, height: usize, components: usize) -> Result<Vec<u8>, DecodeError> {
    let state = State::default();
    let run = || {
        let header = read_header(bytes, &state)?;
        if header.size() != (width, height) || header.components().len() != components {
            return Err(broken("a part of it has another size"));
        }
        read_samples(header, &state)
    };
    catch_errors(run, &state)
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    let state = State::default();
    catch_errors(|| read_header(bytes, &state).map(|header| (header.height(), header.width())), &state)
}

/// What is known when libjpeg gives up.
#[derive(Debug, Default)]
struct State {
    /// Whether libjpeg has asked for bytes behind the file's end.
    has_ended: Cell<bool>,
    /// The memory that libjpeg may take.
    bytes: Cell<usize>,
}

fn read_header<'a>(bytes: &'a [u8], state: &'a State) -> Result<Decompress<Input<'a>>, DecodeError> {
    let input = Input { rest: bytes, has_ended: &state.has_ended };
    Decompress::builder().from_reader(input).map_err(|_| broken("it holds no picture"))
}

fn read_samples(header: Decompress<Input>, state: &State) -> Result<Vec<u8>, DecodeError> {
    let components = header.components().len();
    state.bytes.set(COEFFICIENT_BYTES * header.width() * header.height() * components);
    let space = match components {
        1 => ColorSpace::JCS_GRAYSCALE,
        3 => ColorSpace::JCS_RGB,
        4 => ColorSpace::JCS_CMYK,
        _ => return Err(DecodeError::NotSupported { what: format!("JPEG with {components} components") }),
    };
    let failed = |error: io::Error| broken(&error.to_string());
    let mut decoder = header.to_colorspace(space).map_err(failed)?;
    let bytes = decoder.min_flat_buffer_size();
    let samples: Vec<u8> = decoder.read_scanlines().map_err(|error| match error.kind() {
        io::ErrorKind::OutOfMemory => OutOfMemory { bytes }.into(),
        _ => failed(error),
    })?;
    // Behind the last row nothing is missed, but an error is one.
    if let Err(error) = catch_unwind(AssertUnwindSafe(|| decoder.finish()))
        && !state.has_ended.get()
    {
        resume_unwind(error);
    }
    Ok(samples)
}

/// Runs what calls libjpeg, whose errors unwind.
fn catch_errors<T>(run: impl FnOnce() -> Result<T, DecodeError>, state: &State) -> Result<T, DecodeError> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result,
        Err(error) if error.is::<OutOfMemory>() => resume_unwind(error),
        Err(_) if state.has_ended.get() => Err(DecodeError::Truncated { format: Format::Jpeg.name() }),
        Err(error) => Err(match message(error).trim() {
            text if text.starts_with(NO_MEMORY) => OutOfMemory { bytes: state.bytes.get() }.into(),
            text => broken(text),
        }),
    }
}

/// What libjpeg said; any other panic goes on.
fn message(error: Box<dyn Any + Send>) -> String {
    match error.downcast_ref::<String>().and_then(|text| text.strip_prefix(ERROR_PREFIX)) {
        Some(message) => message.to_owned(),
        None => resume_unwind(error),
    }
}

fn broken(reason: &str) -> DecodeError {
    DecodeError::Broken { format: Format::Jpeg.name(), reason: reason.to_owned() }
}

/// The file's bytes; where libjpeg asks for more, an error, for Pillow refuses such files.
struct Input<'a> {
    rest: &'a [u8],
    has_ended: &'a Cell<bool>,
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.rest.is_empty() {
            self.has_ended.set(true);
            return Err(io::ErrorKind::Other.into());
        }
        Ok(self.rest)
    }

    fn consume(&mut self, count: usize) {
        self.rest = &self.rest[count..];
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
