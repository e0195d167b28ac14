#![no_main]

use bigode::fuzzing::Reader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Reader::Onnx.read(bytes);
});
