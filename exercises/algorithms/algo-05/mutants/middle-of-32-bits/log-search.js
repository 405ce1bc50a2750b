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
  const first = firstPlace(0, count, (position) => timeAt(position) >= wanted);
  if (first === count || timeAt(first) !== wanted) {
    return null;
  }
  const behind = firstPlace(first, count, (position) => timeAt(position) > wanted);
  return [first, behind - 1];
}

/**
 * The first position from `low` on at which `reached` holds, or `high` where it holds at none.
 *
 * It holds nowhere before `low` and everywhere from `high` on; each step halves what is between.
 */
function firstPlace(low, high, reached) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

module.exports = { findRange };
