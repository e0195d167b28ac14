//! The command line in Portuguese: chosen by an option or by the environment, without English sentences left over.

use std::fs;
use std::process::Stdio;

use bigode::text::{CliText, DoctorText, Phrase, ReportText};

use crate::support::{CommandOutput, TINY, Workplace};

/// Runs the command under a locale.
fn under(place: &Workplace, variables: &[(&str, &str)], arguments: &[&str]) -> CommandOutput {
    CommandOutput::of(place.command(arguments).envs(variables.iter().copied()).output().expect("the command starts"))
}

/// Runs the command in Portuguese to the expected exit code; nothing that it prints is an English phrase.
fn in_portuguese(place: &Workplace, arguments: &[&str], code: i32) -> CommandOutput {
    let ended = under(place, &[("LC_ALL", "pt_BR.UTF-8")], arguments);
    assert_eq!(ended.code, code, "{arguments:?}: {}{}", ended.stdout, ended.stderr);
    for printed in [&ended.stdout, &ended.stderr] {
        assert_no_english::<CliText>(printed);
        assert_no_english::<DoctorText>(printed);
    }
    ended
}

/// Parts of the English phrases that are long enough to be no other word are not in the text.
fn assert_no_english<P: Phrase>(text: &str) {
    const LONG: usize = 13;
    let parts = |phrase: &'static str| phrase.split(['{', '}', '|', ':']).map(str::trim);
    for phrase in P::ALL {
        for english in parts(phrase.english()).filter(|part| part.len() >= LONG && part.contains(' ')) {
            let is_shared = phrase.portuguese().contains(english);
            assert!(is_shared || !text.contains(english), "\"{english}\" is English, in:\n{text}");
        }
    }
}

#[test]
fn a_training_reports_in_portuguese() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.write("tiny.ron", TINY);
    let ended = in_portuguese(&place, &["train", "data", "--config", "tiny.ron", "--out", "run"], 0);
    for part in
        ["Lendo 20 fotos", "Treinando com 16 fotos (cat, dog), validando com 4;", "Época 1/2: loss 0,", "imagens/s"]
    {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
    for part in ["O treino está concluído: a época 2 de 2 terminou", "Melhor época: ", "Prever: bigode predict run"]
    {
        assert!(ended.stdout.contains(part), "{part}: {}", ended.stdout);
    }
    let again = in_portuguese(&place, &["train", "--resume", "run"], 0);
    assert!(again.stdout.contains("já está concluído") && again.stdout.contains("Treinar mais:"), "{}", again.stdout);
    let refused = in_portuguese(&place, &["train", "data", "--config", "tiny.ron", "--out", "run"], 1);
    assert!(refused.stderr.ends_with("erro: run já tem um treino; continue com ele, ou dê outra pasta\n"));
}

#[test]
fn errors_are_portuguese_sentences() {
    let place = Workplace::new();
    place.drawings("data", 4);
    let missing = in_portuguese(&place, &["predict", "nowhere", "a.jpg"], 1);
    assert_eq!(missing.stderr, "erro: nowhere não é um treino: dê uma pasta que um treino deixou\n");

    place.write("wrong.ron", TINY.replace("batch_size: 8", "batch_size: 0"));
    let wrong = in_portuguese(&place, &["train", "data", "--config", "wrong.ron", "--out", "run"], 1);
    assert!(wrong.stderr.starts_with("erro: wrong.ron, linha "), "{}", wrong.stderr);
    assert!(wrong.stderr.contains("coluna ") && wrong.stderr.contains("batch_size"), "{}", wrong.stderr);
    assert_eq!(in_portuguese(&place, &["summary", "--config", "wrong.ron"], 1).stderr, wrong.stderr);

    let nowhere = in_portuguese(&place, &["train", "nowhere", "--out", "run"], 1);
    assert!(nowhere.stderr.starts_with("erro: não há arquivo nem pasta em /"), "{}", nowhere.stderr);
    let unread = in_portuguese(&place, &["verify", "nowhere.json"], 1);
    assert_eq!(unread.stderr, "erro: nowhere.json: não pode ser lido: o arquivo ou a pasta não existe\n");
    place.write("other.json", "[1, 2, 3]");
    assert!(in_portuguese(&place, &["verify", "other.json"], 1).stderr.contains("não tem a forma"));
}

#[test]
fn evaluations_are_portuguese_and_their_files_are_the_same_in_both_languages() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let ended = in_portuguese(&place, &["evaluate", "run", "--calibrated"], 0);
    assert!(ended.stderr.contains("com temperatura "), "{}", ended.stderr);
    for part in ["4 fotos: perda 0,", "acurácia ", "revocação", "matriz de confusão: rótulo (linha), previsto (coluna)"]
    {
        assert!(ended.stdout.contains(part), "{part}: {}", ended.stdout);
    }
    let json = place.succeed(&["evaluate", "run", "--json", "--csv", "english.csv"]);
    let same = in_portuguese(&place, &["evaluate", "run", "--json", "--csv", "portuguese.csv"], 0);
    assert_eq!(same.stdout, json.stdout);
    assert_eq!(place.read("portuguese.csv"), place.read("english.csv"));
    place.succeed(&["predict", "run", "data", "--csv", "english.csv"]);
    in_portuguese(&place, &["predict", "run", "data", "--csv", "portuguese.csv"], 0);
    assert_eq!(place.read("portuguese.csv"), place.read("english.csv"));
    assert_eq!(in_portuguese(&place, &["summary"], 0).stdout, place.succeed(&["summary"]).stdout);

    fs::rename(place.path("data"), place.path("moved")).expect("it can be moved");
    let gone = in_portuguese(&place, &["evaluate", "run"], 1);
    assert!(gone.stderr.contains("bigode evaluate RUN_DIR DATA --set validation"), "{}", gone.stderr);
}

