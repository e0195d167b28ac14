#![no_main]

use bigode::data::decode::Format;
use bigode::fuzzing::Reader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Reader::Picture(Format::Png).read(bytes);
});
