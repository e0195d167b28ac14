//! The numbers of a tensor, whatever they are stored as.

use std::path::{Component, Path};

use crate::exchange::onnx::messages::{TensorProto, data_type};
use crate::files;
use crate::files::positional::read_exact_at;

/// The shape, where its product is that of a tensor that fits memory.
pub fn shape(tensor: &TensorProto) -> Result<Vec<usize>, String> {
    let lengths = tensor.dims.iter().map(|length| usize::try_from(*length).ok());
    let shape: Option<Vec<usize>> = lengths.collect();
    let size = |shape: &Vec<usize>| shape.iter().try_fold(1_usize, |size, length| size.checked_mul(*length));
    shape.filter(|shape| size(shape).is_some()).ok_or_else(|| format!("its shape {:?} is impossible", tensor.dims))
}

/// The numbers as `f32`. `folder` is where other files with numbers lie.
///
/// # Errors
/// What is wrong with them.
pub fn floats(tensor: &TensorProto, folder: &Path) -> Result<Vec<f32>, String> {
    let count = shape(tensor)?.iter().product();
    let external;
    let raw = if tensor.data_location == 0 {
        tensor.raw_data.as_deref()
    } else {
        external = external_bytes(tensor, count, folder)?;
        Some(external.as_slice())
    };
    let numbers: Vec<f32> = match (tensor.data_type, raw) {
        (data_type::FLOAT, Some(raw)) => each(raw, count, f32::from_le_bytes)?,
        (data_type::FLOAT, None) => tensor.float_data.clone(),
        (data_type::DOUBLE, Some(raw)) => each(raw, count, |bytes| f64::from_le_bytes(bytes) as f32)?,
        (data_type::DOUBLE, None) => tensor.double_data.iter().map(|number| *number as f32).collect(),
        (data_type::FLOAT16, Some(raw)) => each(raw, count, |bytes| from_half(u16::from_le_bytes(bytes)))?,
        (data_type::FLOAT16, None) => tensor.int32_data.iter().map(|bits| from_half(*bits as u16)).collect(),
        (data_type::BFLOAT16, Some(raw)) => each(raw, count, |bytes| from_bfloat(u16::from_le_bytes(bytes)))?,
        (data_type::BFLOAT16, None) => tensor.int32_data.iter().map(|bits| from_bfloat(*bits as u16)).collect(),
        (other, _) => {
            return Err(format!("its numbers are of type {other}, and only floating-point numbers are weights"));
        }
    };
    if numbers.len() == count { Ok(numbers) } else { Err(wrong_count(count, numbers.len())) }
}

/// The numbers, where they are whole ones.
///
/// # Errors
/// What is wrong with them.
pub fn integers(tensor: &TensorProto) -> Result<Vec<i64>, String> {
    if tensor.data_location != 0 {
        return Err("its whole numbers lie in another file".to_owned());
    }
    let count = shape(tensor)?.iter().product();
    let raw = tensor.raw_data.as_deref();
    let numbers: Vec<i64> = match (tensor.data_type, raw) {
        (data_type::INT64, Some(raw)) => each(raw, count, i64::from_le_bytes)?,
        (data_type::INT64, None) => tensor.int64_data.clone(),
        (data_type::INT32, Some(raw)) => each(raw, count, |bytes| i32::from_le_bytes(bytes).into())?,
        (data_type::INT32, None) => tensor.int32_data.iter().map(|number| i64::from(*number)).collect(),
        (other, _) => return Err(format!("its numbers are of type {other}, and whole ones are needed")),
    };
    if numbers.len() == count { Ok(numbers) } else { Err(wrong_count(count, numbers.len())) }
}

fn wrong_count(expected: usize, found: usize) -> String {
    format!("its shape asks for {expected} numbers, and it has {found}")
}

/// Numbers of `N` bytes each.
fn each<const N: usize, T>(raw: &[u8], count: usize, number: impl Fn([u8; N]) -> T) -> Result<Vec<T>, String> {
    let (numbers, rest) = raw.as_chunks::<N>();
    if numbers.len() != count || !rest.is_empty() {
        return Err(wrong_count(count, numbers.len()));
    }
    Ok(numbers.iter().map(|bytes| number(*bytes)).collect())
}

/// The bytes of a tensor that lie in another file of the same folder, as PyTorch writes large networks.
fn external_bytes(tensor: &TensorProto, count: usize, folder: &Path) -> Result<Vec<u8>, String> {
    let entry =
        |key: &str| tensor.external_data.iter().find(|entry| entry.key == key).map(|entry| entry.value.as_str());
    let location = entry("location").ok_or("it does not say in which file its numbers lie")?;
    let mut parts = Path::new(location).components();
    let (Some(Component::Normal(name)), None) = (parts.next(), parts.next()) else {
        return Err(format!("its numbers lie in \"{location}\", which is not in the same folder"));
    };
    let bytes_each = match tensor.data_type {
        data_type::FLOAT => 4,
        data_type::DOUBLE => 8,
        _ => 2,
    };
    let path = folder.join(name);
    let failed =
        |error: std::io::Error| format!("its numbers lie in {}, which cannot be read: {error}", path.display());
    let file = files::open(&path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let offset: u64 = entry("offset").unwrap_or("0").parse().map_err(|_| "the place of its numbers is no number")?;
    let length = count.checked_mul(bytes_each).ok_or("its numbers are too many")?;
    if offset.checked_add(length as u64).is_none_or(|end| end > size) {
        return Err(format!("its numbers lie beyond the end of {}", path.display()));
    }
    let mut bytes = vec![0; length];
    read_exact_at(&file, &mut bytes, offset).map_err(failed)?;
    Ok(bytes)
}

/// IEEE's half precision.
fn from_half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    match exponent {
        // 2^-24, the smallest half.
        0 => f32::from_bits(sign | (fraction as f32 * 2.0_f32.powi(-24)).to_bits()),
        0x1f => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 127 - 15) << 23 | fraction << 13),
    }
}

fn from_bfloat(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_become_the_numbers_that_ieee_says() {
        for (bits, value) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0400, 2.0_f32.powi(-14)),
            (0x0001, 2.0_f32.powi(-24)),
            (0x3555, 0.333_251_95),
            (0x7c00, f32::INFINITY),
            (0x8000, -0.0),
        ] {
            assert_eq!(from_half(bits).to_bits(), f32::to_bits(value), "{bits:#x}");
        }
        assert!(from_half(0x7e00).is_nan());
        assert_eq!(from_bfloat(0x3fc0).to_bits(), 1.5_f32.to_bits());
    }
}
