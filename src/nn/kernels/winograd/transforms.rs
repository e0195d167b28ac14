//! The transformations of kernels, inputs, outputs, and of their gradients.

#![expect(clippy::needless_range_loop, reason = "columns of an array of rows")]

use super::super::conv::Geometry;
use super::super::lanes::Lanes;
use super::{POINTS, Place, SIDE, TILE};

/// Three weights of a row or column give six values.
const KERNEL: [[f64; 3]; SIDE] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];

/// How much the weight at a place of a kernel, 0 to 8 row by row, contributes to the transformed kernel's value at a point.
fn share(point: usize, place: usize) -> f32 {
    (KERNEL[point / SIDE][place / 3] * KERNEL[point % SIDE][place % 3]) as f32
}

/// How much each of a kernel's weights, row by row, contributes to the transformed kernel's value at a point, 0 to 35.
#[must_use]
pub fn kernel_share(point: usize) -> [f32; 9] {
    std::array::from_fn(|place| share(point, place))
}

/// How much the gradient at each point contributes to that of a kernel's weight, 0 to 8 row by row.
#[must_use]
pub fn kernel_gradient_share(place: usize) -> [f32; POINTS] {
    std::array::from_fn(|point| share(point, place))
}

/// The factors of the transformations.
static FACTORS: [f32; 7] = [-1.0, 2.0, -2.0, 4.0, -4.0, -5.0, 8.0];

/// [`FACTORS`], each in all lanes of a register.
struct Factors<L> {
    minus_one: L,
    two: L,
    minus_two: L,
    four: L,
    minus_four: L,
    minus_five: L,
    eight: L,
}

impl<L: Lanes> Factors<L> {
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    unsafe fn new() -> Self {
        // SAFETY: the caller guarantees the instructions; each reads one float of the list.
        let [minus_one, two, minus_two, four, minus_four, minus_five, eight] =
            std::array::from_fn(|i| unsafe { L::splat(FACTORS[i..].as_ptr()) });
        Self { minus_one, two, minus_two, four, minus_four, minus_five, eight }
    }

    /// Six inputs of a row or column.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    unsafe fn inputs(&self, d: [L; SIDE]) -> [L; SIDE] {
        // SAFETY: the caller guarantees the instructions.
        unsafe {
            let (a, b) = (d[4].fma(self.minus_four, d[2]), d[3].fma(self.minus_four, d[1]));
            let (c, e) = (d[4].fma(self.minus_one, d[2]), d[3].fma(self.minus_one, d[1]));
            [
                d[4].fma(self.minus_five, d[2]).fma(self.four, d[0]),
                a.add(b),
                a.fma(self.minus_one, b),
                c.fma(self.two, e),
                c.fma(self.minus_two, e),
                d[5].fma(self.minus_five, d[3]).fma(self.four, d[1]),
            ]
        }
    }

    /// Six sums to four outputs of a row or column.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    unsafe fn outputs(&self, m: [L; SIDE]) -> [L; TILE] {
        // SAFETY: the caller guarantees the instructions.
        unsafe {
            let (p, q) = (m[1].add(m[2]), m[1].fma(self.minus_one, m[2]));
            let (r, s) = (m[3].add(m[4]), m[3].fma(self.minus_one, m[4]));
            [m[0].add(p).add(r), q.fma(self.two, s), p.fma(self.four, r), q.fma(self.eight, s).add(m[5])]
        }
    }

    /// Gradients of four outputs of a row or column to those of the six sums.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    unsafe fn output_gradients(&self, d: [L; TILE]) -> [L; SIDE] {
        // SAFETY: the caller guarantees the instructions.
        unsafe {
            let (even, odd) = (d[0].add(d[2]), d[1].add(d[3]));
            let far = d[0].fma(self.four, d[2]);
            let further = L::zero().fma(self.two, d[1]).fma(self.eight, d[3]);
            [
                d[0],
                even.add(odd),
                even.fma(self.minus_one, odd),
                far.add(further),
                far.fma(self.minus_one, further),
                d[3],
            ]
        }
    }
}

