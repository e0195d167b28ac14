//! What would not fit the machine, or cannot be computed at all, is refused with a sentence before anything is begun.

use crate::support::{CommandOutput, Workplace};

/// A network of these layers before `Flatten`, for drawings of 32 x 32 pixels.
fn configuration(layers: &str, batch_size: usize) -> String {
    format!(
        "(preset: \"limits\", network: (input: (32, 32), layers: [{layers} Dense(units: classes, activation: softmax)]), \
         training: (optimizer: Adam(learning_rate: 0.01), batch_size: {batch_size}, epochs: 1))"
    )
}

fn drawings() -> Workplace {
    let place = Workplace::new();
    place.drawings("data", 12);
    place
}

#[test]
fn pools_larger_than_the_picture_are_refused_with_their_layer() {
    let place = drawings();
    for kind in ["MaxPooling2D", "AveragePooling2D"] {
        for size in ["(33, 2)", "(100000, 100000)", "(4000000000, 2)", "(2, 18446744073709551615)"] {
            let layers = format!("{kind}(pool_size: {size}, padding: same), Flatten(),");
            place.write("pool.ron", configuration(&layers, 6));
            let sentence = place.fail(&["train", "data", "--config", "pool.ron", "--out", "run"]);
            let expected = format!("layer 1 ({kind}): the picture is 32x32 here, too small for a pool of ");
            assert!(sentence.contains(&expected), "{size}: {sentence}");
            assert!(!place.path("run").exists());
        }
    }
}

#[test]
fn sizes_near_the_largest_number_are_refused_with_their_field_or_layer() {
    let place = drawings();
    let largest = usize::MAX;
    for (layers, expected) in [
        (format!("Conv2D(filters: {largest}, kernel_size: 3), Flatten(),"), "from layer 1 (Conv2D) on"),
        (format!("Conv2D(filters: 2, kernel_size: {largest}, padding: same), Flatten(),"), "layer 1 (Conv2D)"),
        (format!("Conv2D(filters: 2, kernel_size: {largest}), Flatten(),"), "layer 1 (Conv2D)"),
        (format!("Flatten(), Dense(units: {largest}),"), "from layer 2 (Dense) on"),
        (format!("Flatten(), Dense(units: {}),", 1_usize << 31), "from layer 2 (Dense) on"),
    ] {
        place.write("large.ron", configuration(&layers, 6));
        let sentence = place.fail(&["train", "data", "--config", "large.ron", "--out", "run"]);
        assert!(sentence.contains(expected), "{layers}: {sentence}");
    }
    place.write("batch.ron", configuration("Flatten(),", largest));
    let sentence = place.fail(&["train", "data", "--config", "batch.ron", "--out", "run"]);
    assert!(sentence.contains("training.batch_size: it must be from 1 to 65536"), "{sentence}");
}

#[test]
fn more_threads_than_a_few_for_each_processor_are_refused_with_the_number() {
    let place = Workplace::new();
    let processors = std::thread::available_parallelism().expect("processors").get();
    let most = 4 * processors;
    for arguments in [&["train", "data"][..], &["bench"]] {
        for number in [most + 1, 1_000_000, usize::MAX] {
            let ended = place.run(&[arguments, &["--threads", &number.to_string()]].concat());
            assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.stderr);
            let expected =
                format!("it must be a whole number from 1 to {most}: 4 for each of this machine's {processors}");
            assert!(ended.stderr.contains(&expected), "{}", ended.stderr);
        }
    }
}

#[test]
fn a_misspelled_instruction_set_is_an_error_in_every_subcommand() {
    let place = drawings();
    for arguments in [
        &["train", "data"][..],
        &["predict", "run", "data"],
        &["evaluate", "run"],
        &["explain", "run", "data/cat.0.png", "--out", "pictures"],
        &["report", "run"],
        &["summary"],
        &["doctor", "data"],
        &["decode", "data/cat.0.png", "--out", "decoded"],
        &["verify", "numbers.json"],
        &["bench"],
        &["demo-data", "more"],
        &["cache"],
    ] {
        let output = place.command(arguments).env("BIGODE_SIMD", "avx3").output().expect("the command starts");
        let ended = CommandOutput::of(output);
        assert_eq!(ended.code, 1, "{arguments:?}: {}", ended.stderr);
        assert!(ended.stderr.starts_with("error: BIGODE_SIMD is \"avx3\""), "{arguments:?}: {}", ended.stderr);
    }
    assert!(!place.path("more").exists() && !place.path("runs").exists(), "nothing was begun");
}

#[cfg(target_os = "linux")]
mod memory {
    use std::process::Command;

    use super::*;

    /// Trains with an address space of so many bytes, as a smaller machine would.
    fn train_within(place: &Workplace, bytes: u64, configuration: &str) -> CommandOutput {
        place.write("memory.ron", configuration);
        let command = place.command(&["train", "data", "--config", "memory.ron", "--out", "run", "--threads", "2"]);
        let script = format!("ulimit -v {}; exec \"$0\" \"$@\"", bytes / 1024);
        let mut limited = Command::new("sh");
        limited.args(["-c", &script]).arg(command.get_program()).args(command.get_args());
        limited.current_dir(place.path("")).env("BIGODE_CACHE", place.path("cache")).env("LC_ALL", "C");
        CommandOutput::of(limited.output().expect("a shell"))
    }

    #[test]
    fn a_run_that_cannot_fit_the_memory_is_refused_at_the_field_to_blame() {
        let place = drawings();
        let cases = [
            ("Flatten(), Dense(units: 200000, activation: relu),", 6, "network.layers[1]"),
            ("Conv2D(filters: 60000, kernel_size: 1), GlobalAveragePooling2D(),", 12, "training.batch_size"),
            ("Conv2D(filters: 700000, kernel_size: 1), GlobalAveragePooling2D(),", 12, "network.input"),
        ];
        for (layers, batch_size, field) in cases {
            let ended = train_within(&place, 4_000_000_000, &configuration(layers, batch_size));
            assert_eq!(ended.code, 1, "{layers}: {} {}", ended.stdout, ended.stderr);
            let sentence = ended.stderr.lines().last().expect("a sentence");
            let says = |part: &str| sentence.contains(part);
            assert!(says(field) && says("of memory, and there are 4.0 GB in all"), "{layers}: {}", ended.stderr);
            assert!(!place.path("run").exists(), "nothing was begun");
        }
    }
}
