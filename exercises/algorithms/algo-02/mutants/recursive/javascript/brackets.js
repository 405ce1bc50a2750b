"use strict";

const CLOSING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSERS = new Set(CLOSING.values());

class WrongBracket extends Error {
  constructor(position) {
    super(`wrong bracket at ${position}`);
    this.position = position;
  }
}

/**
 * Finds the bracket that is wrong in a configuration file.
 *
 * @param {string} text the whole file
 * @returns {number | null} the position of the first bracket that is wrong, or null where all are in order
 */
function findBracketError(text) {
  try {
    let position = 0;
    while (position < text.length) {
      position = skip(text, position);
    }
  } catch (error) {
    if (error instanceof WrongBracket) {
      return error.position;
    }
    throw error;
  }
  return null;
}

/** The position behind the character at `position` and all that is inside it. */
function skip(text, position) {
  const character = text[position];
  if (CLOSERS.has(character)) {
    throw new WrongBracket(position);
  }
  if (!CLOSING.has(character)) {
    return position + 1;
  }
  let inside = position + 1;
  while (inside < text.length) {
    if (text[inside] === CLOSING.get(character)) {
      return inside + 1;
    }
    inside = skip(text, inside);
  }
  throw new WrongBracket(position);
}

module.exports = { findBracketError };
