//! The history of a run: one row for each epoch, kept as CSV with Keras's column names.

use serde::{Deserialize, Serialize};

use super::Damage;

/// The metrics of a completed epoch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EpochStats {
    /// From 1.
    pub epoch: usize,
    /// Mean training loss over the batches of the epoch, each before its update.
    pub loss: f64,
    /// Training accuracy over the same batches, 0 to 1.
    pub accuracy: f64,
    /// Mean validation loss, where there is validation.
    pub val_loss: Option<f64>,
    /// Validation accuracy, 0 to 1, where there is validation.
    pub val_accuracy: Option<f64>,
    /// The learning rate that the epoch trained with.
    pub learning_rate: f32,
    /// Duration of training and validation, without writing files and without pauses.
    pub seconds: f64,
    /// Training photographs per second of the training pass.
    pub images_per_second: f64,
}

impl EpochStats {
    /// The loss by which the best epoch is chosen: the validation loss, or the training loss where there is no validation.
    #[must_use]
    pub fn deciding_loss(&self) -> f64 {
        self.val_loss.unwrap_or(self.loss)
    }

    fn has_invalid_loss(&self) -> bool {
        !self.loss.is_finite() || !self.deciding_loss().is_finite()
    }
}

/// The epoch whose weights are kept as best: the lowest deciding loss, the earliest on a tie. A loss that is not a
/// finite number is never best. Once an epoch has a validation loss, epochs without one are not compared with it.
#[must_use]
pub fn best_epoch(history: &[EpochStats]) -> Option<&EpochStats> {
    let lowest = |validated: bool| {
        let compared = history.iter().filter(|row| row.val_loss.is_some() == validated);
        let finite = compared.filter(|row| row.deciding_loss().is_finite());
        finite.reduce(|best, row| if row.deciding_loss() < best.deciding_loss() { row } else { best })
    };
    lowest(true).or_else(|| lowest(false))
}

/// The first epoch with a loss, of training or validation, that is not a finite number.
#[must_use]
pub fn first_invalid_loss(history: &[EpochStats]) -> Option<usize> {
    history.iter().find(|row| row.has_invalid_loss()).map(|row| row.epoch)
}

const KERAS_COLUMNS: &str = "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss";
const OWN_COLUMNS: &str = "seconds,images_per_second";

/// `history.csv`: the columns of Keras's `CSVLogger`, then seconds and images per second. Epochs count from 1.
#[must_use]
pub fn to_csv(history: &[EpochStats]) -> String {
    let mut text = format!("{KERAS_COLUMNS},{OWN_COLUMNS}\n");
    for row in history {
        let own = format!("{:.3},{:.2}", row.seconds, row.images_per_second);
        text += &[row.epoch.to_string(), keras_cells(row, ","), own].join(",");
        text.push('\n');
    }
    text
}

/// The file that Keras's `CSVLogger` writes; its epochs count from 0.
#[must_use]
pub fn to_keras_csv(history: &[EpochStats], separator: &str) -> String {
    let mut text = KERAS_COLUMNS.replace(',', separator) + "\r\n";
    for row in history {
        text += &[(row.epoch - 1).to_string(), keras_cells(row, separator)].join(separator);
        text += "\r\n";
    }
    text
}

fn keras_cells(row: &EpochStats, separator: &str) -> String {
    [Some(row.accuracy), Some(f64::from(row.learning_rate)), Some(row.loss), row.val_accuracy, row.val_loss]
        .map(|value| value.map_or_else(|| "NA".to_owned(), number))
        .join(separator)
}

/// The shortest decimal that reads back as the same value; `nan` and `inf` as Python writes them.
fn number(value: f64) -> String {
    value.to_string().to_lowercase()
}

/// Reads what [`to_csv`] wrote.
///
/// # Errors
/// What is wrong with the first line that cannot be read.
pub fn from_csv(text: &str) -> Result<Vec<EpochStats>, Damage> {
    if !text.ends_with('\n') {
        return Err(Damage::CutOff);
    }
    let mut lines = text.lines().enumerate();
    let header = format!("{KERAS_COLUMNS},{OWN_COLUMNS}");
    match lines.next() {
        Some((_, line)) if line == header => {}
        _ => return Err(Damage::Columns(header)),
    }
    lines
        .map(|(epoch, text)| {
            parse_row(text, epoch).ok_or_else(|| Damage::Row { line: epoch + 1, epoch, text: text.to_owned() })
        })
        .collect()
}

