//! Which paths of its own crate a file mentions: in imports, expressions, types and macros alike.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Every path of `source` that begins with `crate`, `self`, `super` or the library's name, from the crate's root on; for
/// a file that is the module `module`. An imported root is the empty path, and a `*` stands for all that a module has.
///
/// Comments and strings count where they spell out a path that begins with `crate::`.
pub fn mentions(source: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let stream: TokenStream = source.parse().unwrap_or_else(|error| panic!("{error}"));
    scan(&stream.into_iter().collect::<Vec<_>>(), module, &mut found);
    found.extend(source.split("crate::").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        (end > 0).then(|| vec![rest[..end].to_owned()])
    }));
    found
}

fn scan(tokens: &[TokenTree], module: &[String], found: &mut Vec<Vec<String>>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Group(body), ..]
                if keyword == "mod" && body.delimiter() == Delimiter::Brace =>
            {
                scan(&trees(body.stream()), &[module, &[name.to_string()]].concat(), found);
                at += 3;
            }
            [TokenTree::Ident(name), rest @ ..] if is_root(&name.to_string()) => {
                at += 1;
                // `pub(super)` and `self.x` mention nothing.
                if is_colons(rest) || is_renaming(rest) {
                    at += follow(rest, &[name.to_string()], module, found);
                }
            }
            [TokenTree::Group(group), ..] => {
                scan(&trees(group.stream()), module, found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Follows a path whose beginning has been read, and gives how many tokens it still took.
fn follow(tokens: &[TokenTree], beginning: &[String], module: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = beginning.to_vec();
    let mut at = 0;
    while is_colons(&tokens[at..]) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            Some(TokenTree::Punct(sign)) if sign.as_char() == '*' => path.push("*".to_owned()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                branch(&trees(group.stream()), &path, module, found);
                return at + 3;
            }
            // `crate::f::<T>()`
            _ => break,
        }
        at += 3;
    }
    found.push(resolved(&path, module));
    at
}

/// What the braces of an import add to the path before them: `crate::{a, b::c}`.
fn branch(tokens: &[TokenTree], path: &[String], module: &[String], found: &mut Vec<Vec<String>>) {
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == ',');
    for part in tokens.split(is_comma) {
        match part {
            [TokenTree::Ident(name), rest @ ..] => {
                follow(rest, &[path, &[name.to_string()]].concat(), module, found);
            }
            [TokenTree::Punct(sign), ..] if sign.as_char() == '*' => {
                found.push(resolved(&[path, &["*".to_owned()]].concat(), module));
            }
            [TokenTree::Group(group), ..] => branch(&trees(group.stream()), path, module, found),
            _ => {}
        }
    }
}

/// A path from the crate's root on.
fn resolved(path: &[String], module: &[String]) -> Vec<String> {
    let mut absolute = module.to_vec();
    for (place, name) in path.iter().enumerate() {
        match name.as_str() {
            "super" => {
                absolute.pop();
            }
            "self" => {}
            root if place == 0 && is_root(root) => absolute.clear(),
            name => absolute.push(name.to_owned()),
        }
    }
    absolute
}

fn is_root(name: &str) -> bool {
    ["crate", "self", "super", "bigode"].contains(&name)
}

fn is_colons(tokens: &[TokenTree]) -> bool {
    let is_colon = |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == ':');
    matches!(tokens, [first, second, ..] if is_colon(first) && is_colon(second))
}

fn is_renaming(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Ident(name), ..] if name == "as")
}

fn trees(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the module `data::cache` mentions, joined by `::`.
    fn mentioned(source: &str) -> Vec<String> {
        let module = ["data", "cache"].map(str::to_owned);
        mentions(source, &module).iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn every_way_to_name_another_module_is_seen() {
        for source in [
            "use crate::engine;",
            "use crate::engine::Engine;",
            "use crate::{config::RunConfig, engine};",
            "use crate::{config::{Form, Zoom}, engine::{self, Command}};",
            "use {std::fs, crate::engine};",
            "pub(crate) use crate::engine as machine;",
            "use super::super::engine::Engine;",
            "use super::{super::engine, file};",
            "use self::super::super::engine;",
            "mod inner { use super::super::super::engine; }",
            "use ::std::fs; use bigode::engine::Engine;",
            "fn f() -> crate::engine::Engine { todo!() }",
            "fn f() { super::super::engine::start(); }",
            "fn f() { crate::engine::start::<u8>(); }",
            "fn f() -> <crate::engine::Engine as Iterator>::Item { todo!() }",
            "fn f(x: &[Option<crate::engine::Engine>; 2]) {}",
            "fn f() { assert!(matches!(x, crate::engine::Event::Done)); }",
            "fn f() { vec![1, { super :: super :: engine :: start() }] }",
            "macro_rules! m { () => { $crate::engine::start() }; }",
            "#[serde(with = \"crate::engine::form\")] struct S;",
            "/// See [`crate::engine::Engine`].\nstruct S;",
            "// crate::engine::Engine has the rest.",
            "impl crate::engine::Sink for S {}",
            "pub(in crate::engine) fn f() {}",
        ] {
            let found = mentioned(source);
            assert!(found.iter().any(|path| path.split("::").next() == Some("engine")), "{source}: {found:?}");
        }
    }

    #[test]
    fn an_imported_root_is_seen() {
        for source in ["use crate as root;", "use crate::{self as root};", "use super::super as up;"] {
            assert_eq!(mentioned(source), [""], "{source}");
        }
        for source in ["use crate::*;", "use super::super::*;", "use super::{super::*};"] {
            assert_eq!(mentioned(source), ["*"], "{source}");
        }
    }

    #[test]
    fn what_lies_in_the_same_part_is_not_taken_for_another() {
        for source in [
            "use super::engine::Engine;",
            "use self::engine::Engine;",
            "use super::*;",
            "mod tests { use super::*; }",
            "fn f() { let crate_engine = 1; }",
            "fn f(&self) { self.engine.start() }",
            "pub(super) fn engine() {}",
            "use std::engine::Engine;",
            "fn f() { let engine = super::open(); }",
        ] {
            for path in mentioned(source) {
                assert!(path.starts_with("data::"), "{source}: {path}");
            }
        }
    }
}
