//! Names of classes that are the same text in several forms of Unicode: an é is one character or an e with an accent.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::{Arrangement, Note};

/// Whether two names of classes are the same text, composed or decomposed.
#[must_use]
pub fn is_same_class(one: &str, other: &str) -> bool {
    one == other || one.nfc().eq(other.nfc())
}

/// The place of a class among others, whatever form of Unicode its name has.
#[must_use]
pub fn class_of_name(classes: &[String], name: &str) -> Option<u32> {
    classes.iter().position(|class| is_same_class(class, name)).map(|class| class as u32)
}

/// Makes one class of those with the same name in several forms, and says so. A name that occurs in one form stays as it is.
pub(in crate::data) fn merge_unicode_forms(arrangement: &mut Arrangement) {
    let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for class in &arrangement.classes {
        forms.entry(class.nfc().collect()).or_default().push(class);
    }
    if forms.len() == arrangement.classes.len() {
        return;
    }
    let names: BTreeMap<&str, &str> = forms
        .iter()
        .flat_map(|(composed, forms)| {
            let name = if let [only] = forms.as_slice() { *only } else { composed.as_str() };
            forms.iter().map(move |form| (*form, name))
        })
        .collect();
    let classes: Vec<&str> = names.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    arrangement.photos.map_labels(|label| {
        let name = label.and_then(|label| names.get(arrangement.classes[label as usize].as_str()));
        name.and_then(|name| classes.binary_search(name).ok()).map(|label| label as u32)
    });
    let merged = forms.iter().filter(|(_, forms)| forms.len() > 1);
    arrangement.notes.extend(merged.map(|(class, _)| Note::SameClass { class: class.clone() }));
    arrangement.classes = classes.into_iter().map(str::to_owned).collect();
}
