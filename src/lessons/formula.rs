//! Formulas as trees: they are set by the window and read aloud by a screen reader.

use crate::text::Language;

/// A formula or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// Parts from left to right.
    Row(Vec<Formula>),
    /// A sign, as [`SIGNS`] lists them.
    Sign(&'static str),
    /// A number as the language writes it.
    Number(String),
    /// A symbol with a meaning.
    Term(Term),
    /// The first above the second.
    Fraction(Box<[Formula; 2]>),
    /// The second at the foot of the first.
    Below(Box<[Formula; 2]>),
    /// The second at the head of the first.
    Above(Box<[Formula; 2]>),
    /// The root of a part.
    Root(Box<Formula>),
}

/// A symbol of a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// As it is written.
    pub symbol: &'static str,
    /// What it means; it is read aloud in the symbol's place.
    pub meaning: String,
    /// Its present value.
    pub value: Option<String>,
    /// Terms of one number have one colour.
    pub colour: usize,
}

/// Signs, and how they are read aloud in English and Portuguese.
pub const SIGNS: [(&str, &str, &str); 21] = [
    ("=", "equals", "é igual a"),
    ("←", "becomes", "recebe"),
    ("⇔", "which is the same as", "que é o mesmo que"),
    ("+", "plus", "mais"),
    ("−", "minus", "menos"),
    ("·", "times", "vezes"),
    ("×", "times", "vezes"),
    ("Σ", "the sum of", "a soma de"),
    ("ln", "the natural logarithm of", "o logaritmo natural de"),
    ("e", "e", "e"),
    ("max", "the larger of", "o maior entre"),
    ("∇", "the gradient of", "o gradiente de"),
    ("∂", "the change of", "a variação de"),
    ("(", "(", "("),
    (")", ")", ")"),
    (",", ",", ","),
    (";", ";", ";"),
    ("i", "i", "i"),
    ("j", "j", "j"),
    ("<", "is less than", "é menor que"),
    ("…", "and so on", "e assim por diante"),
];

/// What stands between two numbers of a list: a semicolon where numbers have a comma.
#[must_use]
pub const fn between(language: Language) -> &'static str {
    match language {
        Language::English => ",",
        Language::Portuguese => ";",
    }
}

impl Formula {
    /// Parts from left to right.
    #[must_use]
    pub fn row(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::Row(parts.into_iter().collect())
    }

    /// One part above another.
    #[must_use]
    pub fn fraction(above: Self, below: Self) -> Self {
        Self::Fraction(Box::new([above, below]))
    }

    /// A part with another at its foot.
    #[must_use]
    pub fn below(part: Self, index: Self) -> Self {
        Self::Below(Box::new([part, index]))
    }

    /// A part with another at its head.
    #[must_use]
    pub fn above(part: Self, power: Self) -> Self {
        Self::Above(Box::new([part, power]))
    }

    /// A symbol with its meaning and its present value.
    #[must_use]
    pub fn term(symbol: &'static str, colour: usize, meaning: &str, value: Option<String>) -> Self {
        Self::Term(Term { symbol, meaning: meaning.to_owned(), value, colour })
    }

    /// A number that is added: with its own sign, `1 − 2` rather than `1 + −2`.
    #[must_use]
    pub fn added(language: Language, value: f32, decimals: usize) -> [Self; 2] {
        let written = language.decimal(f64::from(value), decimals);
        match written.strip_prefix('-') {
            Some(digits) => [Self::Sign("−"), Self::Number(digits.to_owned())],
            None => [Self::Sign("+"), Self::Number(written)],
        }
    }

    /// All terms, each once, from left to right.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms: Vec<&Term> = Vec::new();
        self.visit(&mut |part| {
            if let Self::Term(term) = part
                && !terms.iter().any(|known| known.symbol == term.symbol && known.colour == term.colour)
            {
                terms.push(term);
            }
        });
        terms
    }

    /// The formula as it is read aloud.
    #[must_use]
    pub fn spoken(&self, language: Language) -> String {
        let portuguese = language == Language::Portuguese;
        let (over, to_the, of, root) = if portuguese {
            ("dividido por", "elevado a", "de índice", "a raiz de")
        } else {
            ("divided by", "to the power of", "with index", "the root of")
        };
        let pair = |parts: &[Self; 2], word: &str| {
            format!("{} {word} {}", parts[0].spoken(language), parts[1].spoken(language))
        };
        match self {
            Self::Row(parts) => parts.iter().map(|part| part.spoken(language)).collect::<Vec<_>>().join(" "),
            Self::Sign(sign) => {
                let known = SIGNS.iter().find(|(known, ..)| known == sign);
                known.map_or(*sign, |(_, en, pt)| if portuguese { pt } else { en }).to_owned()
            }
            Self::Number(number) => number.clone(),
            Self::Term(term) => term.symbol.to_owned(),
            Self::Fraction(parts) => pair(parts, over),
            Self::Below(parts) => pair(parts, of),
            Self::Above(parts) => pair(parts, to_the),
            Self::Root(part) => format!("{root} {}", part.spoken(language)),
        }
    }

    /// Every character that is drawn.
    #[must_use]
    pub fn characters(&self) -> String {
        let mut all = String::new();
        self.visit(&mut |part| match part {
            Self::Sign(sign) => all.push_str(sign),
            Self::Number(number) => all.push_str(number),
            Self::Term(term) => all.push_str(term.symbol),
            Self::Root(_) => all.push('√'),
            _ => {}
        });
        all
    }

    fn visit<'a>(&'a self, look: &mut dyn FnMut(&'a Self)) {
        look(self);
        match self {
            Self::Row(parts) => parts.iter().for_each(|part| part.visit(look)),
            Self::Fraction(parts) | Self::Below(parts) | Self::Above(parts) => {
                parts.iter().for_each(|part| part.visit(look));
            }
            Self::Root(part) => part.visit(look),
            Self::Sign(_) | Self::Number(_) | Self::Term(_) => {}
        }
    }
}
