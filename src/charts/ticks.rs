//! Round numbers along an axis.

/// Round numbers from `low` to `high`, at most about `most` of them; whole ones if the axis counts.
pub fn ticks(low: f64, high: f64, most: usize, counts: bool) -> Vec<f64> {
    let step = step((high - low) / most.max(1) as f64, counts);
    if !step.is_finite() || step <= 0.0 {
        return Vec::new();
    }
    // A little beyond the ends, so that rounding does not lose the last one.
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).map(|place| place as f64 * step).collect()
}

/// The least of 1, 2 and 5 times a power of ten that is at least `least`.
pub fn step(least: f64, counts: bool) -> f64 {
    if counts && least <= 1.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|times| times * power)
        .into_iter()
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(power)
}

/// A tick's number without rounding errors: 0.15, 20, 5e-6.
pub fn written(value: f64, decimal_point: char) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs().log10();
    if !(-5.0..7.0).contains(&size) {
        return format!("{value:.0e}");
    }
    let text = format!("{value:.7}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('.', &decimal_point.to_string())
}
