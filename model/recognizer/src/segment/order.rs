//! Order by position.

use std::cmp::Ordering;

/// Sorts by keys, which must not be NaN; equal ones keep their order.
///
/// One instance of the sort serves all types, which makes the page smaller.
pub(crate) fn sort_by_key<T>(items: &mut Vec<T>, key: impl Fn(&T) -> [f64; 2]) {
    let keys: Vec<[f64; 2]> = items.iter().map(key).collect();
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    let order = order(&keys);
    items.extend(order.into_iter().filter_map(|index| unsorted[index].take()));
}

/// Middle one of the sorted values, the upper one of an even number; `None` without any.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let keys: Vec<[f64; 2]> = values.map(|value| [value, 0.0]).collect();
    let middle = *order(&keys).get(keys.len() / 2)?;
    Some(keys[middle][0])
}

/// Indices in the order of their keys.
#[inline(never)]
fn order(keys: &[[f64; 2]]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].partial_cmp(&keys[b]).unwrap_or(Ordering::Equal));
    order
}
