//! The keys that `README.md` documents.

use std::collections::BTreeMap;

use eframe::egui::ModifierNames;

use crate::app::commands::Command;
use crate::text::Language;

const README: &str = include_str!("../../../README.md");

/// The keys of a command as they are written on a keyboard with Ctrl, and nothing where it has none.
fn keys(command: Command) -> Option<String> {
    command.shortcut().map(|shortcut| shortcut.format(&ModifierNames::NAMES, false))
}

/// The table below the title "Keys": a command's name in English, and its keys.
fn documented() -> BTreeMap<&'static str, &'static str> {
    let (_, chapter) = README.split_once("\n### Keys\n").expect("a chapter about keys");
    let chapter = chapter.split("\n#").next().unwrap_or_default();
    let rows = chapter.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    rows.filter(|(keys, _)| *keys != "keys").map(|(keys, command)| (command, keys)).collect()
}

#[test]
fn every_documented_key_gives_its_command_and_none_is_left_out() {
    let bound = Command::ALL.into_iter().filter_map(|command| {
        let name = Language::English.text(command.name());
        Some((name, keys(command)?))
    });
    let bound: BTreeMap<&str, String> = bound.collect();
    let documented = documented();
    assert!(documented.len() > 20, "{documented:?}");
    for (name, keys) in &documented {
        assert_eq!(bound.get(name).map(String::as_str), Some(*keys), "{name}");
    }
    for (name, keys) in &bound {
        assert!(documented.contains_key(name), "README.md lacks {keys}: {name}");
    }
}

#[test]
fn keys_named_in_the_tour_give_what_it_says() {
    let text = README.replace('\n', " ");
    for (sentence, command) in [
        ("Ctrl+K finds any command", Command::ShowPalette),
        ("**L** gives another label", Command::GiveLabel),
        ("**X** excludes", Command::Exclude),
        ("**D** marks as doubtful", Command::Flag),
        ("**Backspace** reverts the change", Command::TakeBack),
        ("Ctrl+Z undoes", Command::Undo),
        ("Ctrl+Shift+Z does again", Command::Redo),
        ("*Train again with these changes* (Ctrl+Shift+Enter)", Command::TrainAgain),
    ] {
        assert!(text.contains(sentence), "README.md says: {sentence}");
        let keys = keys(command).expect("it has keys");
        let words = sentence.split([' ', '*', '(', ')']);
        assert!(words.clone().any(|word| word == keys), "{sentence}, but the keys are {keys}");
    }
}
