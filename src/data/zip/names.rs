//! How the names in a zip are written, and which of them can be used.

use std::borrow::Cow;

use zip::System;

/// The upper half of code page 850, in which DOS and Windows write names in Western Europe and the Americas. Its accented
/// letters are those of code page 437, which has frames and Greek letters where 850 has `ã`, `õ` and `Á`.
const CODE_PAGE_850: &str = "\
    ÇüéâäàåçêëèïîìÄÅ\
    ÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»\
    ░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
    ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\
    \u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// A name that the zip's library has not decoded: UTF-8 if it can be, otherwise as the system that wrote it would.
///
/// An extra field with the name in Unicode comes first, which the library takes in the name's place.
pub(super) fn decoded(raw: &[u8], system: System) -> Cow<'_, str> {
    if let Ok(name) = str::from_utf8(raw) {
        return Cow::Borrowed(name);
    }
    let is_latin_1 = matches!(system, System::Unix | System::OsDarwin | System::BeOS | System::AcornRisc);
    let upper: Vec<char> = CODE_PAGE_850.chars().collect();
    let letter = |&byte: &u8| match byte {
        0x80.. if !is_latin_1 => upper[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    Cow::Owned(raw.iter().map(letter).collect())
}

/// The path with plain `/` between its parts; `None` if it is absolute or leads out of the zip.
pub(super) fn safe_name(name: &str) -> Option<String> {
    let name = if name.contains('/') { name.to_owned() } else { name.replace('\\', "/") };
    let is_outside = name.starts_with('/') || name.split('/').any(|part| part == ".." || part.ends_with(':'));
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!is_outside && !parts.is_empty()).then(|| parts.join("/"))
}
