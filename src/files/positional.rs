//! Reads and writes at a position of a file, from many threads at once.

use std::fs::File;
use std::io;

/// Reads what there is from `position` on, at most `out`; 0 bytes only at the file's end.
///
/// # Errors
/// The system's.
#[cfg(unix)]
pub fn read_at(file: &File, out: &mut [u8], position: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, out, position)
}

/// Reads what there is from `position` on, at most `out`; 0 bytes only at the file's end.
///
/// # Errors
/// The system's.
#[cfg(windows)]
pub fn read_at(file: &File, out: &mut [u8], position: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, out, position)
}

/// Fills `out` from `position` on.
///
/// # Errors
/// The system's, or that the file ends before.
#[cfg(unix)]
pub fn read_exact_at(file: &File, out: &mut [u8], position: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, position)
}

/// Fills `out` from `position` on.
///
/// # Errors
/// The system's, or that the file ends before.
#[cfg(windows)]
pub fn read_exact_at(file: &File, mut out: &mut [u8], mut position: u64) -> io::Result<()> {
    while !out.is_empty() {
        match read_at(file, out, position)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                out = &mut out[count..];
                position += count as u64;
            }
        }
    }
    Ok(())
}

/// Writes all `bytes` from `position` on.
///
/// # Errors
/// The system's.
#[cfg(unix)]
pub fn write_all_at(file: &File, bytes: &[u8], position: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, position)
}

/// Writes all `bytes` from `position` on.
///
/// # Errors
/// The system's.
#[cfg(windows)]
pub fn write_all_at(file: &File, mut bytes: &[u8], mut position: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_write(file, bytes, position)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            count => {
                bytes = &bytes[count..];
                position += count as u64;
            }
        }
    }
    Ok(())
}
