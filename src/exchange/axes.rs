//! Tensors with their axes in another order.

/// The elements of a row-major tensor with its axes in the order `axes`, and the new shape: axis `n` of the result is axis
/// `axes[n]` of the tensor.
///
/// # Panics
/// If `axes` is no order of the shape's axes, or the elements are not as many as the shape has.
#[must_use]
pub fn permuted(data: &[f32], shape: &[usize], axes: &[usize]) -> (Vec<f32>, Vec<usize>) {
    assert_eq!(data.len(), shape.iter().product::<usize>(), "a tensor has as many elements as its shape");
    assert!((0..shape.len()).all(|axis| axes.contains(&axis)) && axes.len() == shape.len(), "each axis occurs once");
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis];
    }
    let new_shape: Vec<usize> = axes.iter().map(|axis| shape[*axis]).collect();
    let steps: Vec<usize> = axes.iter().map(|axis| strides[*axis]).collect();
    let mut place = vec![0; shape.len()];
    let mut at = 0;
    let mut permuted = Vec::with_capacity(data.len());
    for _ in 0..data.len() {
        permuted.push(data[at]);
        for axis in (0..place.len()).rev() {
            place[axis] += 1;
            at += steps[axis];
            if place[axis] < new_shape[axis] {
                break;
            }
            at -= steps[axis] * place[axis];
            place[axis] = 0;
        }
    }
    (permuted, new_shape)
}

#[cfg(test)]
mod tests {
    use super::permuted;

    #[test]
    fn each_element_moves_to_its_permuted_place() {
        let (shape, axes) = ([2, 3, 4, 5], [3, 2, 0, 1]);
        let data: Vec<f32> = (0..120).map(|value| value as f32).collect();
        let (moved, new_shape) = permuted(&data, &shape, &axes);
        assert_eq!(new_shape, [5, 4, 2, 3]);
        for (place, value) in moved.iter().enumerate() {
            let index = [place / 24, place / 6 % 4, place / 3 % 2, place % 3];
            let old = [index[2], index[3], index[1], index[0]];
            let at = ((old[0] * 3 + old[1]) * 4 + old[2]) * 5 + old[3];
            assert_eq!(value.to_bits(), data[at].to_bits());
        }
        let back = permuted(&moved, &new_shape, &[2, 3, 1, 0]);
        assert_eq!(back, (data, shape.to_vec()));
    }
}
