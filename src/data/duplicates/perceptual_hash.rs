//! What near-duplicates are recognised by.

/// Cells of a hash along each side.
const SIDE: usize = 16;
/// Gradient bits in which near-duplicates differ, at most, of 240.
const NEAR_BITS: u32 = 14;
/// Mean difference of the cells of near-duplicates, at most, in grey levels.
const NEAR_LEVELS: u32 = 6;
/// Difference between a picture's brightest and darkest cell above which its gradient says something, in grey levels.
const MIN_CONTRAST: u8 = 24;

/// A perceptual hash of a photograph's pixels, in a few hundred bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerceptualHash {
    /// Of all pixels.
    pub(super) digest: [u8; 32],
    /// Whether each cell is brighter than its right neighbour (Krawetz's dHash).
    gradient_bits: [u64; 4],
    /// Mean brightness of each cell.
    cells: [u8; SIDE * SIDE],
}

impl PerceptualHash {
    /// Of `height` x `width` x 3 bytes; both at least 16.
    ///
    /// # Panics
    /// If `pixels` has another length.
    #[must_use]
    pub fn of(pixels: &[u8], height: usize, width: usize) -> Self {
        assert_eq!(pixels.len(), height * width * 3, "a picture of {height} x {width} pixels");
        let mut cells = [0; SIDE * SIDE];
        for (index, cell) in cells.iter_mut().enumerate() {
            let along = |at: usize, length: usize| {
                let start = at * length / SIDE;
                start..((at + 1) * length / SIDE).max(start + 1).min(length)
            };
            let (rows, columns) = (along(index / SIDE, height), along(index % SIDE, width));
            let count = (rows.len() * columns.len()).max(1) as u32;
            let mut sum = 0;
            for row in rows {
                for pixel in pixels[(row * width + columns.start) * 3..(row * width + columns.end) * 3].chunks_exact(3)
                {
                    // Rec. 601 in thousandths.
                    let grey = 299 * u32::from(pixel[0]) + 587 * u32::from(pixel[1]) + 114 * u32::from(pixel[2]);
                    sum += grey / 1000;
                }
            }
            *cell = (sum / count) as u8;
        }
        let mut gradient_bits = [0_u64; 4];
        let pairs = cells.chunks_exact(SIDE).flat_map(|row| row.windows(2));
        for (bit, _) in pairs.enumerate().filter(|(_, pair)| pair[0] > pair[1]) {
            gradient_bits[bit / 64] |= 1 << (bit % 64);
        }
        Self { digest: *blake3::hash(pixels).as_bytes(), gradient_bits, cells }
    }

    /// Whether two pictures are near-duplicates: of nearly the same gradient and brightness. Of a picture without
    /// contrast nothing is.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let bits: u32 = self.gradient_bits.iter().zip(&other.gradient_bits).map(|(a, b)| (a ^ b).count_ones()).sum();
        if bits > NEAR_BITS {
            return false;
        }
        let levels: u32 = self.cells.iter().zip(&other.cells).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        levels <= NEAR_LEVELS * (SIDE * SIDE) as u32 && self.contrast() > MIN_CONTRAST
    }

    fn contrast(&self) -> u8 {
        self.cells.iter().max().zip(self.cells.iter().min()).map_or(0, |(max, min)| max - min)
    }
}
