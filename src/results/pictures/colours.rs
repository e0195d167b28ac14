//! Colour maps that can be read with any colour vision: their lightness rises with the value.

/// From 0 (dark violet) over orange to 1 (pale yellow).
const HEAT: [[f32; 3]; 5] =
    [[10.0, 8.0, 45.0], [100.0, 20.0, 110.0], [190.0, 55.0, 85.0], [245.0, 135.0, 25.0], [250.0, 250.0, 170.0]];

/// A colour for 0 to 1.
#[must_use]
pub fn heat(value: f32) -> [u8; 3] {
    let place = value.clamp(0.0, 1.0) * (HEAT.len() - 1) as f32;
    let first = (place as usize).min(HEAT.len() - 2);
    let share = place - first as f32;
    [0, 1, 2].map(|i| (HEAT[first][i] + (HEAT[first + 1][i] - HEAT[first][i]) * share).round() as u8)
}

/// Orange above 0, blue below.
#[must_use]
pub fn diverging(value: f32) -> [u8; 3] {
    if value >= 0.0 { [240, 120, 10] } else { [30, 100, 220] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_changes_evenly_from_each_colour_to_the_next() {
        assert_eq!(heat(0.0), [10, 8, 45]);
        assert_eq!(heat(0.125), [55, 14, 78]);
        assert_eq!(heat(1.0), [250, 250, 170]);
    }
}
