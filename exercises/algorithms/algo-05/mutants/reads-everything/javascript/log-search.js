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
  let first = null;
  let last = null;
  for (let position = 0; position < count; position++) {
    if (timeAt(position) === wanted) {
      first ??= position;
      last = position;
    }
  }
  return first === null ? null : [first, last];
}

module.exports = { findRange };
