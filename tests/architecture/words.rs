//! The sentences of errors keep to the field's words: those in `#[error]`, and their Portuguese.

use std::fs;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::visit::{self, Visit};
use syn::{Attribute, File, ImplItemFn, ItemFn, Lit};

use super::source::programs;
use crate::material::repository;

/// The sentences of a file by language, as the list of words names languages.
#[derive(Default)]
struct Sentences(Vec<(&'static str, String)>);

impl Sentences {
    fn of(syntax: &File) -> Self {
        let mut found = Self::default();
        found.visit_file(syntax);
        found
    }

    fn add(&mut self, language: &'static str, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.add(language, group.stream()),
                TokenTree::Literal(literal) => {
                    if let Lit::Str(text) = Lit::new(literal) {
                        self.0.push((language, text.value()));
                    }
                }
                _ => {}
            }
        }
    }
}

impl Visit<'_> for Sentences {
    fn visit_attribute(&mut self, attribute: &Attribute) {
        if attribute.path().is_ident("error") {
            self.add("en", attribute.meta.to_token_stream());
        }
    }

    fn visit_impl_item_fn(&mut self, function: &ImplItemFn) {
        if function.sig.ident == "portuguese" {
            self.add("pt", function.block.to_token_stream());
        }
        visit::visit_impl_item_fn(self, function);
    }
}

/// In files that hold nothing but Portuguese, helpers have sentences, too.
struct Helpers<'a>(&'a mut Sentences);

impl Visit<'_> for Helpers<'_> {
    fn visit_item_fn(&mut self, function: &ItemFn) {
        self.0.add("pt", function.block.to_token_stream());
    }
}

/// Language, word to avoid in small letters, and the field's word.
fn avoided_words() -> Vec<(String, String, String)> {
    let list = fs::read_to_string(repository("src/text/words.csv")).expect("the list of words");
    csv::Reader::from_reader(list.as_bytes()).deserialize().map(|row| row.expect("language, avoid, use")).collect()
}

#[test]
fn sentences_of_errors_use_the_words_of_the_field() {
    let avoided = avoided_words();
    let (mut count, mut found) = (0, Vec::new());
    for source in programs() {
        let mut sentences = Sentences::of(&source.syntax);
        if source.file.ends_with("portuguese.rs") {
            Helpers(&mut sentences).visit_file(&source.syntax);
        }
        count += sentences.0.len();
        for (language, text) in sentences.0 {
            let small = text.to_lowercase();
            let wrong = avoided.iter().filter(|(of, avoid, _)| of == language && small.contains(avoid.as_str()));
            found.extend(wrong.map(|(_, avoid, instead)| {
                format!("{}: “{avoid}” instead of “{instead}”: {text}", source.file.display())
            }));
        }
    }
    assert!(count > 500, "only {count} sentences of errors are found");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn sentences_are_found_in_attributes_and_in_every_branch() {
    let source = r#"
        #[derive(Error)] enum E { #[error("one {0}")] A(u8), #[error(transparent)] B(#[from] F) }
        impl Localized for E { fn portuguese(&self) -> String { match self { E::A(n) => format!("um {n}"), _ => x() } } }
        fn x() -> String { "dois".to_owned() }
    "#;
    let syntax = syn::parse_file(source).expect("a file");
    let mut sentences = Sentences::of(&syntax);
    assert_eq!(sentences.0, [("en", "one {0}".to_owned()), ("pt", "um {n}".to_owned())]);
    Helpers(&mut sentences).visit_file(&syntax);
    assert_eq!(sentences.0.last(), Some(&("pt", "dois".to_owned())));
}
