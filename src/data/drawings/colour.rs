//! Colours of fur, eyes and backgrounds.

use super::sampler::Sampler;

/// Red, green and blue in 0..1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour(pub [f32; 3]);

pub const WHITE: Colour = Colour([1.0, 1.0, 1.0]);
pub const BLACK: Colour = Colour([0.0, 0.0, 0.0]);
pub const INK: Colour = hex(0x2b_2429);
pub const PINK: Colour = hex(0xf0_a3a0);
pub const TONGUE: Colour = hex(0xec_7b86);
pub const MOUTH: Colour = hex(0x7a_2f38);
pub const CREAM: Colour = hex(0xfb_f4e8);

/// Both animals have all of these, so that colour does not distinguish them.
pub const FURS: [Colour; 11] = [
    hex(0xe8_9a52),
    hex(0xec_d6b2),
    hex(0x9a_a0a8),
    hex(0x68_6f7b),
    hex(0x42_4048),
    hex(0xf4_efe6),
    hex(0x8f_5f40),
    hex(0x67_4532),
    hex(0xd9_aa62),
    hex(0xcb_a07a),
    hex(0xb9_7148),
];

/// Backgrounds, pale enough to leave the face in front.
pub const BACKGROUNDS: [Colour; 12] = [
    hex(0xbf_dfe8),
    hex(0xf7_d9c4),
    hex(0xcf_e3c1),
    hex(0xf3_e2a9),
    hex(0xd9_cdea),
    hex(0xa9_cbd8),
    hex(0xf2_bfb8),
    hex(0x9f_c3a8),
    hex(0xe6_e0d4),
    hex(0x7f_a6b8),
    hex(0xd8_a48f),
    hex(0x8d_93b5),
];

/// Collars and ribbons.
pub const COLLARS: [Colour; 6] =
    [hex(0xc8_3e4d), hex(0x2f_6690), hex(0x3a_7d44), hex(0xe0_a526), hex(0x7b_4b94), hex(0x2e_a3a3)];

const fn hex(rgb: u32) -> Colour {
    Colour([(rgb >> 16 & 255) as f32 / 255.0, (rgb >> 8 & 255) as f32 / 255.0, (rgb & 255) as f32 / 255.0])
}

impl Colour {
    /// This colour with a `share` of another in it.
    pub fn mixed(self, other: Self, share: f32) -> Self {
        Self(std::array::from_fn(|k| self.0[k] * (1.0 - share) + other.0[k] * share))
    }

    pub fn darker(self, share: f32) -> Self {
        self.mixed(INK, share)
    }

    pub fn lighter(self, share: f32) -> Self {
        self.mixed(CREAM, share)
    }

    /// A neighbouring colour, so that no two drawings have quite the same.
    pub fn varied(self, sampler: &mut Sampler) -> Self {
        let light = sampler.about_zero(0.05);
        Self(self.0.map(|level| (level + light + sampler.about_zero(0.025)).clamp(0.0, 1.0)))
    }

    /// Perceived lightness in 0..1 (Rec. 601).
    pub fn lightness(self) -> f32 {
        0.299 * self.0[0] + 0.587 * self.0[1] + 0.114 * self.0[2]
    }
}

/// The colours of one animal's fur.
#[derive(Debug, Clone, Copy)]
pub struct Coat {
    /// Most of it.
    pub base: Colour,
    /// Stripes, ears, patches.
    pub second: Colour,
    /// Muzzle, chest, blaze.
    pub light: Colour,
}

impl Coat {
    pub fn draw(sampler: &mut Sampler) -> Self {
        let base = sampler.pick(&FURS).varied(sampler);
        let second = match sampler.count(0, 3) {
            0 => sampler.pick(&FURS).varied(sampler),
            _ if base.lightness() < 0.35 => base.lighter(0.22),
            _ => base.darker(sampler.between(0.3, 0.6)),
        };
        let light = if base.lightness() > 0.8 { WHITE } else { base.lighter(sampler.between(0.55, 0.95)) };
        Self { base, second, light }
    }
}