fn parse_row(line: &str, expected_epoch: usize) -> Option<EpochStats> {
    let cells: Vec<&str> = line.split(',').collect();
    let [epoch, accuracy, learning_rate, loss, val_accuracy, val_loss, seconds, images_per_second] = cells[..] else {
        return None;
    };
    let optional = |cell: &str| match cell {
        "NA" => Some(None),
        _ => cell.parse().ok().map(Some),
    };
    let epoch = epoch.parse().ok().filter(|epoch| *epoch == expected_epoch)?;
    Some(EpochStats {
        epoch,
        loss: loss.parse().ok()?,
        accuracy: accuracy.parse().ok()?,
        val_loss: optional(val_loss)?,
        val_accuracy: optional(val_accuracy)?,
        learning_rate: learning_rate.parse::<f64>().ok()? as f32,
        seconds: seconds.parse().ok()?,
        images_per_second: images_per_second.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(epoch: usize, val_loss: Option<f64>) -> EpochStats {
        EpochStats {
            epoch,
            loss: 0.1 + epoch as f64,
            accuracy: 1.0 / 3.0,
            val_loss,
            val_accuracy: val_loss.map(|_| 0.75),
            learning_rate: 0.01,
            seconds: 12.5,
            images_per_second: 80.25,
        }
    }

    #[test]
    fn a_history_written_as_csv_reads_back_bit_for_bit() {
        let history = vec![row(1, Some(0.7)), row(2, Some(1.0 / 7.0)), row(3, Some(f64::NAN))];
        let text = to_csv(&history);
        assert!(
            text.starts_with("epoch,accuracy,learning_rate,loss,val_accuracy,val_loss,seconds,images_per_second\n1,")
        );
        let read = from_csv(&text).expect("it was just written");
        assert_eq!(read[..2], history[..2]);
        assert!(read[2].val_loss.is_some_and(f64::is_nan));
        let plain = vec![row(1, None)];
        assert!(to_csv(&plain).contains(",NA,NA,"));
        assert_eq!(from_csv(&to_csv(&plain)).expect("it was just written"), plain);
    }

    #[test]
    fn a_history_cut_off_anywhere_is_an_error_or_whole_rows() {
        let text = to_csv(&[row(1, Some(0.5)), row(2, Some(0.25))]);
        for length in 0..text.len() {
            if let Ok(rows) = from_csv(&text[..length]) {
                assert!(text[..length].ends_with('\n'), "{rows:?} from a line cut off");
            }
        }
        assert!(from_csv(&text.replace("\n2,", "\n7,")).is_err_and(|damage| damage.to_string().contains("line 3")));
    }

    #[test]
    fn the_best_epoch_has_the_lowest_loss_and_is_the_earliest_on_a_tie() {
        let losses = [0.5, 0.3, 0.3, 0.4];
        let history: Vec<_> = losses.iter().zip(1..).map(|(loss, epoch)| row(epoch, Some(*loss))).collect();
        assert_eq!(best_epoch(&history).map(|best| best.epoch), Some(2));
        let broken = [row(1, Some(f64::NAN)), row(2, Some(9.0)), row(3, Some(f64::NAN))];
        assert_eq!(best_epoch(&broken).map(|best| best.epoch), Some(2));
        assert_eq!(best_epoch(&[]), None);
    }

    #[test]
    fn an_epoch_without_validation_is_best_only_until_one_is_validated() {
        let rows = [row(1, None), row(2, None), row(3, Some(7.0)), row(4, None), row(5, Some(8.0))];
        let best = |count: usize| best_epoch(&rows[..count]).map(|best| best.epoch);
        assert_eq!([best(1), best(2), best(3), best(5)], [Some(1), Some(1), Some(3), Some(3)]);
    }

    #[test]
    fn an_epoch_without_a_finite_loss_is_never_the_best() {
        let history = [row(1, Some(0.5)), row(2, Some(f64::INFINITY)), row(3, Some(f64::NAN))];
        assert_eq!(best_epoch(&history[1..]), None);
        assert_eq!(best_epoch(&history), Some(&history[0]));
        assert_eq!((first_invalid_loss(&history), first_invalid_loss(&history[..1])), (Some(2), None));
        let in_training = EpochStats { loss: f64::NAN, ..row(4, Some(0.5)) };
        assert_eq!(first_invalid_loss(&[in_training]), Some(4));
        assert_eq!(first_invalid_loss(&[EpochStats { val_loss: None, ..in_training }]), Some(4));
    }

    #[test]
    fn the_csv_logger_counts_epochs_from_zero_as_keras_does() {
        let text = to_keras_csv(&[row(1, Some(0.5))], ";");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "epoch;accuracy;learning_rate;loss;val_accuracy;val_loss");
        assert!(lines[1].starts_with("0;0.3333333333333333;0.009999999776482582;1.1;0.75;0.5"));
    }
}
