//! JPEGs of all samplings and orders of scans, drawn block by block.

use super::{DecodeError, decode, position, with};
use crate::data::Picture;

/// A component: how many of its blocks lie where the picture's smallest unit lies, across and down, and each block's
/// value.
struct Component {
    sampling: (usize, usize),
    blocks: Vec<u8>,
}

/// A baseline JPEG whose blocks are each of one value.
struct Blocks {
    /// Units across and down.
    units: (usize, usize),
    components: Vec<Component>,
    /// The components of each scan.
    scans: Vec<Vec<usize>>,
    /// Units between restarts; 0 for none.
    restart_interval: usize,
}

impl Blocks {
    fn largest_sampling(&self) -> (usize, usize) {
        let samplings = || self.components.iter().map(|component| component.sampling);
        (samplings().map(|s| s.0).max().unwrap(), samplings().map(|s| s.1).max().unwrap())
    }

    fn size(&self) -> (usize, usize) {
        let (across, down) = self.largest_sampling();
        (8 * across * self.units.0, 8 * down * self.units.1)
    }

    fn bytes(&self) -> Vec<u8> {
        let (width, height) = self.size();
        let mut bytes = vec![0xff, 0xd8];
        // Quantization by 1, so that a block's first coefficient is eight times its distance from 128.
        bytes.extend([0xff, 0xdb, 0, 67, 0]);
        bytes.extend([1; 64]);
        let frame_length = 8 + 3 * self.components.len();
        bytes.extend([0xff, 0xc0, 0, frame_length as u8, 8]);
        bytes.extend([(height >> 8) as u8, height as u8, (width >> 8) as u8, width as u8]);
        bytes.push(self.components.len() as u8);
        for (number, component) in (1..).zip(&self.components) {
            bytes.extend([number, (component.sampling.0 << 4 | component.sampling.1) as u8, 0]);
        }
        // Twelve lengths of differences, each a code of four bits; the end of a block is one bit, 0.
        bytes.extend([0xff, 0xc4, 0, 31, 0]);
        bytes.extend([0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(0..12);
        bytes.extend([0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        if self.restart_interval > 0 {
            bytes.extend([0xff, 0xdd, 0, 4, (self.restart_interval >> 8) as u8, self.restart_interval as u8]);
        }
        for scan in &self.scans {
            bytes.extend([0xff, 0xda, 0, 6 + 2 * scan.len() as u8, scan.len() as u8]);
            for component in scan {
                bytes.extend([*component as u8 + 1, 0]);
            }
            bytes.extend([0, 63, 0]);
            bytes.extend(self.scan_data(scan));
        }
        bytes.extend([0xff, 0xd9]);
        bytes
    }

    fn scan_data(&self, scan: &[usize]) -> Vec<u8> {
        let mut bits = Bits::default();
        let mut before = vec![0; self.components.len()];
        // A scan of one component goes through its blocks row by row, another through the units.
        let alone = match scan {
            [component] => Some(&self.components[*component]),
            _ => None,
        };
        let blocks_across = |component: &Component| self.units.0 * component.sampling.0;
        let count = alone.map_or(self.units.0 * self.units.1, |component| component.blocks.len());
        for unit in 0..count {
            if self.restart_interval > 0 && unit > 0 && unit % self.restart_interval == 0 {
                bits.restart((unit / self.restart_interval - 1) % 8);
                before.fill(0);
            }
            for &number in scan {
                let component = &self.components[number];
                let (across, down) = if alone.is_some() { (1, 1) } else { component.sampling };
                for (row, column) in (0..down).flat_map(|row| (0..across).map(move |column| (row, column))) {
                    let block = if alone.is_some() {
                        unit
                    } else {
                        let (x, y) = (unit % self.units.0, unit / self.units.0);
                        (y * down + row) * blocks_across(component) + x * across + column
                    };
                    let value = 8 * (i32::from(component.blocks[block]) - 128);
                    bits.block(value - before[number]);
                    before[number] = value;
                }
            }
        }
        bits.padded()
    }

    /// JFIF's RGB of the values, without smoothing.
    fn expected(&self, x: usize, y: usize) -> [f32; 3] {
        let (across, down) = self.largest_sampling();
        let values: Vec<f32> = self
            .components
            .iter()
            .map(|component| {
                let (column, row) = (x * component.sampling.0 / (8 * across), y * component.sampling.1 / (8 * down));
                f32::from(component.blocks[row * self.units.0 * component.sampling.0 + column])
            })
            .collect();
        let [luma, blue, red] = values[..] else { return [values[0]; 3] };
        let (blue, red) = (blue - 128.0, red - 128.0);
        [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue]
    }

    fn assert_shown_by(&self, picture: &Picture) {
        assert_eq!((picture.width, picture.height), self.size());
        for (pixel, index) in picture.rgb.chunks_exact(3).zip(0..) {
            let expected = self.expected(index % picture.width, index / picture.width);
            for (value, expected) in pixel.iter().zip(expected) {
                assert!((f32::from(*value) - expected).abs() < 2.0, "pixel {index}: {value}, not {expected}");
            }
        }
    }
}

/// Bits from the highest on; behind each byte of ones stands one of zeros.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    waiting: Vec<bool>,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        for place in (0..count).rev() {
            self.waiting.push(value >> place & 1 == 1);
            if self.waiting.len() == 8 {
                let byte = self.waiting.drain(..).fold(0, |byte, bit| byte << 1 | u8::from(bit));
                self.bytes.push(byte);
                if byte == 0xff {
                    self.bytes.push(0);
                }
            }
        }
    }

    /// A block of one value, by its difference from that of the block before.
    fn block(&mut self, difference: i32) {
        let length = 32 - difference.unsigned_abs().leading_zeros();
        let bits = if difference < 0 { (difference - 1) as u32 & ((1 << length) - 1) } else { difference as u32 };
        self.push(length, 4);
        self.push(bits, length);
        self.push(0, 1);
    }

    fn restart(&mut self, number: usize) {
        while !self.waiting.is_empty() {
            self.push(1, 1);
        }
        self.bytes.extend([0xff, 0xd0 + number as u8]);
    }

    fn padded(mut self) -> Vec<u8> {
        while !self.waiting.is_empty() {
            self.push(1, 1);
        }
        self.bytes
    }
}

/// Three components; those that are sampled most vary from block to block, so that smoothing between pixels, which
/// decoders may do of the others, changes nothing.
fn blocks(samplings: [(usize, usize); 3], scans: &[&[usize]], restart_interval: usize) -> Blocks {
    let units = (3, 2);
    let most = (samplings.iter().map(|s| s.0).max().unwrap(), samplings.iter().map(|s| s.1).max().unwrap());
    let component = |(number, sampling): (usize, (usize, usize))| {
        let count = units.0 * sampling.0 * units.1 * sampling.1;
        let values =
            (0..count).map(|block| if number == 0 { 60 + 37 * block % 140 } else { 100 + 23 * (block + number) % 60 });
        let constant = [120, 110, 150][number];
        let blocks = values.map(|value| if sampling == most { value as u8 } else { constant }).collect();
        Component { sampling, blocks }
    };
    let components = (0..).zip(samplings).map(component).collect();
    Blocks { units, components, scans: scans.iter().map(|scan| scan.to_vec()).collect(), restart_interval }
}

const TOGETHER: &[&[usize]] = &[&[0, 1, 2]];

#[test]
fn every_sampling_of_the_components_gives_their_values() {
    let one = (1, 1);
    for luma in [one, (2, 1), (1, 2), (2, 2), (3, 1), (4, 1), (1, 4)] {
        let drawn = blocks([luma, one, one], TOGETHER, 0);
        drawn.assert_shown_by(&decode(&drawn.bytes(), false).unwrap());
    }
    for chroma in [[(2, 1), (2, 1)], [(2, 2), (2, 2)], [(1, 2), (1, 2)], [(2, 1), (1, 1)]] {
        let drawn = blocks([one, chroma[0], chroma[1]], TOGETHER, 0);
        drawn.assert_shown_by(&decode(&drawn.bytes(), false).unwrap());
    }
}

#[test]
fn a_baseline_jpeg_may_come_in_several_scans() {
    let one = (1, 1);
    for luma in [one, (2, 1), (2, 2)] {
        for scans in [&[&[0_usize][..], &[1], &[2]][..], &[&[0], &[1, 2]], &[&[2], &[0], &[1]]] {
            for restart_interval in [0, 1, 2, 5] {
                let drawn = blocks([luma, one, one], scans, restart_interval);
                drawn.assert_shown_by(&decode(&drawn.bytes(), false).unwrap());
            }
        }
    }
}

#[test]
fn a_flipped_bit_spoils_nothing_behind_the_next_restart() {
    let drawn = blocks([(1, 1); 3], TOGETHER, 1);
    let whole = drawn.bytes();
    let picture = decode(&whole, false).unwrap();
    let start = position(&whole, 0xda) + 14;
    let restart = position(&whole, 0xd0);
    let unspoilt = |spoilt: &Picture| {
        let block = |picture: &Picture, row: usize| {
            picture.rgb[3 * (row * picture.width + 8)..3 * (row + 1) * picture.width].to_vec()
        };
        (0..8).all(|row| block(spoilt, row) == block(&picture, row))
            && spoilt.rgb[3 * 8 * picture.width..] == picture.rgb[3 * 8 * picture.width..]
    };
    for bit in 0..8 * (restart - start) {
        let mut flipped = whole.clone();
        flipped[start + bit / 8] ^= 1 << (bit % 8);
        if flipped[start + bit / 8] != 0xff {
            assert!(unspoilt(&decode(&flipped, false).unwrap()), "bit {bit}");
        }
    }
}

#[test]
fn inks_are_shown_as_light() {
    let component = |value: u8| Component { sampling: (1, 1), blocks: vec![value; 6] };
    // Stored inverted, as Adobe does: no cyan, half magenta, all yellow, no black.
    let components = [255, 128, 0, 255].map(component).into();
    let drawn = Blocks { units: (3, 2), components, scans: vec![vec![0, 1, 2, 3]], restart_interval: 0 };
    let picture = decode(&drawn.bytes(), false).unwrap();
    assert!(picture.rgb.chunks_exact(3).all(|pixel| pixel == [255, 128, 0]), "{:?}", &picture.rgb[..3]);
}

#[test]
fn jpegs_that_libjpeg_cannot_read_are_refused_in_words() {
    let whole = blocks([(1, 1); 3], TOGETHER, 0).bytes();
    let frame = position(&whole, 0xc0);
    let mut twelve_bits = whole.clone();
    twelve_bits[frame + 4] = 12;
    let two_components = Blocks { components: Vec::new(), ..blocks([(1, 1); 3], TOGETHER, 0) };
    let mut two = Blocks { scans: vec![vec![0, 1]], ..two_components };
    two.components = (0..2).map(|_| Component { sampling: (1, 1), blocks: vec![100; 6] }).collect();
    let second_frame = with(&whole, frame, &whole[frame..frame + 19]);
    for (file, named) in [(twelve_bits, "precision"), (two.bytes(), "2 components"), (second_frame, "SOF")] {
        let error = decode(&file, false).unwrap_err();
        assert!(!matches!(error, DecodeError::Truncated { .. }), "{error}");
        assert!(error.to_string().contains(named), "{error} does not name {named}");
    }
}
