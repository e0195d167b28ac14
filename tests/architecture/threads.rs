//! Threads and channels, as far as clippy cannot see to them: `.clippy.toml` forbids those without a name or a bound.

use std::fs;

use quote::ToTokens as _;
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprMethodCall, Item};

use super::source::{contains, programs, tokens};
use crate::material::repository;

/// Builders of threads and of thread pools: how many give a name, and what those that do not look like.
struct Builders {
    /// Whether `Builder` alone is that of threads and not an imported one of temporary files.
    builds_threads: bool,
    named: usize,
    nameless: Vec<String>,
}

impl Builders {
    fn of(syntax: &syn::File) -> Self {
        let imports_another = syntax.items.iter().any(|item| {
            let import = tokens(item.to_token_stream());
            matches!(item, Item::Use(_)) && contains(&import, "tempfile") && contains(&import, "Builder")
        });
        let mut builders = Self { builds_threads: !imports_another, named: 0, nameless: Vec::new() };
        builders.visit_file(syntax);
        builders
    }

    /// The method that names what a builder builds; none for any other expression.
    fn naming_method(&self, builder: &Expr) -> Option<&'static str> {
        let Expr::Call(call) = builder else { return None };
        let path = call.func.to_token_stream().to_string().replace(' ', "");
        match path.rsplit("::").collect::<Vec<_>>().as_slice() {
            ["new", "Builder", "tempfile" | "tar", ..] => None,
            ["new", "Builder"] => self.builds_threads.then_some("name"),
            ["new", "Builder", ..] => Some("name"),
            ["new", "ThreadPoolBuilder", ..] => Some("thread_name"),
            _ => None,
        }
    }
}

impl<'ast> Visit<'ast> for Builders {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let mut chain = vec![call];
        let mut first = call.receiver.as_ref();
        while let Expr::MethodCall(call) = first {
            chain.push(call);
            first = call.receiver.as_ref();
        }
        let Some(naming) = self.naming_method(first) else { return visit::visit_expr_method_call(self, call) };
        if chain.iter().any(|call| call.method == naming) {
            self.named += 1;
        } else {
            self.nameless.push(call.to_token_stream().to_string());
        }
        for argument in chain.iter().flat_map(|call| &call.args) {
            self.visit_expr(argument);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if self.naming_method(&Expr::Call(call.clone())).is_some() {
            self.nameless.push(call.to_token_stream().to_string());
        }
        visit::visit_expr_call(self, call);
    }
}

#[test]
fn threads_are_named_and_channels_bounded() {
    let mut named = 0;
    for program in programs() {
        let file = program.file.display();
        let builders = Builders::of(&program.syntax);
        assert_eq!(builders.nameless, [""; 0], "{file}: threads without names");
        named += builders.named;
        // Work in parallel runs on a pool of its own: rayon's common one has threads without names.
        let tokens = tokens(program.syntax.to_token_stream());
        let pooled = program.floor() == "nn" || contains(&tokens, "ThreadPoolBuilder :: new");
        assert!(pooled || !contains(&tokens, "rayon ::"), "{file}: work on rayon's common pool");
    }
    assert!(named >= 8, "{named} threads and pools are found");
    let clippy = fs::read_to_string(repository(".clippy.toml")).expect("clippy's configuration");
    for nameless in [
        "std::thread::spawn",
        "std::thread::Scope::spawn",
        "rayon::spawn",
        "rayon::join",
        "crossbeam_channel::unbounded",
        "std::sync::mpsc::channel",
    ] {
        assert!(clippy.contains(&format!("path = \"{nameless}\"")), ".clippy.toml does not forbid {nameless}");
    }
}

#[test]
fn builders_without_a_name_are_seen() {
    for (source, nameless) in [
        ("thread::Builder::new().spawn(work)", 1),
        ("std::thread::Builder::new().stack_size(1).spawn_scoped(scope, work)", 1),
        ("let builder = Builder::new();", 1),
        ("Builder::new().name(name).spawn(|| thread::Builder::new().spawn(work))", 1),
        ("rayon::ThreadPoolBuilder::new().num_threads(2).build()", 1),
        ("thread::Builder::new().name(name).spawn(work)", 0),
        ("ThreadPoolBuilder::new().num_threads(2).thread_name(name).build()", 0),
        ("tempfile::Builder::new().prefix(x).tempfile()", 0),
        ("PathBuilder::new().close()", 0),
    ] {
        let syntax = syn::parse_file(&format!("fn f() {{ {source}; }}")).expect("a file");
        assert_eq!(Builders::of(&syntax).nameless.len(), nameless, "{source}");
    }
    let other = syn::parse_file("use tempfile::{Builder, TempDir}; fn f() { Builder::new(); }").expect("a file");
    assert!(Builders::of(&other).nameless.is_empty());
}
