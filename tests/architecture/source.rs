//! The files of `src/`, parsed.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, ImplItem, Item};

use crate::material::repository;

/// A source file.
pub struct Source {
    pub file: PathBuf,
    pub text: String,
    pub syntax: syn::File,
}

impl Source {
    pub fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).expect("a source file");
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        Self { file: file.to_owned(), text, syntax }
    }

    /// The module's path below the crate's root: `src/data/cache/mod.rs` is `data`, `cache`.
    pub fn module(&self) -> Vec<String> {
        let below = self.file.strip_prefix(repository("src")).expect("a file of src").with_extension("");
        let mut names: Vec<String> = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        if matches!(names.last().map(String::as_str), Some("mod" | "lib")) {
            names.pop();
        }
        names
    }

    /// The part of `src/` that it belongs to: a folder or a file at its top, `lib` for the crate's root.
    pub fn floor(&self) -> String {
        self.module().into_iter().next().unwrap_or_else(|| "lib".to_owned())
    }
}

/// All Rust files of a folder and those below it, in order.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            files.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    files
}

/// Every file of `src/`.
pub fn sources() -> Vec<Source> {
    rust_files(&repository("src")).iter().map(|file| Source::read(file)).collect()
}

/// The files of `src/` without whatever is compiled for tests alone.
pub fn programs() -> Vec<Source> {
    let mut sources = sources();
    let tests: Vec<Vec<String>> = sources.iter().flat_map(test_modules).collect();
    sources.retain(|source| !tests.iter().any(|test| source.module().starts_with(test)));
    for source in &mut sources {
        remove_tests(&mut source.syntax.items);
    }
    sources
}

/// The modules in files of their own that a file declares for tests.
fn test_modules(source: &Source) -> Vec<Vec<String>> {
    let modules = source.syntax.items.iter().filter_map(|item| match item {
        Item::Mod(module) if is_for_tests(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    });
    modules.map(|name| [source.module(), vec![name]].concat()).collect()
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string().replace(' ', "") == "#[cfg(test)]")
}

fn remove_tests(items: &mut Vec<Item>) {
    items.retain(|item| match item {
        Item::Const(item) => !is_for_tests(&item.attrs),
        Item::Enum(item) => !is_for_tests(&item.attrs),
        Item::Fn(item) => !is_for_tests(&item.attrs),
        Item::Impl(item) => !is_for_tests(&item.attrs),
        Item::Mod(item) => !is_for_tests(&item.attrs),
        Item::Static(item) => !is_for_tests(&item.attrs),
        Item::Struct(item) => !is_for_tests(&item.attrs),
        Item::Trait(item) => !is_for_tests(&item.attrs),
        Item::Type(item) => !is_for_tests(&item.attrs),
        Item::Use(item) => !is_for_tests(&item.attrs),
        _ => true,
    });
    for item in items {
        match item {
            Item::Mod(module) => module.content.iter_mut().for_each(|(_, items)| remove_tests(items)),
            Item::Impl(item) => item.items.retain(|item| match item {
                ImplItem::Fn(function) => !is_for_tests(&function.attrs),
                ImplItem::Const(constant) => !is_for_tests(&constant.attrs),
                _ => true,
            }),
            _ => {}
        }
    }
}

/// The words and signs of a program in order, brackets too; what is within a macro is not different from the rest.
pub fn tokens(stream: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_joined = false;
    for tree in stream {
        let mut joins = false;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                found.push(open.to_owned());
                found.extend(tokens(group.stream()));
                found.push(close.to_owned());
            }
            TokenTree::Punct(sign) => {
                joins = sign.spacing() == Spacing::Joint;
                match found.last_mut() {
                    Some(last) if is_joined => last.push(sign.as_char()),
                    _ => found.push(sign.to_string()),
                }
            }
            other => found.push(other.to_string()),
        }
        is_joined = joins;
    }
    found
}

/// Whether the tokens of `part`, which are separated by spaces, follow each other somewhere.
pub fn contains(tokens: &[String], part: &str) -> bool {
    let part: Vec<&str> = part.split(' ').collect();
    tokens.windows(part.len()).any(|window| window.iter().eq(&part))
}

#[test]
fn parts_are_found_whatever_stands_between_their_tokens() {
    let source = "fn f() { a /* b */ .  exists( ); let x = vec![std::fs::read(y)]; \"File::open\" }";
    let tokens = tokens(source.parse().expect("tokens"));
    for part in [". exists (", "std :: fs ::", "vec !"] {
        assert!(contains(&tokens, part), "{part} in {tokens:?}");
    }
    for part in ["File ::", "b", ". exist ("] {
        assert!(!contains(&tokens, part), "{part} in {tokens:?}");
    }
}

#[test]
fn what_is_for_tests_alone_is_no_part_of_the_program() {
    let source = "fn a() {} #[cfg(test)] mod tests { fn b() {} } #[cfg(test)] use c::d; \
                  impl E { #[cfg(test)] fn f() {} fn g() {} } mod h { #[cfg(test)] fn i() {} }";
    let mut syntax = syn::parse_file(source).expect("a file");
    remove_tests(&mut syntax.items);
    let tokens = tokens(syntax.to_token_stream());
    for (name, is_there) in
        [("a", true), ("b", false), ("d", false), ("f", false), ("g", true), ("h", true), ("i", false)]
    {
        assert_eq!(contains(&tokens, name), is_there, "{name}");
    }
}
