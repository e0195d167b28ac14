//! From samples to RGB, over white where there is transparency.

use super::kind::{Alpha, Kind};
use super::layout::Layout;
use crate::data::decode::ifd::Order;
use crate::data::decode::pixels::{blend, clipped, rgb_from_inverted_cmyk, rgb_from_ycbcr};
use crate::memory::{OutOfMemory, with_capacity, zeros};

/// `stored` is what [`Layout::samples`] gives.
pub(super) fn rgb(layout: &Layout, stored: &[u8]) -> Result<Vec<u8>, OutOfMemory> {
    let used = layout.pixel.used_samples();
    let mut rgb = with_capacity(3 * layout.width * layout.height)?;
    let mut row = zeros(layout.width * used)?;
    for number in 0..layout.height {
        read_row(layout, stored, number, &mut row);
        for pixel in row.chunks_exact(used) {
            rgb.extend_from_slice(&colour(layout, pixel));
        }
    }
    Ok(rgb)
}

/// The samples of a row that count, those of each pixel together.
fn read_row(layout: &Layout, stored: &[u8], number: usize, row: &mut [u32]) {
    let (used, beside) = (layout.pixel.used_samples(), layout.samples_in_a_row());
    let row_bytes = layout.row_bytes(layout.width);
    for sample in 0..used {
        let (plane, place) = if layout.has_planes { (sample, 0) } else { (0, sample) };
        let bytes = &stored[(plane * layout.height + number) * row_bytes..][..row_bytes];
        for column in 0..layout.width {
            row[column * used + sample] = value(bytes, column * beside + place, layout.pixel.bits, layout.order);
        }
    }
}

/// The number at an index of a row.
fn value(row: &[u8], index: usize, bits: usize, order: Order) -> u32 {
    match bits {
        8 => u32::from(row[index]),
        16 | 32 => order.number(&row[index * bits / 8..][..bits / 8]) as u32,
        _ => (index * bits..(index + 1) * bits)
            .fold(0, |value, bit| value << 1 | u32::from(row[bit / 8] >> (7 - bit % 8) & 1)),
    }
}

fn colour(layout: &Layout, samples: &[u32]) -> [u8; 3] {
    let bits = layout.pixel.bits;
    // Of sixteen bits the upper eight.
    let byte = |sample: usize| if bits == 16 { (samples[sample] >> 8) as u8 } else { samples[sample] as u8 };
    let colour = match &layout.pixel.kind {
        Kind::Gray { is_inverted } => {
            let white = (1 << bits) - 1;
            let gray = if *is_inverted { white - samples[0] } else { samples[0] };
            [(gray * 255 / white) as u8; 3]
        }
        Kind::WideGray { is_signed: false } => [clipped(samples[0] as u16); 3],
        Kind::WideGray { is_signed: true } => {
            let gray = if bits == 16 { i32::from(samples[0] as i16) } else { samples[0] as i32 };
            [gray.clamp(0, 255) as u8; 3]
        }
        Kind::FloatGray => [f32::from_bits(samples[0]) as u8; 3],
        Kind::Indexed(palette) => palette.get(samples[0] as u8),
        Kind::Rgb => [0, 1, 2].map(byte),
        Kind::Cmyk => {
            let inverted = [0, 1, 2, 3].map(|ink| 255 - byte(ink));
            let rgb = rgb_from_inverted_cmyk(&inverted);
            [rgb[0], rgb[1], rgb[2]]
        }
        Kind::YCbCr => rgb_from_ycbcr([0, 1, 2].map(byte)),
    };
    let Some(alpha) = (layout.pixel.alpha != Alpha::None).then(|| byte(samples.len() - 1)) else { return colour };
    let straight = |channel: u8| match (layout.pixel.alpha, alpha) {
        (Alpha::Associated, 1..) => (u32::from(channel) * 255 / u32::from(alpha)).min(255) as u8,
        _ => channel,
    };
    colour.map(|channel| blend(straight(channel), alpha))
}
