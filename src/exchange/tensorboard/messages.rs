//! The messages of an event file, as far as they are written: TensorFlow's `event.proto` and `summary.proto`.

use prost::Message;

/// One record of the file.
#[derive(Clone, PartialEq, Message)]
pub struct Event {
    /// Seconds since 1970.
    #[prost(double, tag = "1")]
    pub wall_time: f64,
    /// The step that it is about.
    #[prost(int64, tag = "2")]
    pub step: i64,
    /// The format's version, in the first record.
    #[prost(string, optional, tag = "3")]
    pub file_version: Option<String>,
    /// What was measured, in all others.
    #[prost(message, optional, tag = "5")]
    pub summary: Option<Summary>,
}

/// Values of one step.
#[derive(Clone, PartialEq, Message)]
pub struct Summary {
    /// The values.
    #[prost(message, repeated, tag = "1")]
    pub value: Vec<Value>,
}

/// A number or an image under a name.
#[derive(Clone, PartialEq, Message)]
pub struct Value {
    /// Its name.
    #[prost(string, tag = "1")]
    pub tag: String,
    /// The number.
    #[prost(float, optional, tag = "2")]
    pub number: Option<f32>,
    /// The image.
    #[prost(message, optional, tag = "4")]
    pub image: Option<Image>,
}

/// An image.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Image {
    /// In pixels.
    #[prost(int32, tag = "1")]
    pub height: i32,
    /// In pixels.
    #[prost(int32, tag = "2")]
    pub width: i32,
    /// 3 for RGB.
    #[prost(int32, tag = "3")]
    pub colorspace: i32,
    /// The bytes of a PNG.
    #[prost(bytes = "vec", tag = "4")]
    pub encoded: Vec<u8>,
}
