"use strict";

/**
 * Makes one sorted array of the items of two sorted ones.
 *
 * @template T
 * @param {T[]} left
 * @param {T[]} right
 * @param {(a: T, b: T) => number} compare negative where a comes before b, positive where b does, else 0
 * @returns {T[]}
 */
function merge(left, right, compare) {
  const merged = [];
  let ofLeft = 0;
  let ofRight = 0;
  while (ofLeft < left.length && ofRight < right.length) {
    if (compare(left[ofLeft], right[ofRight]) <= 0) {
      merged.push(left[ofLeft++]);
    } else {
      merged.push(right[ofRight++]);
    }
  }
  return merged.concat(left.slice(ofLeft));
}

/**
 * Makes a sorted array of the items, equal ones in the order in which they came.
 *
 * @template T
 * @param {T[]} items
 * @param {(a: T, b: T) => number} compare negative where a comes before b, positive where b does, else 0
 * @returns {T[]}
 */
function mergeSort(items, compare) {
  if (items.length < 2) {
    return [...items];
  }
  const middle = Math.floor(items.length / 2);
  const left = mergeSort(items.slice(0, middle), compare);
  const right = mergeSort(items.slice(middle), compare);
  return merge(left, right, compare);
}

module.exports = { merge, mergeSort };
