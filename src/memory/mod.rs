//! The machine's memory: how much there is, and allocations whose failure is an error instead of the process's end.

mod allocate;
mod machine;

pub use allocate::{
    OutOfMemory, caught, collected, ensure_available, filled, or_unwind, resized, with_capacity, zeros,
};
pub use machine::MachineMemory;

/// A size in words: `1.5 GB`, in units of a thousand.
#[must_use]
pub fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    let (value, unit) = match bytes {
        0.0..1e6 => (bytes / 1e3, "kB"),
        1e6..1e9 => (bytes / 1e6, "MB"),
        1e9..1e12 => (bytes / 1e9, "GB"),
        _ => (bytes / 1e12, "TB"),
    };
    format!("{value:.1} {unit}")
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_written_in_units_of_a_thousand() {
        let written = [0, 999, 15_000_000, 1_499_000_000, 24_000_000_000, 7_000_000_000_000].map(size);
        assert_eq!(written, ["0.0 kB", "1.0 kB", "15.0 MB", "1.5 GB", "24.0 GB", "7.0 TB"]);
    }
}
