//! Moves a picture's pixels along an affine map, as `scipy.ndimage.affine_transform` of order 1 does.

use std::ops::Range;

use crate::config::FillMode;

/// How far inside the picture a coordinate must be to need no check, in pixels; far above the rounding of the fixed-point
/// steps.
const MARGIN: f64 = 1e-4;

/// Fixed-point coordinates have 32 bits after the point.
const ONE: f64 = 4_294_967_296.0;

/// Where a picture is sampled, and how it continues beyond its edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Warp {
    /// From the output's (row, column, 1) to the input's.
    pub matrix: [[f64; 3]; 3],
    /// How it continues beyond the edge.
    pub fill_mode: FillMode,
    /// The grey level beyond the edge where `fill_mode` is `Constant`.
    pub cval: f64,
}

impl Warp {
    /// Samples `pixels` (RGB bytes, of this height and width) bilinearly into `out` (grey levels 0..255, of its own size).
    pub fn apply(&self, pixels: &[u8], (height, width): (usize, usize), size: (usize, usize), out: &mut [f32]) {
        let source = Source::new(pixels, height, width);
        let out_width = size.1;
        let [down, right] = [self.matrix[0], self.matrix[1]];
        for (row, line) in out.chunks_exact_mut(out_width * 3).enumerate() {
            let line = line.as_chunks_mut::<3>().0;
            let rows = Coordinates { start: down[2] + row as f64 * down[0], step: down[1] };
            let columns = Coordinates { start: right[2] + row as f64 * right[0], step: right[1] };
            let inside = intersection(rows.inside(height, out_width), columns.inside(width, out_width));
            source.sample_inside(rows, columns, inside.start, &mut line[inside.clone()]);
            for column in (0..inside.start).chain(inside.end..out_width) {
                line[column] = self.at(&source, rows.at(column), columns.at(column));
            }
        }
    }

    /// The value at any coordinate, inside the picture or beyond its edge.
    fn at(&self, source: &Source, row: f64, column: f64) -> [f32; 3] {
        let (last_row, last_column) = ((source.height - 1) as f64, (source.width - 1) as f64);
        match self.fill_mode {
            FillMode::Nearest => source.bilinear(row, column),
            FillMode::Constant if (0.0..=last_row).contains(&row) && (0.0..=last_column).contains(&column) => {
                source.bilinear(row, column)
            }
            FillMode::Constant => [self.cval as f32; 3],
            FillMode::Reflect => source.bilinear(reflected(row, last_row), reflected(column, last_column)),
            FillMode::Wrap => source.bilinear(wrapped(row, last_row), wrapped(column, last_column)),
        }
    }
}

/// One coordinate of the input along a line of the output.
#[derive(Debug, Clone, Copy)]
struct Coordinates {
    start: f64,
    step: f64,
}

impl Coordinates {
    fn at(self, column: usize) -> f64 {
        self.start + column as f64 * self.step
    }

    /// The range of the output's `columns` in which the coordinate lies between two pixels of the input's `side`.
    fn inside(self, side: usize, columns: usize) -> Range<usize> {
        let (low, high) = (MARGIN, (side - 1) as f64 - MARGIN);
        if high <= low {
            return 0..0;
        }
        if self.step == 0.0 {
            return if (low..high).contains(&self.start) { 0..columns } else { 0..0 };
        }
        let (a, b) = ((low - self.start) / self.step, (high - self.start) / self.step);
        // Casts saturate, and make 0 of NaN.
        let (first, past) = (a.min(b).ceil() as usize, a.max(b).ceil() as usize);
        first.min(columns)..past.min(columns)
    }

    /// The coordinate at a column and the step to the next, in fixed point.
    fn fixed(self, column: usize) -> (i64, i64) {
        ((self.at(column) * ONE) as i64, (self.step * ONE) as i64)
    }
}

fn intersection(a: Range<usize>, b: Range<usize>) -> Range<usize> {
    let start = a.start.max(b.start);
    start..a.end.min(b.end).max(start)
}

/// A picture to sample from, as numbers, and four to a pixel so that a pixel is one vector register.
struct Source {
    pixels: Vec<[f32; 4]>,
    height: usize,
    width: usize,
}

impl Source {
    fn new(pixels: &[u8], height: usize, width: usize) -> Self {
        let pixels = pixels.as_chunks::<3>().0[..height * width].iter();
        let pixels = pixels.map(|&[r, g, b]| [f32::from(r), f32::from(g), f32::from(b), 0.0]).collect();
        Self { pixels, height, width }
    }

    /// Samples along a line, from the output's column `first` on, where all coordinates are inside the picture.
    fn sample_inside(&self, rows: Coordinates, columns: Coordinates, first: usize, line: &mut [[f32; 3]]) {
        let ((mut row, row_step), (mut column, column_step)) = (rows.fixed(first), columns.fixed(first));
        let width = self.width;
        for pixel in line {
            let at = (row >> 32) as usize * width + (column >> 32) as usize;
            let quad = &self.pixels[at..at + width + 2];
            *pixel = mixed([&quad[0], &quad[1], &quad[width], &quad[width + 1]], fraction(row), fraction(column));
            row = row.wrapping_add(row_step);
            column = column.wrapping_add(column_step);
        }
    }

    /// The value at a coordinate; beyond the edge, that of the edge.
    fn bilinear(&self, row: f64, column: f64) -> [f32; 3] {
        let (top, down) = whole_and_part(row, self.height);
        let (left, right) = whole_and_part(column, self.width);
        let below = if top + 1 < self.height { self.width } else { 0 };
        let beside = usize::from(left + 1 < self.width);
        let at = top * self.width + left;
        mixed([at, at + beside, at + below, at + below + beside].map(|at| &self.pixels[at]), down, right)
    }
}

/// The value between four pixels: top left and right, bottom left and right.
#[inline]
fn mixed([a, b, c, d]: [&[f32; 4]; 4], down: f32, right: f32) -> [f32; 3] {
    let (up, left) = (1.0 - down, 1.0 - right);
    let (wa, wb, wc, wd) = (up * left, up * right, down * left, down * right);
    let [r, g, b, _]: [f32; 4] = std::array::from_fn(|k| a[k] * wa + b[k] * wb + c[k] * wc + d[k] * wd);
    [r, g, b]
}

/// The part after the point of a fixed-point coordinate.
fn fraction(coordinate: i64) -> f32 {
    // 24 bits are all that an f32 holds, and a positive i32 converts in one instruction.
    const SCALE: f32 = 1.0 / (1 << 24) as f32;
    (coordinate as u32 >> 8) as i32 as f32 * SCALE
}

/// A coordinate's pixel and the fraction of the way to the next one.
fn whole_and_part(coordinate: f64, side: usize) -> (usize, f32) {
    let coordinate = coordinate.max(0.0).min((side - 1) as f64);
    let whole = coordinate as u32;
    (whole as usize, (coordinate - f64::from(whole)) as f32)
}

/// The coordinate in a picture mirrored at its edges, each edge pixel twice.
fn reflected(coordinate: f64, last: f64) -> f64 {
    let period = 2.0 * (last + 1.0);
    let along = (coordinate + 0.5).rem_euclid(period);
    along.min(period - along) - 0.5
}

/// The coordinate in a picture repeated with its last pixel on its first, as scipy's `wrap` has it.
fn wrapped(coordinate: f64, last: f64) -> f64 {
    if last == 0.0 {
        0.0
    } else if coordinate < 0.0 {
        coordinate + last * ((-coordinate / last).trunc() + 1.0)
    } else if coordinate > last {
        coordinate - last * (coordinate / last).trunc()
    } else {
        coordinate
    }
}
