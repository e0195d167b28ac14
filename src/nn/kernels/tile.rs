//! The register tile that every product of this network uses.
//!
//! ```text
//!                        panel: `V` registers of columns, one row per step
//!                        ┌────────────────────┐
//!                  step  │ p0    p1   ...  pV │  loaded once per step
//!                   │    └────────────────────┘
//!                   ▼         x    x       x
//!   row 0   a ──────────▶ ┌────────────────────┐
//!   row 1   a ──────────▶ │  R x V registers   │  acc[r][v] += broadcast(a[r]) * p[v]
//!    ...                  │  kept in registers │
//!   row R-1 a ──────────▶ │  for the whole sum │
//!                         └────────────────────┘
//! ```
//!
//! `R x V` is chosen so that the accumulators, a row of the panel and one broadcast fill the register file. A panel is
//! a block of columns of the right-hand matrix, as in BLIS. A row is a pointer; its values lie at the same offsets for
//! every row, so one [`Walk`] (pictures of runs of steps) describes them all:
//!
//! | product              | a row is                   | a run is            | a step is         | the panel is        |
//! |----------------------|----------------------------|---------------------|-------------------|---------------------|
//! | convolution          | an output pixel's window   | a kernel row        | (kw, channel)     | the weights         |
//! | its input gradient   | the same, over padded grad | a kernel row        | (kw, channel)     | the weights, flipped|
//! | its weight gradient  | a weight (kh, kw, channel) | a row of pixels     | a pixel           | the gradient        |
//! | dense layer          | a sample                   | all                 | an input          | the weights         |
//! | its weight gradient  | an input                   | all                 | a sample          | the gradient        |
//! | its input gradient   | an input's weights         | all                 | a unit            | gradient, transposed|
//!
//! Rows beyond the last one repeat it and are not stored. Columns are padded with zeros to whole registers.

use super::lanes::Lanes;

/// The offsets at which rows and panel are read: `pictures` times `runs` times `steps`, with distances in floats.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    pub pictures: usize,
    pub runs: usize,
    pub steps: usize,
    pub row_picture: usize,
    pub row_run: usize,
    pub row_step: usize,
    pub panel_picture: usize,
    pub panel_run: usize,
    pub panel_step: usize,
}

impl Walk {
    /// The walk over `steps` that lie so far apart in rows and panel.
    pub fn of_steps(steps: usize, row_step: usize, panel_step: usize) -> Self {
        Self {
            pictures: 1,
            runs: 1,
            steps,
            row_picture: 0,
            row_run: 0,
            row_step,
            panel_picture: 0,
            panel_run: 0,
            panel_step,
        }
    }
}

/// `acc[r][v] += sum over the walk of rows[r][..] * panel[..][v]`
///
/// # Safety
/// The processor supports the instructions of `L`; every row and the panel are valid over the whole walk.
#[inline(always)]
pub(super) unsafe fn accumulate<L: Lanes, const R: usize, const V: usize>(
    acc: [[L; V]; R],
    rows: &[*const f32; R],
    panel: *const f32,
    walk: Walk,
) -> [[L; V]; R] {
    // SAFETY: the caller upholds the contract.
    unsafe { accumulate_columns::<L, R, V, false>(acc, rows, panel, walk) }
}

/// As [`accumulate`]; with `HALF`, only the lower half of the last column of registers is computed.
///
/// # Safety
/// As of [`accumulate`].
#[inline(always)]
pub(super) unsafe fn accumulate_columns<L: Lanes, const R: usize, const V: usize, const HALF: bool>(
    mut acc: [[L; V]; R],
    rows: &[*const f32; R],
    panel: *const f32,
    walk: Walk,
) -> [[L; V]; R] {
    for picture in 0..walk.pictures {
        for run in 0..walk.runs {
            let mut offset = picture * walk.row_picture + run * walk.row_run;
            let mut at = picture * walk.panel_picture + run * walk.panel_run;
            for _ in 0..walk.steps {
                // SAFETY: inside the walk, over which the caller guarantees validity.
                unsafe {
                    let mut columns = [L::zero(); V];
                    for (v, column) in columns.iter_mut().enumerate() {
                        *column = L::load(panel.add(at + v * L::N));
                    }
                    for r in 0..R {
                        let value = L::splat(rows[r].add(offset));
                        for v in 0..V {
                            let is_half = HALF && v + 1 == V;
                            let (sum, column) = (acc[r][v], columns[v]);
                            acc[r][v] = if is_half { sum.fma_half(value, column) } else { sum.fma(value, column) };
                        }
                    }
                }
                offset += walk.row_step;
                at += walk.panel_step;
            }
        }
    }
    acc
}

