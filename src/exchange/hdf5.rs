//! HDF5, as much of it as Keras's files need: the one place that knows the libraries `hdf5-reader` and `hdf5-writer`.

use hdf5_reader::group::Group;
use hdf5_reader::{Datatype, Hdf5File};
use hdf5_writer::{AttributeBuilder, DatasetBuilder, Error, Hdf5Builder, WriteOptions};

use super::Unreadable;
use crate::memory::with_capacity;
use crate::nn::of_half;

/// The attribute that names the kind of numbers that are stored as others.
const DTYPE: &str = "dtype";

/// A file that was read. Groups and tensors are found by their paths alone, so that groups within themselves are harmless.
pub(super) struct Hdf5(Hdf5File);

impl Hdf5 {
    /// Opens a file of these bytes. Files beside it that it names are never opened.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        // What a file decodes to is bounded by the shape that is asked for; chunks are bounded here.
        let most = bytes.len().saturating_mul(MOST_DEFLATED).max(1 << 20);
        let options = hdf5_reader::OpenOptions::default().with_max_chunk_bytes(most).with_max_read_bytes(most);
        let size = bytes.len() as u64;
        let file = Hdf5File::from_vec_with_options(bytes, options).map_err(|error| damaged(error.to_string()))?;
        let promised = file.superblock().eof_address;
        if promised > size {
            return Err(damaged(format!("it should have {promised} bytes and has {size}")));
        }
        Ok(Self(file))
    }

    /// An attribute of a group that holds one text.
    pub(super) fn text(&self, group: &str, name: &str) -> Option<String> {
        self.group(group)?.attribute(name).ok()?.read_string().ok()
    }

    /// An attribute of a group that holds a list of texts, also where it was divided because of its length.
    pub(super) fn texts(&self, group: &str, name: &str) -> Option<Vec<String>> {
        let group = self.group(group)?;
        if let Ok(attribute) = group.attribute(name) {
            return attribute.read_strings().ok();
        }
        let parts = (0..).map_while(|part| group.attribute(&format!("{name}{part}")).ok()?.read_strings().ok());
        let all: Vec<String> = parts.flatten().collect();
        (!all.is_empty()).then_some(all)
    }

    /// Whether there is a group of this path.
    pub(super) fn has_group(&self, path: &str) -> bool {
        self.group(path).is_some()
    }

    /// The names of the tensors in a group.
    pub(super) fn tensor_names(&self, group: &str) -> Vec<String> {
        self.group(group).and_then(|group| Some(group.member_names().ok()?.1)).unwrap_or_default()
    }

    /// The only whole number, or the only number without its fraction, of a tensor without axes.
    pub(super) fn integer(&self, path: &str) -> Option<u64> {
        let dataset = self.0.dataset(path).ok()?;
        if dataset.num_elements().ok()? != 1 {
            return None;
        }
        let bytes = dataset.read_native_bytes().ok()?;
        match dataset.dtype() {
            Datatype::FixedPoint { size: 8, .. } => u64::try_from(i64::from_ne_bytes(bytes.try_into().ok()?)).ok(),
            Datatype::FixedPoint { size: 4, .. } => u64::try_from(i32::from_ne_bytes(bytes.try_into().ok()?)).ok(),
            _ => None,
        }
    }

    /// The shape of a tensor.
    pub(super) fn shape(&self, path: &str) -> Option<Vec<usize>> {
        let dataset = self.0.dataset(path).ok()?;
        dataset.shape().iter().map(|length| usize::try_from(*length).ok()).collect()
    }

    /// A tensor of this shape, as numbers of 32 bits.
    pub(super) fn tensor(&self, path: &str, shape: &[usize]) -> Result<Vec<f32>, Unreadable> {
        let dataset = self.0.dataset(path).map_err(|_| Unreadable::Missing(path.to_owned()))?;
        if !dataset.shape().iter().map(|length| *length as usize).eq(shape.iter().copied()) {
            let (name, found, expected) = (path.to_owned(), dataset.shape().to_vec(), shape.to_vec());
            return Err(Unreadable::TensorShape { name, found, expected });
        }
        let stored_as = dataset.attribute(DTYPE).and_then(|attribute| attribute.read_string()).ok();
        let convert: fn(&[u8]) -> f32 = match (dataset.dtype(), stored_as.as_deref()) {
            (Datatype::FloatingPoint { size: 4, .. }, _) => |bytes| f32::from_ne_bytes(four(bytes)),
            (Datatype::FloatingPoint { size: 8, .. }, _) => |bytes| f64::from_ne_bytes(eight(bytes)) as f32,
            (Datatype::FloatingPoint { size: 2, .. }, _) => |bytes| of_half(u16::from_ne_bytes(two(bytes))),
            (Datatype::FixedPoint { size: 2, .. } | Datatype::Opaque { size: 2, .. }, Some("bfloat16")) => {
                |bytes| f32::from_bits(u32::from(u16::from_ne_bytes(two(bytes))) << 16)
            }
            (kind, _) => return Err(Unreadable::TensorKind { name: path.to_owned(), kind: format!("{kind:?}") }),
        };
        let bytes = dataset.read_native_bytes().map_err(|error| damaged(error.to_string()))?;
        let count: usize = shape.iter().product();
        let size = bytes.len().checked_div(count).unwrap_or(0);
        let mut numbers = with_capacity(count).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        if size > 0 {
            numbers.extend(bytes.chunks_exact(size).map(convert));
        }
        if numbers.len() == count { Ok(numbers) } else { Err(Unreadable::Missing(path.to_owned())) }
    }

    fn group(&self, path: &str) -> Option<Group> {
        self.0.group(path).ok()
    }
}

