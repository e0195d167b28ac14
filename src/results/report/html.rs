//! Text and bytes as HTML holds them, and the page's style sheet.

/// Colours by meaning, dark where the reader's system is, and light on paper.
pub(super) const STYLE: &str = include_str!("style.css");

/// Text as HTML shows it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// RFC 4648.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| (group << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for letter in 0..4 {
            let index = (group >> (18 - 6 * letter)) & 63;
            text.push(if letter <= chunk.len() { LETTERS[index as usize] as char } else { '=' });
        }
    }
    text
}
