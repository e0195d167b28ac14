//! Where `unsafe` may stand.

use quote::ToTokens as _;

use super::source::{contains, sources, tokens};
use crate::material::repository;

#[test]
fn unsafe_code_stands_only_in_the_kernels() {
    let mut in_kernels = 0;
    for source in sources() {
        let is_unsafe = contains(&tokens(source.syntax.to_token_stream()), "unsafe");
        if source.file.starts_with(repository("src/nn/kernels")) {
            in_kernels += usize::from(is_unsafe);
        } else {
            assert!(!is_unsafe, "{} has unsafe code", source.file.display());
        }
    }
    assert!(in_kernels > 0, "the kernels have some");
}
