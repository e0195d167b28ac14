//! The first directory of a TIFF, which is also the form of EXIF: numbered fields with their values.
//! Source: TIFF 6.0, section 2; `BigTIFF` has wider counts and offsets.

use std::collections::BTreeMap;

use crate::memory::{collected, or_unwind};

/// Fields by tag. Of a tag that occurs twice the last field counts, and fields whose values lie outside are left out,
/// both as in Pillow (`ImageFileDirectory_v2`).
#[derive(Debug)]
pub(super) struct Directory<'a> {
    order: Order,
    fields: BTreeMap<u16, Field<'a>>,
    repeats: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    LittleEndian,
    BigEndian,
}

#[derive(Debug)]
struct Field<'a> {
    kind: u16,
    value: &'a [u8],
}

impl Order {
    /// An unsigned number of up to eight bytes.
    pub(super) fn number(self, bytes: &[u8]) -> u64 {
        let join = |number, byte: &u8| number << 8 | u64::from(*byte);
        match self {
            Self::LittleEndian => bytes.iter().rev().fold(0, join),
            Self::BigEndian => bytes.iter().fold(0, join),
        }
    }

    /// Writes the lowest bytes of a number.
    pub(super) fn put(self, number: u64, bytes: &mut [u8]) {
        for (place, byte) in bytes.iter_mut().rev().enumerate() {
            *byte = (number >> (8 * place)) as u8;
        }
        if self == Self::LittleEndian {
            bytes.reverse();
        }
    }
}

impl<'a> Directory<'a> {
    /// Reads the directory that the header of a TIFF points to; `None` if there is none.
    pub(super) fn first(tiff: &'a [u8]) -> Option<Self> {
        let (order, is_big) = match tiff.get(..4)? {
            b"II\x2a\0" => (Order::LittleEndian, false),
            b"MM\0\x2a" => (Order::BigEndian, false),
            b"II\x2b\0" => (Order::LittleEndian, true),
            b"MM\0\x2b" => (Order::BigEndian, true),
            _ => return None,
        };
        // Bytes of an offset, of the number of fields, and of one field.
        let (wide, count_bytes, field_bytes) = if is_big { (8, 8, 20) } else { (4, 2, 12) };
        let slice =
            |start: u64, length: u64| tiff.get(usize::try_from(start).ok()?..)?.get(..usize::try_from(length).ok()?);
        let start = order.number(slice(wide, wide)?);
        let count = order.number(slice(start, count_bytes)?);
        let mut fields = BTreeMap::new();
        let mut repeats = false;
        for index in 0..count {
            let at = start.checked_add(count_bytes)?.checked_add(index.checked_mul(field_bytes)?)?;
            let Some(field) = slice(at, field_bytes) else { break };
            let kind = order.number(&field[2..4]) as u16;
            let (numbers, inline) = field[4..].split_at(wide as usize);
            let Some(length) = width_of(kind).and_then(|width| order.number(numbers).checked_mul(width)) else {
                continue;
            };
            let value =
                if length <= wide { inline.get(..length as usize) } else { slice(order.number(inline), length) };
            if let Some(value) = value {
                repeats |= fields.insert(order.number(&field[..2]) as u16, Field { kind, value }).is_some();
            }
        }
        Some(Self { order, fields, repeats })
    }

    pub(super) fn order(&self) -> Order {
        self.order
    }

    /// Whether a field occurs twice. libtiff takes the first one, Pillow the last.
    pub(super) fn repeats(&self) -> bool {
        self.repeats
    }

    /// A field's integers; `None` if it is absent or holds something else. Unwinds if there is no memory for them.
    pub(super) fn numbers(&self, tag: u16) -> Option<Vec<u64>> {
        let Field { kind, value } = self.fields.get(&tag)?;
        let is_integer = matches!(kind, 3 | 4 | 8 | 9 | 13 | 16..=18);
        let width = width_of(*kind).filter(|_| is_integer)? as usize;
        let numbers = value.chunks_exact(width).map(|bytes| self.order.number(bytes));
        Some(or_unwind(collected(value.len() / width, numbers)))
    }

    /// A field of one integer.
    pub(super) fn number(&self, tag: u16) -> Option<u64> {
        self.numbers(tag).filter(|numbers| numbers.len() == 1).map(|numbers| numbers[0])
    }

    /// A field's fractions of unsigned numbers; `None` if it is absent or holds something else.
    pub(super) fn fractions(&self, tag: u16) -> Option<Vec<f64>> {
        let Field { kind: 5, value } = self.fields.get(&tag)? else { return None };
        let number = |bytes| self.order.number(bytes) as f64;
        Some(value.chunks_exact(8).map(|pair| number(&pair[..4]) / number(&pair[4..])).collect())
    }

    /// A field's bytes, whatever they mean.
    pub(super) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        Some(self.fields.get(&tag)?.value)
    }
}

/// Bytes of a value of a kind.
fn width_of(kind: u16) -> Option<u64> {
    Some(match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => return None,
    })
}