/// Transforms the inputs of a tile: channel `c` of point `p` goes to `to[p * pitch + c]`. Pixels outside the picture are
/// zero, as in `zeros`.
///
/// # Safety
/// The processor supports the instructions of `L`, whose width divides the channels; `to` is writable at all points and channels.
#[inline(always)]
pub unsafe fn inputs<L: Lanes>(g: &Geometry, x: &[f32], zeros: &[f32], place: Place, to: *mut f32, pitch: usize) {
    let channels = g.channels();
    let picture = &x[place.picture * g.input_len()..][..g.input_len()];
    let zeros = zeros[..channels].as_ptr();
    let pixels: [*const f32; POINTS] = std::array::from_fn(|i| {
        let (row, column) = (place.row + i / SIDE, place.column + i % SIDE);
        let is_inside = row < g.height() && column < g.width();
        if is_inside { picture[(row * g.width() + column) * channels..][..channels].as_ptr() } else { zeros }
    });
    // SAFETY: each pixel has `channels` floats; the caller guarantees the instructions and the room.
    unsafe {
        let factors = Factors::<L>::new();
        for c in (0..channels).step_by(L::N) {
            let mut lines = [[L::zero(); SIDE]; SIDE];
            for (i, line) in lines.iter_mut().enumerate() {
                *line = factors.inputs(std::array::from_fn(|j| L::load(pixels[i * SIDE + j].add(c))));
            }
            for j in 0..SIDE {
                let column = factors.inputs(std::array::from_fn(|i| lines[i][j]));
                for (i, value) in column.into_iter().enumerate() {
                    value.store(to.add((i * SIDE + j) * pitch + c));
                }
            }
        }
    }
}

/// The 4x4 outputs of the sums of filters `f..f + L::N`, of which those of point `p` are at `sums[p * pitch]`.
///
/// # Safety
/// The processor supports the instructions of `L`; a register is readable at all points.
#[inline(always)]
pub unsafe fn outputs<L: Lanes>(sums: *const f32, pitch: usize) -> [[L; TILE]; TILE] {
    // SAFETY: the caller guarantees the instructions, and that the points are readable.
    unsafe {
        let factors = Factors::<L>::new();
        let mut lines = [[L::zero(); SIDE]; TILE];
        for j in 0..SIDE {
            let column = factors.outputs(std::array::from_fn(|i| L::load(sums.add((i * SIDE + j) * pitch))));
            for (line, value) in lines.iter_mut().zip(column) {
                line[j] = value;
            }
        }
        [factors.outputs(lines[0]), factors.outputs(lines[1]), factors.outputs(lines[2]), factors.outputs(lines[3])]
    }
}

/// Transforms the gradient of 4x4 outputs, of which `pixels` are the first of `channels` floats each: channel `c` of point `p` goes
/// to `to[p * pitch + c]`.
///
/// # Safety
/// The processor supports the instructions of `L`, whose width divides `channels`; all pixels are readable, and `to` is writable at all
/// points and channels.
#[inline(always)]
pub unsafe fn output_gradients<L: Lanes>(
    pixels: &[*const f32; TILE * TILE],
    channels: usize,
    to: *mut f32,
    pitch: usize,
) {
    // SAFETY: the caller guarantees the instructions, the pixels and the room.
    unsafe {
        let factors = Factors::<L>::new();
        for c in (0..channels).step_by(L::N) {
            let mut lines = [[L::zero(); SIDE]; TILE];
            for (i, line) in lines.iter_mut().enumerate() {
                *line = factors.output_gradients(std::array::from_fn(|j| L::load(pixels[i * TILE + j].add(c))));
            }
            for j in 0..SIDE {
                let column = factors.output_gradients(std::array::from_fn(|i| lines[i][j]));
                for (i, value) in column.into_iter().enumerate() {
                    value.store(to.add((i * SIDE + j) * pitch + c));
                }
            }
        }
    }
}
