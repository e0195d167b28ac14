//! The order of a model's layers, and the names of the groups that hold their weights.

use std::collections::HashMap;

/// The order of a functional model's layers: from the input to the output by their depth, those of one depth as they are
/// reached from the output through each layer's inputs. `inputs[n]` are the layers that layer `n` takes. Keras's
/// `map_graph`.
///
/// Layers that the output does not depend on are left out.
#[must_use]
pub fn model_order(inputs: &[Vec<usize>], output: usize) -> Vec<usize> {
    let (mut visited, mut finished) = (Vec::new(), Vec::new());
    // Depth first without recursion: a file may have any number of layers.
    let mut stack = vec![(output, 0)];
    let mut is_visited = vec![false; inputs.len()];
    while let Some((layer, next)) = stack.pop() {
        if next == 0 {
            if std::mem::replace(&mut is_visited[layer], true) {
                continue;
            }
            visited.push(layer);
        }
        match inputs[layer].get(next) {
            Some(&input) => {
                stack.push((layer, next + 1));
                stack.push((input, 0));
            }
            None => finished.push(layer),
        }
    }
    let mut depths: HashMap<usize, usize> = HashMap::new();
    for &layer in finished.iter().rev() {
        let depth = *depths.entry(layer).or_insert(0);
        for &input in &inputs[layer] {
            let known = depths.entry(input).or_insert(0);
            *known = (*known).max(depth + 1);
        }
    }
    let mut order = visited;
    order.sort_by_key(|layer| std::cmp::Reverse(depths.get(layer).copied().unwrap_or(0)));
    order
}

/// The names of the groups of layers of these classes, in the order of the model.
pub fn group_names<'a>(classes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut earlier: HashMap<String, usize> = HashMap::new();
    let name = |class: &str| {
        let base = snake_case(class);
        let count = earlier.entry(base.clone()).or_default();
        *count += 1;
        if *count == 1 { base } else { format!("{base}_{}", *count - 1) }
    };
    classes.into_iter().map(name).collect()
}

/// Keras's `to_snake_case`: `Conv2D` is `conv2d`, `ReLU` is `re_lu`.
fn snake_case(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut name = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let follows = |offset: usize| letters.get(place + offset).is_some_and(char::is_ascii_lowercase);
        let after_lower = place > 0 && letters[place - 1].is_ascii_lowercase();
        if letter.is_ascii_uppercase() && place > 0 && (after_lower || follows(1)) {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_named_as_keras_names_them() {
        let classes = ["InputLayer", "Conv2D", "BatchNormalization", "Conv2D", "SeparableConv2D", "LeakyReLU", "ReLU"];
        let expected =
            ["input_layer", "conv2d", "batch_normalization", "conv2d_1", "separable_conv2d", "leaky_re_lu", "re_lu"];
        assert_eq!(group_names(classes), expected);
        assert_eq!(
            group_names(["GlobalAveragePooling2D", "ZeroPadding2D"]),
            ["global_average_pooling2d", "zero_padding2d"]
        );
    }

    #[test]
    fn a_shortcut_stands_where_its_depth_is() {
        // input 0, then 1 -> 2 -> 3 beside the shortcut 4, added by 5.
        let inputs = [vec![], vec![0], vec![1], vec![2], vec![0], vec![3, 4]];
        assert_eq!(model_order(&inputs, 5), [0, 1, 2, 3, 4, 5]);
        // The shortcut is the first of the two that are added.
        let inputs = [vec![], vec![0], vec![1], vec![2], vec![0], vec![4, 3]];
        assert_eq!(model_order(&inputs, 5), [0, 1, 2, 4, 3, 5]);
    }
}
