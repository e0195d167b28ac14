//! Photographs that are left out, in as few lines as say all of it.

use std::collections::HashMap;

use crate::text::{CliText, Language};

/// Photos of one reason that are named one by one; of more, one is named.
const NAMED: usize = 10;

/// A line for each photo and its reason; of many with the same reason, one line with their number.
pub(super) fn lines<'a>(
    left_out: impl Iterator<Item = (&'a str, &'a str)>,
    [one, many]: [CliText; 2],
    language: Language,
) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut places = HashMap::new();
    for (name, reason) in left_out {
        let place = *places.entry(reason).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, names)) => names.push(name),
            None => groups.push((reason, vec![name])),
        }
    }
    let line = |name: &&str, reason: &&str| language.fill(one, &[("name", name), ("reason", reason)]);
    let of_group = |(reason, names): (&str, Vec<&str>)| match names.as_slice() {
        [first, ..] if names.len() > NAMED => {
            let count = language.integer(names.len());
            vec![language.fill(many, &[("n", &count), ("name", first), ("reason", &reason)])]
        }
        _ => names.iter().map(|name| line(name, &reason)).collect(),
    };
    groups.into_iter().flat_map(of_group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_one_reason_are_one_line_with_their_number() {
        let names: Vec<String> = (0..40).map(|number| format!("img/cat.{number}.jpg")).collect();
        let missing = names.iter().map(|name| (name.as_str(), "it is gone"));
        let left_out = [("a.jpg", "it is empty")].into_iter().chain(missing).chain([("b.jpg", "it is empty")]);
        let lines = lines(left_out, [CliText::LeftOut, CliText::LeftOutMany], Language::English);
        assert_eq!(
            lines,
            [
                "Left out: a.jpg: it is empty",
                "Left out: b.jpg: it is empty",
                "Left out: 40 photos, img/cat.0.jpg among them: it is gone",
            ]
        );
    }
}
