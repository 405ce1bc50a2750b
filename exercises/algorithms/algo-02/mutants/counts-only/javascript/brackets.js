"use strict";

const OPENING = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/**
 * Finds the bracket that is wrong in a configuration file.
 *
 * @param {string} text the whole file
 * @returns {number | null} the position of the first bracket that is wrong, or null where all are in order
 */
function findBracketError(text) {
  const open = new Map([
    ["(", []],
    ["[", []],
    ["{", []],
  ]);
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    if (open.has(character)) {
      open.get(character).push(position);
    } else if (OPENING.has(character)) {
      if (open.get(OPENING.get(character)).pop() === undefined) {
        return position;
      }
    }
  }
  const left = [...open.values()].flat();
  return left.length > 0 ? Math.max(...left) : null;
}

module.exports = { findBracketError };
