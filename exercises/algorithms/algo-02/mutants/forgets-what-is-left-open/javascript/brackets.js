"use strict";

const CLOSING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSERS = new Set(CLOSING.values());

/**
 * Finds the bracket that is wrong in a configuration file.
 *
 * @param {string} text the whole file
 * @returns {number | null} the position of the first bracket that is wrong, or null where all are in order
 */
function findBracketError(text) {
  const open = [];
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    if (CLOSING.has(character)) {
      open.push({ closing: CLOSING.get(character), position });
    } else if (CLOSERS.has(character)) {
      if (open.at(-1)?.closing !== character) {
        return position;
      }
      open.pop();
    }
  }
  return null;
}

module.exports = { findBracketError };
