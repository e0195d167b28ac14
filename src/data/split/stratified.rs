//! The split that keeps each class's share on both sides: scikit-learn's `StratifiedShuffleSplit`.

use std::collections::BTreeMap;

use super::{Mt19937, Split, SplitError, validation_count};

/// `train_test_split(range(n), test_size=test_size, random_state=seed, stratify=labels)`, to the index.
///
/// `labels` gives each photograph's class. A share of 0 leaves everything to train.
///
/// # Errors
/// As [`super::train_test_split`]; if a class has a single photograph or a side has fewer photographs than classes.
pub fn stratified(labels: &[u32], test_size: f64, seed: u32) -> Result<Split, SplitError> {
    let validation_count = validation_count(labels.len(), test_size)?;
    if validation_count == 0 {
        return super::train_test_split(labels.len(), test_size, seed);
    }
    let train_count = labels.len() - validation_count;
    let members = members_by_class(labels)?;
    let side = train_count.min(validation_count);
    if side < members.len() {
        return Err(SplitError::TooFewForClasses { classes: members.len(), side });
    }

    let random = &mut Mt19937::new(seed);
    let counts: Vec<usize> = members.iter().map(Vec::len).collect();
    let train_counts = approximate_mode(&counts, train_count, random);
    let remaining: Vec<usize> = counts.iter().zip(&train_counts).map(|(all, taken)| all - taken).collect();
    let validation_counts = approximate_mode(&remaining, validation_count, random);

    let mut train = Vec::with_capacity(train_count);
    let mut validation = Vec::with_capacity(validation_count);
    for (class, members) in members.iter().enumerate() {
        let order = random.permutation(members.len());
        let (first, rest) = order.split_at(train_counts[class]);
        train.extend(first.iter().map(|&i| members[i as usize]));
        validation.extend(rest[..validation_counts[class]].iter().map(|&i| members[i as usize]));
    }
    random.shuffle(&mut train);
    random.shuffle(&mut validation);
    Ok(Split { train, validation, test: Vec::new() })
}

/// The photographs of each class that has at least two, classes ascending.
fn members_by_class(labels: &[u32]) -> Result<Vec<Vec<u32>>, SplitError> {
    let mut classes = BTreeMap::<u32, Vec<u32>>::new();
    for (index, &label) in (0..).zip(labels) {
        classes.entry(label).or_default().push(index);
    }
    match classes.iter().find(|(_, members)| members.len() < 2) {
        Some((&class, _)) => Err(SplitError::SingleMember { class }),
        None => Ok(classes.into_values().collect()),
    }
}

/// The likeliest share of each class among `draws` (`sklearn.utils.extmath._approximate_mode`): whole parts first, then
/// one more for the largest remainders, ties drawn at random.
fn approximate_mode(counts: &[usize], draws: usize, random: &mut Mt19937) -> Vec<usize> {
    let total = counts.iter().sum::<usize>() as f64;
    let exact: Vec<f64> = counts.iter().map(|&count| count as f64 / total * draws as f64).collect();
    let mut shares: Vec<usize> = exact.iter().map(|&share| share.floor() as usize).collect();
    let remainders: Vec<f64> = exact.iter().map(|share| share - share.floor()).collect();
    let mut values = remainders.clone();
    values.sort_by(|a, b| b.total_cmp(a));
    values.dedup();

    let mut missing = draws.saturating_sub(shares.iter().sum());
    for value in values {
        if missing == 0 {
            break;
        }
        let tied: Vec<usize> = (0..counts.len()).filter(|&class| remainders[class].total_cmp(&value).is_eq()).collect();
        let chosen = random.permutation(tied.len());
        let added = tied.len().min(missing);
        for &winner in &chosen[..added] {
            shares[tied[winner as usize]] += 1;
        }
        missing -= added;
    }
    shares
}
