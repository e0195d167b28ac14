//! Numbers as people read them.

/// Digits in groups of three.
pub(super) fn grouped(n: usize, separator: char) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A fixed count of decimals; a dash for what is no number. What rounds to zero has no sign.
pub(super) fn fixed(value: f64, decimals: usize, point: &str) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let written = format!("{value:.decimals$}");
    let unsigned = written.strip_prefix('-').filter(|digits| digits.bytes().all(|digit| matches!(digit, b'0' | b'.')));
    unsigned.unwrap_or(&written).replace('.', point)
}

/// A value rounded to so many decimals, halves away from zero. A count divided by a count comes out as if it were exact:
/// 53.75 is 53.8, and 52.25 is 52.3, whichever side of the half the division has ended on.
pub(super) fn half_up(value: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(decimals as i32);
    let scaled = (value * scale).abs();
    let noise = 1e-9 * scaled.max(1.0);
    (scaled + 0.5 + noise).floor().copysign(value) / scale
}

/// At most four significant digits, without the noise that an `f32` brings into an `f64`.
pub(super) fn short(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return "–".to_owned();
    }
    let exponent = value.abs().log10().floor();
    if !(-6.0..6.0).contains(&exponent) {
        return format!("{value:.1e}");
    }
    let decimals = (3.0 - exponent).max(0.0) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number as a user types it in any language: with a point or a comma before its fraction.
pub(super) fn typed(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    plain.replace(',', ".").replace('−', "-").parse().ok()
}

/// 18.5 k, 12.9 M, 3.1 G; nothing below ten thousand.
pub(super) fn magnitude(n: u64) -> Option<String> {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k")];
    for (from, unit) in UNITS {
        if n >= from {
            let size = if unit == "k" { 1000 } else { from };
            return Some(format!("{:.1} {unit}", n as f64 / size as f64));
        }
    }
    None
}

/// Hours only where there are any.
pub(super) fn clock(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return "–".to_owned();
    }
    let whole = seconds.round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// What is left to wait, as roughly as it is known: 20 s, 45 min, 2 h 10 min.
pub(super) fn remaining(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return "–".to_owned();
    }
    let (whole, minutes) = (seconds.round() as u64, (seconds / 60.0).round() as u64);
    match whole {
        0..60 => format!("{whole} s"),
        60..3570 => format!("{minutes} min"),
        _ => format!("{} h {:02} min", minutes / 60, minutes % 60),
    }
}

/// Rounded to what matters: 3.2 s, 48 s, 3 min 05 s, 2 h 10 min.
pub(super) fn with_units(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..10 => format!("{seconds:.1} s"),
        10..60 => format!("{whole} s"),
        60..3600 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{} h {:02} min", whole / 3600, whole % 3600 / 60),
    }
}
