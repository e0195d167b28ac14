//! Sections `mt19937_*`, `split_*` and `kernel_split_*`: numpy's generator and scikit-learn's `train_test_split`.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::report::Report;
use crate::data::split::{Mt19937, Split, train_test_split};

#[derive(Deserialize)]
struct Generator {
    u32: Vec<u32>,
    f64: Vec<f64>,
}

/// `mt19937_seed42`: the first words, and after the same seed the first doubles.
pub(super) fn check_generator(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let seed = seed_of(section)?;
    let reference = Generator::deserialize(numbers)?;
    let mut generator = Mt19937::new(seed);
    let words: Vec<u32> = reference.u32.iter().map(|_| generator.next_u32()).collect();
    report.exact(&format!("{section}: u32"), &words, &reference.u32)?;
    let mut generator = Mt19937::new(seed);
    let doubles: Vec<f64> = reference.f64.iter().map(|_| generator.next_f64()).collect();
    report.exact(&format!("{section}: f64"), &doubles, &reference.f64)?;
    Ok(())
}

/// `split_test20_seed42`: a size's sides as whole lists, or as their ends, lengths and the permutation's SHA-256.
pub(super) fn check_split(section: &str, sizes: &Value, report: &mut Report) -> anyhow::Result<()> {
    let percent: f64 = between(section, "split_test", "_").context("no share in the section's name")?.parse()?;
    let seed = seed_of(section)?;
    for (size, reference) in BTreeMap::<usize, BTreeMap<String, Value>>::deserialize(sizes)? {
        let split = train_test_split(size, percent / 100.0, seed)?;
        for (fact, expected) in &reference {
            let name = format!("{section}: {fact} of {size}");
            let ours = fact_of(&split, fact).with_context(|| format!("{size}: {fact}"))?;
            report.exact(&name, &ours, expected)?;
        }
    }
    Ok(())
}

/// A fact about a split under its name in the file, as JSON.
fn fact_of(split: &Split, fact: &str) -> anyhow::Result<Value> {
    let side = |name: &str| match name {
        "test" => Ok(&split.validation),
        "train" => Ok(&split.train),
        _ => bail!("not a fact that this program knows"),
    };
    if fact == "perm_sha256_le_u32" {
        return Ok(permutation_sha256(split).into());
    }
    if let Some(name) = fact.strip_prefix("n_") {
        return Ok(side(name)?.len().into());
    }
    if let Some((name, count)) = fact.split_once("_first") {
        let side = side(name)?;
        return Ok(side[..count.parse::<usize>()?.min(side.len())].into());
    }
    if let Some((name, count)) = fact.split_once("_last") {
        let side = side(name)?;
        return Ok(side[side.len().saturating_sub(count.parse()?)..].into());
    }
    Ok(side(fact)?.as_slice().into())
}

/// SHA-256 of the permutation (the test side, then the train side) as little-endian 32-bit words, in hexadecimal.
fn permutation_sha256(split: &Split) -> String {
    let permutation = split.validation.iter().chain(&split.train);
    let bytes: Vec<u8> = permutation.flat_map(|&index| index.to_le_bytes()).collect();
    Sha256::digest(&bytes).iter().fold(String::new(), |hexadecimal, byte| format!("{hexadecimal}{byte:02x}"))
}

#[derive(Deserialize)]
struct KernelSplit {
    val_cats: usize,
    val_dogs: usize,
    train_cats: usize,
    train_dogs: usize,
    val_first5: Vec<String>,
    train_first5: Vec<String>,
}

/// `kernel_split_lexicographic_names`: Kaggle's 25,000 names in byte order, split as the notebook does.
pub(super) fn check_kernel_split(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let reference = KernelSplit::deserialize(numbers)?;
    let cats = reference.val_cats + reference.train_cats;
    let dogs = reference.val_dogs + reference.train_dogs;
    ensure!(cats + dogs <= 1_000_000, "more photos than anyone has");
    let mut names: Vec<String> = (0..cats).map(|n| format!("cat.{n}.jpg")).collect();
    names.extend((0..dogs).map(|n| format!("dog.{n}.jpg")));
    names.sort_unstable();
    let split = train_test_split(names.len(), 0.2, 42)?;
    for (side, indices, counts, first) in [
        ("val", &split.validation, (reference.val_cats, reference.val_dogs), &reference.val_first5),
        ("train", &split.train, (reference.train_cats, reference.train_dogs), &reference.train_first5),
    ] {
        let cats = indices.iter().filter(|&&index| names[index as usize].starts_with("cat")).count();
        report.exact(&format!("{section}: cats and dogs in {side}"), &(cats, indices.len() - cats), &counts)?;
        let ours: Vec<String> = indices.iter().take(first.len()).map(|&index| names[index as usize].clone()).collect();
        report.exact(&format!("{section}: first of {side}"), &ours, first)?;
    }
    Ok(())
}

/// The number after `seed` in a section's name.
pub(super) fn seed_of(section: &str) -> anyhow::Result<u32> {
    let seed = between(section, "seed", "_").context("no seed in the section's name")?;
    seed.parse().with_context(|| format!("seed {seed} in the section's name"))
}

/// What stands in `text` after `start` and before the next `end`, or before the text's end.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end).map_or(rest, |(found, _)| found))
}
