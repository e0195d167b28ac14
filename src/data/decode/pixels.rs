//! From samples as they are stored to RGB, as Pillow converts them.

/// RGB of samples with 1 to 4 channels: gray or colour, without or with transparency, which lies over white.
pub(super) fn over_white(samples: Vec<u8>, channels: usize) -> Vec<u8> {
    match channels {
        1 => samples.into_iter().flat_map(|gray| [gray; 3]).collect(),
        2 => samples.chunks_exact(2).flat_map(|p| [blend(p[0], p[1]); 3]).collect(),
        4 => samples.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]].map(|channel| blend(channel, p[3]))).collect(),
        _ => samples,
    }
}

/// A channel over white.
pub(super) fn blend(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Gray of sixteen bits as Pillow converts it: values above 255 are white (`I;16` in `Convert.c`).
pub(super) fn clipped(gray: u16) -> u8 {
    gray.min(255) as u8
}

/// RGB of inverted CMYK, as Adobe stores it, 4 bytes a pixel (`cmyk2rgb` in `Convert.c`).
pub(super) fn rgb_from_inverted_cmyk(pixels: &[u8]) -> Vec<u8> {
    pixels.chunks_exact(4).flat_map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])]).collect()
}

/// What is left of white light by an ink and black, both inverted.
fn light(ink: u8, black: u8) -> u8 {
    let absorbed = u32::from(255 - ink) * u32::from(black) + 128;
    let absorbed = ((absorbed >> 8) + absorbed) >> 8;
    black.saturating_sub(absorbed as u8)
}
