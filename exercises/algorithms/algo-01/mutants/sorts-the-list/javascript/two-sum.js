"use strict";

/**
 * Finds the two invoices that one transfer has paid.
 *
 * One pass: each amount asks whether its partner has come by already.
 *
 * @param {number[]} amounts the open amounts, in cents
 * @param {number} total the sum that came in
 * @returns {[number, number] | null} the positions of the two amounts that add up to `total`, or null
 */
function twoSum(amounts, total) {
  amounts.sort((left, right) => left - right);
  let low = 0;
  let high = amounts.length - 1;
  while (low < high) {
    const found = amounts[low] + amounts[high];
    if (found === total) {
      return [low, high];
    }
    if (found < total) {
      low++;
    } else {
      high--;
    }
  }
  return null;
}

module.exports = { twoSum };
