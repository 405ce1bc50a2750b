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
  throw new Error("merge is yours to write");
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
  throw new Error("mergeSort is yours to write");
}

module.exports = { merge, mergeSort };
