//! From logits to probabilities, losses and predictions.

/// The index of the largest value, the first of equals: the predicted class of a row of logits or probabilities.
///
/// As in numpy, NaN counts as the largest value, so that the result is the index of the first NaN if there is one. The
/// result for an empty slice is 0.
#[must_use]
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (index, value) in values.iter().enumerate() {
        if value.is_nan() {
            return index;
        }
        if *value > values[best] {
            best = index;
        }
    }
    best
}

/// The probabilities of `classes` classes, row by row, from their logits.
#[must_use]
pub fn softmax(logits: &[f32], classes: usize) -> Vec<f32> {
    let mut probabilities = logits.to_vec();
    for row in probabilities.chunks_exact_mut(classes) {
        // Without the largest logit subtracted, the exponentials would overflow.
        let largest = largest(row);
        let mut sum = 0.0;
        for value in &mut *row {
            *value = (*value - largest).exp();
            sum += *value;
        }
        for value in row {
            *value /= sum;
        }
    }
    probabilities
}

/// The categorical cross-entropy of each picture in nats, from rows of `classes` logits.
///
/// # Panics
/// If a label is not below `classes`.
#[must_use]
pub fn softmax_cross_entropy(logits: &[f32], labels: &[u32], classes: usize) -> Vec<f32> {
    let loss = |(row, label): (&[f32], &u32)| {
        let largest = largest(row);
        let sum: f32 = row.iter().map(|value| (value - largest).exp()).sum();
        // The difference comes first: it is exact where the logits are large.
        sum.ln() + (largest - row[*label as usize])
    };
    logits.chunks_exact(classes).zip(labels).map(loss).collect()
}

fn largest(row: &[f32]) -> f32 {
    row.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn argmax_is_the_first_of_the_largest_values_and_nan_counts_as_largest() {
        assert_eq!(argmax(&[0.1, 0.7, 0.2]), 1);
        assert_eq!(argmax(&[0.4, 0.2, 0.4]), 0);
        assert_eq!(argmax(&[-1.0, f32::NEG_INFINITY]), 0);
        assert_eq!(argmax(&[f32::INFINITY, f32::NAN, f32::NAN]), 1);
        assert_eq!(argmax(&[]), 0);
    }
}