#[test]
fn predictions_warn_in_portuguese() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    place.write("data/broken.png", "no picture");
    place.write("data/notes.txt", "no picture");
    let ended = in_portuguese(&place, &["predict", "run", "data"], 0);
    assert!(ended.stderr.contains("deixada de fora: data/broken.png: não é uma imagem"), "{}", ended.stderr);
    assert!(ended.stderr.contains("notes.txt: não é imagem pelo nome"), "{}", ended.stderr);
    assert!(ended.stdout.lines().all(|line| line.contains(',') && line.contains(" %")), "{}", ended.stdout);
    let none = in_portuguese(&place, &["predict", "run", "data/broken.png", "--csv", "labels.csv"], 1);
    assert!(none.stderr.ends_with("erro: nenhuma foto pôde ser lida\n"), "{}", none.stderr);
    let unwritten = in_portuguese(&place, &["predict", "run", "data", "--csv", "no/such/folder/labels.csv"], 1);
    assert!(unwritten.stderr.contains("labels.csv não pode ser gravado: "), "{}", unwritten.stderr);
    let unnamed = in_portuguese(&place, &["predict", "run", "data", "--submission", "s.csv"], 1);
    assert!(unnamed.stderr.contains("têm números por nome"), "{}", unnamed.stderr);
}

#[test]
fn the_other_subcommands_are_portuguese() {
    let place = Workplace::new();
    let drawn = in_portuguese(&place, &["demo-data", "data", "--count", "12"], 0);
    assert_eq!(drawn.stdout, "12 desenhos de gatos e cachorros (não fotos) em data\n");
    place.train_tiny("data", "run", &["--epochs", "1"]);
    place.write("data/notes.txt", "no picture");
    fs::copy(place.path("data/dog.0.png"), place.path("data/cat.8.jpg")).expect("a copy");
    let found = in_portuguese(&place, &["doctor", "data"], 0).stdout;
    for part in
        ["13 fotos, 13 utilizáveis", "nota: Ignorados: 1", "cat.8.jpg é PNG", "duplicatas exatas entre classes: 1"]
    {
        assert!(found.contains(part), "{part}: {found}");
    }
    assert_eq!(
        in_portuguese(&place, &["doctor", "data", "--json"], 0).stdout,
        place.succeed(&["doctor", "data", "--json"]).stdout
    );
    let cache = in_portuguese(&place, &["cache"], 0).stdout;
    assert!(cache.contains("usado agora mesmo") && cache.contains("1 arquivo, "), "{cache}");
    assert!(in_portuguese(&place, &["cache", "clear"], 0).stdout.contains("removido de "));
    let explained = in_portuguese(&place, &["explain", "run", "data/cat.1.png", "--out", "why"], 0).stdout;
    assert!(explained.contains("input.png: o que a rede vê") && explained.contains("Grad-CAM de conv2d para cat ("));
    assert!(
        in_portuguese(&place, &["explain", "run", "data/cat.1.png", "--out", "w", "--class", "bird"], 1)
            .stderr
            .contains("as classes são cat, dog")
    );
}

#[test]
fn a_report_in_portuguese_has_no_english_sentence() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.train_tiny("data", "run", &["--epochs", "2"]);
    let written = in_portuguese(&place, &["report", "run"], 0);
    assert_eq!(written.stdout, "O relatório é run/report.html\n");
    assert_no_english::<ReportText>(&place.read("run/report.html"));
    fs::rename(place.path("data"), place.path("moved")).expect("it can be moved");
    in_portuguese(&place, &["report", "run", "--out", "without.html"], 0);
    assert_no_english::<ReportText>(&place.read("without.html"));
    for file in ["history.csv", "events.ron", "best.safetensors", "validation.safetensors"] {
        place.write(&format!("run/{file}"), "nonsense");
    }
    in_portuguese(&place, &["report", "run", "--out", "damaged.html"], 0);
    let html = place.read("damaged.html");
    assert_no_english::<ReportText>(&html);
    assert!(html.contains("<html lang=\"pt-BR\">") && !html.contains("cannot") && !html.contains("are damaged"));
}

#[test]
fn the_option_chooses_before_the_environment_and_c_is_english() {
    let place = Workplace::new();
    let sentence = |variables: &[(&str, &str)], more: &[&str]| {
        under(&place, variables, &[&["predict", "nowhere", "a.jpg"], more].concat()).stderr
    };
    let english = "error: nowhere is no run: give a folder that `bigode train` has left (its --out)\n";
    for variables in [&[("LANG", "C")][..], &[], &[("LC_ALL", "C"), ("LANG", "pt_BR.UTF-8")], &[("LANG", "de_DE")]] {
        assert_eq!(sentence(variables, &[]), english, "{variables:?}");
        assert!(sentence(variables, &["--language", "pt"]).starts_with("erro: "), "{variables:?}");
    }
    for variables in [&[("LANG", "pt_BR.UTF-8")][..], &[("LC_MESSAGES", "pt_PT"), ("LANG", "C")]] {
        assert!(sentence(variables, &[]).starts_with("erro: nowhere "), "{variables:?}");
        assert_eq!(sentence(variables, &["--language", "en"]), english, "{variables:?}");
    }
    assert_eq!(place.run(&["train", "--language", "fr", "data"]).code, 2);
}

#[test]
fn without_a_display_the_reason_is_portuguese() {
    let place = Workplace::new();
    let mut child = place
        .command(&["--language", "pt"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut lines = std::io::BufReader::new(child.stderr.take().expect("its standard error"));
    let mut first = String::new();
    std::io::BufRead::read_line(&mut lines, &mut first).expect("UTF-8");
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
    assert!(first.starts_with("Sem janela: não há tela"), "{first}");
}
