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
  for (let second = 0; second < amounts.length; second++) {
    for (let first = 0; first < second; first++) {
      if (amounts[first] + amounts[second] === total) {
        return [first, second];
      }
    }
  }
  return null;
}

module.exports = { twoSum };