/// Reads a tile of accumulators: row `r` from `from + r * pitch`.
///
/// # Safety
/// The processor supports the instructions of `L`; `V * L::N` floats are readable at each row.
#[inline(always)]
pub(super) unsafe fn read<L: Lanes, const R: usize, const V: usize>(
    from: *const f32,
    pitch: usize,
    count: usize,
) -> [[L; V]; R] {
    // SAFETY: the caller guarantees that the rows are readable; rows beyond `count` repeat the last one.
    unsafe {
        let mut acc = [[L::zero(); V]; R];
        for (r, row) in acc.iter_mut().enumerate() {
            for (v, value) in row.iter_mut().enumerate() {
                *value = L::load(from.add(r.min(count - 1) * pitch + v * L::N));
            }
        }
        acc
    }
}

/// As [`read`] of the first `columns` floats of each row; those after them are unspecified. With `HALF`, as [`accumulate_columns`].
///
/// # Safety
/// The processor supports the instructions of `L`; `columns` floats are readable at each row.
#[inline(always)]
pub(super) unsafe fn read_columns<L: Lanes, const R: usize, const V: usize, const HALF: bool>(
    from: *const f32,
    pitch: usize,
    count: usize,
    columns: usize,
) -> [[L; V]; R] {
    // SAFETY: the caller guarantees that the rows are readable; `line` holds any panel's width.
    unsafe {
        if columns == V * L::N {
            return read(from, pitch, count);
        }
        let mut acc = [[L::zero(); V]; R];
        for (r, row) in acc.iter_mut().enumerate().take(count) {
            let from = from.add(r * pitch);
            let mut line = [0.0f32; 64];
            let is_half = HALF && columns == V * L::N - L::N / 2;
            if !is_half {
                std::ptr::copy_nonoverlapping(from, line.as_mut_ptr(), columns);
            }
            for (v, value) in row.iter_mut().enumerate() {
                *value = match (is_half, v + 1 == V) {
                    (true, true) => L::load_half(from.add(v * L::N)),
                    (true, false) => L::load(from.add(v * L::N)),
                    (false, _) => L::load(line.as_ptr().add(v * L::N)),
                };
            }
        }
        acc
    }
}

/// Writes the first `count` rows of a tile, the first `columns` floats of each.
///
/// # Safety
/// The processor supports the instructions of `L`; `columns` floats are writable at each row.
#[inline(always)]
pub(super) unsafe fn write<L: Lanes, const R: usize, const V: usize>(
    acc: [[L; V]; R],
    to: *mut f32,
    pitch: usize,
    count: usize,
    columns: usize,
) {
    // SAFETY: the caller upholds the contract.
    unsafe { write_columns::<L, R, V, false>(acc, to, pitch, count, columns) }
}

/// As [`write()`]; with `HALF`, as [`accumulate_columns`].
///
/// # Safety
/// As of [`write()`].
#[inline(always)]
pub(super) unsafe fn write_columns<L: Lanes, const R: usize, const V: usize, const HALF: bool>(
    acc: [[L; V]; R],
    to: *mut f32,
    pitch: usize,
    count: usize,
    columns: usize,
) {
    // SAFETY: the caller guarantees that the rows are writable; `line` holds any panel's width.
    unsafe {
        if columns >= V * L::N || HALF && columns == V * L::N - L::N / 2 {
            for (r, row) in acc.iter().enumerate() {
                if r < count {
                    for (v, value) in row.iter().enumerate() {
                        let to = to.add(r * pitch + v * L::N);
                        if HALF && v + 1 == V { value.store_half(to) } else { value.store(to) }
                    }
                }
            }
        } else {
            let mut line = [0.0f32; 64];
            for (r, row) in acc.iter().enumerate().take(count) {
                for (v, value) in row.iter().enumerate() {
                    value.store(line.as_mut_ptr().add(v * L::N));
                }
                std::ptr::copy_nonoverlapping(line.as_ptr(), to.add(r * pitch), columns);
            }
        }
    }
}

/// The width in registers of a tile for so many columns: of those with the least padding three, whose tiles of seven rows leave
/// none of the pixels of 7, 14, 28 or 56 columns over, or else the widest.
pub(super) fn registers_wide<L: Lanes>(columns: usize) -> usize {
    let widest: usize = if L::N == 16 { 4 } else { 2 };
    let padded = |v: usize| columns.next_multiple_of(v * L::N);
    (1..=widest).min_by_key(|&v| (padded(v), v != 3, widest - v)).unwrap_or(widest)
}

/// Calls `$body` with the tile shape (`R` rows, `V` registers) for a panel `$v` registers wide.
macro_rules! with_tile_shape {
    ($lanes:ident, $v:expr, |$r:ident, $w:ident| $body:expr) => {
        match ($lanes::N, $v) {
            (16, 4) => {
                const $r: usize = 6;
                const $w: usize = 4;
                $body
            }
            (16, 3) => {
                const $r: usize = 8;
                const $w: usize = 3;
                $body
            }
            (16, 2) => {
                const $r: usize = 12;
                const $w: usize = 2;
                $body
            }
            (_, 2) => {
                const $r: usize = 6;
                const $w: usize = 2;
                $body
            }
            _ => {
                const $r: usize = 12;
                const $w: usize = 1;
                $body
            }
        }
    };
}
pub(super) use with_tile_shape;
