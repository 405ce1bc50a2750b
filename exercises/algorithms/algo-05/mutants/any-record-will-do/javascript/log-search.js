"use strict";

/**
 * Finds the records of one second in a log that is too large to be read.
 *
 * @param {number} count how many records there are, sorted by time
 * @param {number} wanted the time to look for
 * @param {(position: number) => number} timeAt reads the time of one record
 * @returns {[number, number] | null} the positions of the first and the last record with that time, or null
 */
function findRange(count, wanted, timeAt) {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const time = timeAt(middle);
    if (time === wanted) {
      return [middle, middle];
    }
    if (time < wanted) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return null;
}

module.exports = { findRange };
