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
  while (left.length > 0 && right.length > 0) {
    merged.push(compare(left[0], right[0]) <= 0 ? left.shift() : right.shift());
  }
  return merged.concat(left, right);
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