/// How many times larger than in the file numbers may be after they were inflated.
const MOST_DEFLATED: usize = 1100;

fn damaged(error: impl Into<String>) -> Unreadable {
    Unreadable::Damaged(error.into())
}

fn two(bytes: &[u8]) -> [u8; 2] {
    [bytes[0], bytes[1]]
}

fn four(bytes: &[u8]) -> [u8; 4] {
    [bytes[0], bytes[1], bytes[2], bytes[3]]
}

fn eight(bytes: &[u8]) -> [u8; 8] {
    std::array::from_fn(|place| bytes[place])
}

/// A file that is being written. Groups are made by the paths of what lies in them.
pub(super) struct Hdf5Writer(Result<Hdf5Builder, Error>);

impl Hdf5Writer {
    pub(super) fn new() -> Self {
        Self(Ok(Hdf5Builder::new()))
    }

    /// Adds a tensor of numbers of 32 bits.
    pub(super) fn tensor(self, path: &str, shape: &[usize], data: &[f32]) -> Self {
        let shape: Vec<u64> = shape.iter().map(|length| *length as u64).collect();
        self.and(|builder| Ok(builder.dataset(DatasetBuilder::typed_data(path, shape, data)?)))
    }

    /// Adds a whole number without axes.
    pub(super) fn integer(self, path: &str, value: u64) -> Self {
        self.and(|builder| Ok(builder.dataset(DatasetBuilder::typed_data(path, Vec::<u64>::new(), &[value as i64])?)))
    }

    /// Adds a text as an attribute of a group; the root's path is empty.
    pub(super) fn text(self, group: &str, name: &str, text: &str) -> Self {
        let attribute = AttributeBuilder::fixed_string(name, text);
        self.and(|builder| Ok(attached(builder, group, attribute)))
    }

    /// Adds a list of texts as an attribute of a group.
    pub(super) fn texts(self, group: &str, name: &str, texts: &[&str]) -> Self {
        self.and(|builder| Ok(attached(builder, group, AttributeBuilder::fixed_string_vector(name, texts)?)))
    }

    /// The file's bytes, or the library's reason why there can be no such file.
    pub(super) fn finish(self) -> Result<Vec<u8>, String> {
        let encoded = self.0.and_then(|builder| builder.into_plan()?.encode(WriteOptions::default()));
        encoded.map_err(|error| error.to_string())
    }

    fn and(self, add: impl FnOnce(Hdf5Builder) -> Result<Hdf5Builder, Error>) -> Self {
        Self(self.0.and_then(add))
    }
}

fn attached(builder: Hdf5Builder, group: &str, attribute: AttributeBuilder) -> Hdf5Builder {
    if group.is_empty() { builder.attribute(attribute) } else { builder.group_attribute(group, attribute) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let data = [1.0, -2.5, f32::MIN_POSITIVE, 4.0, 5.0, 6.0];
        let writer = Hdf5Writer::new()
            .tensor("a/b/kernel", &[2, 3], &data)
            .integer("a/steps", 1 << 40)
            .text("", "config", "{\"ção\": 1}")
            .texts("a", "names", &["x", "yz"]);
        let file = Hdf5::open(writer.finish().expect("it is small")).expect("it was just written");
        assert_eq!(file.tensor("a/b/kernel", &[2, 3]).expect("it is there"), data);
        assert_eq!(file.integer("a/steps"), Some(1 << 40));
        assert_eq!(file.text("", "config").as_deref(), Some("{\"ção\": 1}"));
        assert_eq!(file.texts("a", "names"), Some(vec!["x".to_owned(), "yz".to_owned()]));
        assert!(matches!(file.tensor("a/b/kernel", &[3, 2]), Err(Unreadable::TensorShape { .. })));
        assert!(matches!(file.tensor("a/b/bias", &[3]), Err(Unreadable::Missing(_))));
        assert!(file.has_group("a/b") && !file.has_group("b"));
    }

    #[test]
    fn half_precision_is_widened_exactly() {
        // IEEE 754's own examples: 1, the largest, the smallest normal, the smallest, minus two, a third.
        let known: [(u16, f32); 6] = [
            (0x3c00, 1.0),
            (0x7bff, 65504.0),
            (0x0400, 6.103_515_6e-5),
            (0x0001, 5.960_464_5e-8),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
        ];
        for (bits, value) in known {
            assert!((of_half(bits) - value).abs() < f32::EPSILON * value.abs(), "{bits:x}");
        }
        assert!(of_half(0x7c00).is_infinite() && of_half(0x7e00).is_nan());
    }
}
