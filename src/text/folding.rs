//! Letters without case and accents, to find words however they are typed.

/// Small letters without the accents of Latin alphabets: `Gráficos` is `graficos`.
#[must_use]
pub fn folded(text: &str) -> String {
    text.to_lowercase().chars().map(plain).filter(|letter| !is_combining(*letter)).collect()
}

const fn plain(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// Accents that follow their letter.
const fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}
