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
  const positions = new Map();
  for (const [position, amount] of amounts.entries()) {
    const partner = positions.get(total - amount);
    if (partner) {
      return [partner, position];
    }
    if (!positions.has(amount)) {
      positions.set(amount, position);
    }
  }
  return null;
}

module.exports = { twoSum };
