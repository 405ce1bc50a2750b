"use strict";

/**
 * Finds the two invoices that one transfer has paid.
 *
 * @param {number[]} amounts the open amounts, in cents
 * @param {number} total the sum that came in
 * @returns {[number, number] | null} the positions of the two amounts that add up to `total`, or null
 */
function twoSum(amounts, total) {
  throw new Error("twoSum is yours to write");
}

module.exports = { twoSum };
