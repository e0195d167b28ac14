//! How large the structure of a file is, before any memory is taken for it: a message of two bytes takes hundreds once it is
//! decoded, while the weights' numbers take what they take in the file.

use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};

use crate::exchange::Unreadable;

/// Bytes that a file may have besides the weights' numbers.
const MOST_STRUCTURE: usize = 8 << 20;

const GRAPH: u32 = 7;
const INITIALIZER: u32 = 5;
/// The fields of a tensor with its numbers.
const NUMBERS: [u32; 5] = [4, 5, 7, 9, 10];

/// Whether the file's structure is of a size that a network has.
///
/// # Errors
/// What is wrong with it.
pub fn require_small_structure(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut numbers = 0;
    each_field(bytes, &mut |field, graph| match field {
        GRAPH => each_field(graph, &mut |field, tensor| match field {
            INITIALIZER => each_field(tensor, &mut |field, data| {
                if NUMBERS.contains(&field) {
                    numbers += data.len();
                }
                Ok(())
            }),
            _ => Ok(()),
        }),
        _ => Ok(()),
    })
    .map_err(Unreadable::Damaged)?;
    let structure = bytes.len().saturating_sub(numbers);
    if structure > MOST_STRUCTURE {
        return Err(Unreadable::TooLarge { part: "graph".to_owned(), mebibytes: structure as u64 >> 20 });
    }
    Ok(())
}

/// What is done with a field's number and bytes.
type Visit<'a> = &'a mut dyn FnMut(u32, &[u8]) -> Result<(), String>;

/// Calls `visit` with each field that has a length, and its bytes.
fn each_field(mut bytes: &[u8], visit: Visit<'_>) -> Result<(), String> {
    while !bytes.is_empty() {
        let (field, wire_type) = decode_key(&mut bytes).map_err(|error| error.to_string())?;
        if wire_type == WireType::LengthDelimited {
            let length = decode_varint(&mut bytes).map_err(|error| error.to_string())?;
            let length = usize::try_from(length).ok().filter(|length| *length <= bytes.len());
            let length = length.ok_or_else(|| "it ends within a field".to_owned())?;
            let (content, rest) = bytes.split_at(length);
            visit(field, content)?;
            bytes = rest;
        } else {
            skip_field(wire_type, field, &mut bytes, DecodeContext::default()).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
